package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * How far the model draws the coefficients of each group from what its own rows say towards those of the population.
 *
 * <p>A group's own coefficients are those of the least-squares line through what the fixed part and the other grouping factors leave of its
 * rows, plus the fixed effects: for {@code y ~ x + (x | g)} the line of y over x in the group alone, as nlme's {@code lmList}.
 *
 * @param slope the column whose slope varies, empty where the intercept alone does
 * @param groups one for each group shown that has own coefficients
 * @param populationIntercept the fixed intercept
 * @param populationSlope the fixed slope, 0 without one
 * @param all how many groups there are
 * @param without how many of those shown have no own slope, since the column is constant in them
 */
public record Shrinkage(
        String slope, List<Group> groups, double populationIntercept, double populationSlope, int all, int without) {
    /** Of more groups, as many are shown. */
    public static final int MOST_GROUPS = 500;

    /** The coefficients of a group, its own and those of the model. */
    public record Group(int level, long rows, double ownIntercept, double ownSlope, double intercept, double slope) {}

    /** Copies the list. */
    public Shrinkage {
        groups = List.copyOf(groups);
    }

    /** Returns the coefficients, in one pass, as {@link #gather} has them. */
    public static Shrinkage of(MixedModel model, Table table, int factor, List<Integer> always, Progress progress) {
        return gather(model, factor, always).alone(model, table, progress);
    }

    /**
     * Gathers the coefficients.
     *
     * @param factor position in the model's grouping factors
     * @param always levels that are shown in any case
     * @throws ChartException unless the factor's effects are on the intercept, and on one column of numbers at most
     */
    public static Gathering<Shrinkage> gather(MixedModel model, int factor, List<Integer> always) {
        GroupingFactor groups = model.groupingFactors().get(factor);
        String column = column(model, groups);
        int intercept = intercept(groups);
        ShownLevels shown = ShownLevels.of(groups, MOST_GROUPS, always);
        List<LineFit> fits = new ArrayList<>();
        for (int place = 0; place < shown.size(); place++) {
            fits.add(new LineFit());
        }
        int slope = groups.indexOfColumn(column);
        return new Gathering<>(
                row -> {
                    int level = row.level(factor);
                    int place = shown.place(level);
                    if (place >= 0) {
                        double x = slope < 0 ? 0 : row.number(row.position(column));
                        double effect =
                                groups.effect(level, intercept) + (slope < 0 ? 0 : groups.effect(level, slope) * x);
                        fits.get(place).add(x, row.response() - row.fitted() + effect, row.weight());
                    }
                },
                () -> new Found(model, groups, column).shrinkage(shown, fits));
    }

    private static int intercept(GroupingFactor groups) {
        for (int k = 0; k < groups.width(); k++) {
            if (groups.isIntercept(k)) {
                return k;
            }
        }
        return -1;
    }

    private static String column(MixedModel model, GroupingFactor groups) {
        int intercept = intercept(groups);
        List<String> others = groups.columns().stream()
                .filter(name -> intercept < 0 || !name.equals(groups.column(intercept)))
                .toList();
        List<String> numbers = ModelVariables.of(model).numbers();
        if (intercept < 0 || others.size() > 1 || !numbers.containsAll(others)) {
            throw new ChartException(
                    "Shrinkage is drawn of an intercept and the slope of one column of numbers at most, but the"
                            + " effects of " + groups.name() + " are on " + String.join(", ", groups.columns())
                            + ": fit a model with fewer, or look at the group effects.");
        }
        return others.isEmpty() ? "" : others.get(0);
    }

    /** Puts together what one pass has found. */
    private record Found(MixedModel model, GroupingFactor factor, String column) {
        Shrinkage shrinkage(ShownLevels shown, List<LineFit> fits) {
            double fixedIntercept = fixed(factor.column(intercept(factor)));
            double fixedSlope = fixed(column);
            int slope = factor.indexOfColumn(column);
            List<Group> groups = new ArrayList<>();
            int without = 0;
            for (int place = 0; place < shown.size(); place++) {
                LineFit fit = fits.get(place);
                int level = shown.level(place);
                if (fit.count() == 0) {
                    continue;
                }
                if (slope >= 0 && !fit.hasSlope()) {
                    without++;
                    continue;
                }
                groups.add(new Group(
                        level,
                        fit.count(),
                        fixedIntercept + (slope < 0 ? fit.meanY() : fit.intercept()),
                        fixedSlope + (slope < 0 ? 0 : fit.slope()),
                        factor.coefficient(level, intercept(factor)),
                        slope < 0 ? 0 : factor.coefficient(level, slope)));
            }
            return new Shrinkage(column, groups, fixedIntercept, fixedSlope, shown.all(), without);
        }

        private double fixed(String name) {
            FixedEffects fixed = model.fixedEffects();
            int position = fixed.indexOf(name);
            return position < 0 ? 0 : fixed.estimate(position);
        }
    }
}
