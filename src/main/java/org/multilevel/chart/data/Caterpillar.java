package org.multilevel.chart.data;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.multilevel.inference.Inference;
import org.multilevel.model.GroupingFactor;

/**
 * The effects of one grouping factor on one term in ascending order, with intervals: what a caterpillar plot shows.
 *
 * <p>An interval is the effect plus and minus a normal quantile times its conditional standard deviation, as lme4's
 * {@code dotplot(ranef(fit))}.
 */
public final class Caterpillar {
    private final GroupingFactor factor;
    private final int column;
    private final double level;
    private final double quantile;
    private final int[] order;

    private Caterpillar(GroupingFactor factor, int column, Inference inference) {
        this.factor = factor;
        this.column = column;
        this.level = inference.level();
        this.quantile = inference.normalQuantile();
        this.order = IntStream.range(0, factor.size())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> factor.effect(g, column)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Returns the effects of a factor on one of its columns.
     *
     * @param inference gives the level of the intervals
     */
    public static Caterpillar of(GroupingFactor factor, int column, Inference inference) {
        return new Caterpillar(factor, column, inference);
    }

    /** Returns the number of the level with that rank. */
    public int level(int rank) {
        return order[rank];
    }

    /** Returns the name of the grouping factor. */
    public String factor() {
        return factor.name();
    }

    /** Returns the name of the term. */
    public String term() {
        return factor.column(column);
    }

    /** Returns the level of the intervals, such as 0.95. */
    public double level() {
        return level;
    }

    /** Returns how many conditional standard deviations an interval goes to each side, such as 1.96. */
    public double quantile() {
        return quantile;
    }

    /** Returns the standard deviation of the effects in the model; all effects are zero where it is. */
    public double standardDeviation() {
        return factor.standardDeviation(column);
    }

    /** Returns how many levels there are. */
    public int size() {
        return order.length;
    }

    /** Returns the label of the level with that rank, 0 being the one with the smallest effect. */
    public String label(int rank) {
        return factor.level(order[rank]);
    }

    /** Returns the effect of the level with that rank. */
    public double effect(int rank) {
        return factor.effect(order[rank], column);
    }

    /** Returns the conditional standard deviation of that effect. */
    public double conditionalSd(int rank) {
        return factor.conditionalSd(order[rank], column);
    }

    /** Returns the lower end of its interval. */
    public double lower(int rank) {
        return effect(rank) - quantile * conditionalSd(rank);
    }

    /** Returns the upper end of its interval. */
    public double upper(int rank) {
        return effect(rank) + quantile * conditionalSd(rank);
    }

    /** Returns whether the interval leaves zero, the average level, outside. */
    public boolean excludesZero(int rank) {
        return lower(rank) > 0 || upper(rank) < 0;
    }
}
