package org.multilevel.inference.intervals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.fit.facts.GroupPattern;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.inference.Counts;
import org.multilevel.inference.numeric.Parallel;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * The acceleration of BCa intervals: a sixth of the skewness of what each independent group does to an estimate.
 *
 * <p>With theta_i the estimate without level i of the outermost grouping factor, d_i = mean theta - theta_i and a = sum d^3 / (6 (sum
 * d^2)^1.5) (Efron 1987, J. Am. Stat. Assoc. 82, 171-185, by the jackknife; Davison and Hinkley 1997, equation 5.27). Every theta_i is an
 * exact refit from the cross-products less those of the level.
 */
final class Acceleration {
    /** With more levels the acceleration, which falls as one over the square root of their number, is nearly zero. */
    static final int MOST_LEVELS = 2000;

    private Acceleration() {}

    /**
     * Returns the acceleration of every quantity; 0 where no group changes it.
     *
     * @throws ModelException if the model has no independent groups, or too many to leave out each
     */
    static double[] of(LiveModel live, BootstrapQuantities quantities, int threads, Progress progress) {
        LevelRefits refits = refits(live, progress);
        int size = quantities.names().size();
        List<double[]> without = Parallel.map(refits.levels(), threads, "bootstrap: acceleration", progress, g -> {
            try {
                return quantities.values(live.ordered(refits.without(g)));
            } catch (ModelException e) {
                double[] none = new double[size];
                Arrays.fill(none, Double.NaN);
                return none;
            }
        });
        return IntStream.range(0, size)
                .mapToDouble(i -> of(without.stream()
                        .mapToDouble(values -> values[i])
                        .filter(value -> !Double.isNaN(value))
                        .toArray()))
                .toArray();
    }

    private static LevelRefits refits(LiveModel live, Progress progress) {
        if (live.problem().hasStructures()) {
            LevelRefits refits = live.problem().independentRefits(progress);
            checkFewEnough("the independent groups", refits.levels());
            return refits;
        }
        int factor = outermost(live.model());
        return live.problem().refits(live.positionInProblem(factor), live.theta(), progress);
    }

    /** Returns the acceleration, given the estimates without each group. */
    static double of(double[] without) {
        double mean = Arrays.stream(without).average().orElse(0);
        double squares = 0;
        double cubes = 0;
        for (double value : without) {
            double d = mean - value;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0;
    }

    private static int outermost(MixedModel model) {
        List<GroupingFactor> factors = model.groupingFactors();
        return outermost(
                factors.stream().map(GroupingFactor::name).toList(),
                factors.stream().map(GroupingFactor::size).toList(),
                model.rowFacts().map(RowFacts::patterns).orElse(List.of()));
    }

    /**
     * Makes sure, before a model is fitted, that there are independent groups to leave out.
     *
     * @throws ModelException if there are none, or too many to leave out each
     */
    static void check(List<String> factors, List<GroupSizes> sizes, List<GroupPattern> patterns) {
        outermost(factors, sizes.stream().map(GroupSizes::levels).toList(), patterns);
    }

    /** Returns the position of the grouping factor in whose levels all others lie. */
    private static int outermost(List<String> names, List<Integer> levels, List<GroupPattern> patterns) {
        if (names.isEmpty()) {
            throw new ModelException(
                    "BCa intervals leave out one group after the other, and the model has no groups; choose bc.");
        }
        for (int f = 0; f < names.size(); f++) {
            int outer = f;
            boolean holdsAll = IntStream.range(0, names.size())
                    .allMatch(g -> g == outer
                            || (!patterns.isEmpty() && patterns.get(g).within().contains(outer)));
            if (holdsAll) {
                checkFewEnough(names.get(f), levels.get(f));
                return f;
            }
        }
        throw new ModelException("BCa intervals leave out one independent group after the other, and "
                + String.join(" and ", names)
                + " cross, so that no group is independent of the others; choose bc.");
    }

    private static void checkFewEnough(String name, int levels) {
        if (levels > MOST_LEVELS) {
            throw new ModelException("BCa intervals leave out each of the "
                    + Counts.of(levels, "level") + " of " + name + ", which is done for up to "
                    + MOST_LEVELS
                    + " and with more hardly differs from bc; choose bc.");
        }
    }
}
