package org.multilevel.fit.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import org.multilevel.data.Progress;
import org.multilevel.design.FixedColumn;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * Draws responses from a model, of which the cross-products with the columns of a larger model of the same rows are formed, and with its own.
 *
 * <p>With X0 = X1 A and Z0 = Z1 B the draw of the larger problem holds that of the smaller one, so no row is read. Columns are found by name.
 * Immutable; may be asked by many threads.
 */
public final class NestedSampler {
    /** Relative difference of cross-products of the same rows that rounding may leave. */
    private static final double ROUNDING = 1e-7;

    private final Problem smaller;
    private final ResponseSampler sampler;
    /** Combinations of the larger problem's [X y] that are the smaller one's, each p1 + 1 long. */
    private final double[][] columns;
    /** Per grouping factor of the smaller problem its position in the larger one. */
    private final int[] factors;
    /** Per grouping factor of the smaller problem B, q1 x q0, of the standardised columns. */
    private final double[][] random;

    private NestedSampler(
            Problem smaller, ResponseSampler sampler, double[][] columns, int[] factors, double[][] random) {
        this.smaller = smaller;
        this.sampler = sampler;
        this.columns = columns;
        this.factors = factors;
        this.random = random;
    }

    /**
     * The two problems of one drawn response.
     *
     * @param smaller of the model that it was drawn from
     * @param larger of the model that has more parameters
     */
    public record Draw(Problem smaller, Problem larger) {}

    /**
     * Returns the sampler of a model at its estimates.
     *
     * @param theta of the smaller model, as {@link Fit#theta()}
     * @param chiSquaredQuantile gives the quantile of the chi-squared distribution for a probability and degrees of freedom
     * @throws ModelException if the columns and groups of the smaller model are not among those of the larger one
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static NestedSampler of(
            Problem smaller,
            Problem larger,
            double[] theta,
            DoubleBinaryOperator chiSquaredQuantile,
            Progress progress) {
        Estimates estimates = smaller.at(theta, progress);
        int p0 = smaller.keptColumns().length;
        int p1 = larger.keptColumns().length;
        double[] selection = selection(smaller, larger);
        double[] transform = larger.standard().fixedTransform(larger.keptColumns());
        double[] fixed =
                SmallMatrices.times(selection, smaller.standard().fixedTransform(smaller.keptColumns()), p1, p0, p0);
        back(transform, p1, fixed, p0);
        double[][] columns = new double[p0 + 1][p1 + 1];
        for (int j = 0; j < p0; j++) {
            for (int i = 0; i < p1; i++) {
                columns[j][i] = fixed[i * p0 + j];
            }
        }
        double yScale = larger.standard().yScale;
        double[] takenOut = takenOut(larger);
        double[] shift = SmallMatrices.times(selection, takenOut(smaller), p1, p0, 1);
        double[] beta = SmallMatrices.times(selection, estimates.beta(), p1, p0, 1);
        for (int i = 0; i < p1; i++) {
            shift[i] = (takenOut[i] - shift[i]) / smaller.standard().yScale;
            beta[i] = (beta[i] - takenOut[i]) / yScale;
        }
        back(transform, p1, shift, 1);
        back(transform, p1, beta, 1);
        System.arraycopy(shift, 0, columns[p0], 0, p1);
        columns[p0][p1] = yScale / smaller.standard().yScale;
        Groups groups = Groups.of(smaller, larger, theta);
        NestedSampler nested = new NestedSampler(
                smaller,
                ResponseSampler.of(
                        larger, beta, groups.lambda, estimates.sigma() / yScale, chiSquaredQuantile, progress),
                columns,
                groups.factors,
                groups.random);
        nested.check(larger.products());
        return nested;
    }

    /** Returns the draw with that seed; the same seed gives the same response. */
    public Draw draw(long seed) {
        Problem larger = sampler.draw(seed);
        return new Draw(smaller(larger), larger);
    }

    private Problem smaller(Problem larger) {
        CrossProducts drawn = larger.products();
        int p = columns.length - 1;
        double[] xy = CrossProducts.combined(drawn.xy, drawn.p + 1, columns);
        double[] last = new double[p + 1];
        System.arraycopy(xy, p * (p + 1), last, 0, p + 1);
        return smaller.drawn(smaller.products().withResponse(last, zy(drawn, p)), within(larger));
    }

    /** What lies within the levels of the only factor is the same where both have the same random columns there. */
    private Optional<double[]> within(Problem larger) {
        boolean same = random.length == 1
                && larger.products().widths.length == 1
                && larger.products().widths[0] == smaller.products().widths[0];
        return same
                ? larger.within(new double[larger.keptColumns().length])
                        .map(sums -> CrossProducts.combined(sums, larger.keptColumns().length + 1, columns))
                : Optional.empty();
    }

    /** Returns Z'W times a column of the smaller problem's [X y], each factor's levels x q. */
    private double[][] zy(CrossProducts drawn, int column) {
        int p1 = drawn.p;
        double[][] zy = new double[factors.length][];
        for (int f = 0; f < factors.length; f++) {
            int q0 = smaller.products().widths[f];
            int q1 = drawn.widths[factors[f]];
            double[] all = drawn.zxy[factors[f]];
            zy[f] = new double[smaller.products().levels[f] * q0];
            double[] own = new double[q1];
            for (int level = 0; level < smaller.products().levels[f]; level++) {
                for (int k = 0; k < q1; k++) {
                    own[k] = 0;
                    int at = (level * q1 + k) * (p1 + 1);
                    for (int j = 0; j <= p1; j++) {
                        own[k] += all[at + j] * columns[column][j];
                    }
                }
                for (int i = 0; i < q0; i++) {
                    for (int k = 0; k < q1; k++) {
                        zy[f][level * q0 + i] += random[f][k * q0 + i] * own[k];
                    }
                }
            }
        }
        return zy;
    }

    /** Makes sure that the columns are of the same rows, whatever their names. */
    private void check(CrossProducts larger) {
        CrossProducts own = smaller.products();
        double[] xy = CrossProducts.combined(larger.xy, larger.p + 1, columns);
        double worst = own.rows == larger.rows ? 0 : Double.POSITIVE_INFINITY;
        int n = own.p + 1;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double size = Math.sqrt(own.xy[i * n + i] * own.xy[j * n + j]);
                worst = Math.max(worst, Math.abs(xy[i * n + j] - own.xy[i * n + j]) / size);
            }
        }
        double[][] zy = zy(larger, own.p);
        for (int f = 0; f < zy.length; f++) {
            double size = 0;
            double difference = 0;
            for (int i = 0; i < zy[f].length; i++) {
                double expected = own.zxy[f][i * n + own.p];
                size = Math.max(size, Math.abs(expected));
                difference = Math.max(difference, Math.abs(zy[f][i] - expected));
            }
            worst = Math.max(worst, difference / Math.max(size, Double.MIN_NORMAL));
        }
        if (!(worst < ROUNDING)) {
            throw new ModelException(
                    "A bootstrap test needs two models of the same rows whose columns of the same name are the same;"
                            + " fit both to the same table.");
        }
    }

    /** Returns the raw coefficients of what is taken out of the response before it is divided by its scale. */
    private static double[] takenOut(Problem problem) {
        double[] coefficients = new double[problem.keptColumns().length];
        problem.standard().coefficientsToRaw(problem.keptColumns(), coefficients);
        return coefficients;
    }

    /** Multiplies a matrix, n x m, by the inverse of an upper triangular one, n x n, in place. */
    private static void back(double[] transform, int n, double[] matrix, int m) {
        SmallMatrices.solveLowerTransposed(SmallMatrices.transposed(transform, n, n), 0, n, matrix, 0, m);
    }

    /** Returns what the raw kept columns of the smaller problem are in terms of those of the larger one, p1 x p0. */
    private static double[] selection(Problem smaller, Problem larger) {
        int p0 = smaller.keptColumns().length;
        int p1 = larger.keptColumns().length;
        List<String> names = larger.design().fixed().stream()
                .map(FixedColumn::name)
                .map(NestedSampler::canonical)
                .toList();
        double[] selection = new double[p1 * p0];
        for (int j = 0; j < p0; j++) {
            String name = smaller.design().fixed().get(smaller.keptColumns()[j]).name();
            int column = names.indexOf(canonical(name));
            if (column < 0) {
                throw lacking("the column " + name);
            }
            double[] combination = combination(larger, column);
            for (int i = 0; i < p1; i++) {
                selection[i * p0 + j] = combination[i];
            }
        }
        return selection;
    }

    private static double[] combination(Problem larger, int column) {
        int[] kept = larger.keptColumns();
        double[] combination = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] == column) {
                combination[i] = 1;
                return combination;
            }
        }
        LeftOut left = larger.leftOut().stream()
                .filter(out -> out.column() == column)
                .findFirst()
                .orElseThrow();
        double[] found = left.combination();
        if (larger.standard().fixedIntercept) {
            double[] centre = larger.standard().xCentre;
            found[0] += centre[column];
            for (int k = 1; k < found.length; k++) {
                found[0] -= found[k] * centre[kept[k]];
            }
        }
        return found;
    }

    private static String canonical(String name) {
        return Arrays.stream(name.split(":", -1)).sorted().collect(Collectors.joining(":"));
    }

    private static ModelException lacking(String what) {
        return new ModelException(
                "A bootstrap test is of a model that has all columns and groups of the smaller one, and the larger"
                        + " one lacks " + what + "; write both formulas with the same terms.");
    }

    /** How the random columns of the smaller problem stand among those of the larger one. */
    private static final class Groups {
        final int[] factors;
        final double[][] random;
        final double[][] lambda;

        private Groups(int factors, double[][] lambda) {
            this.factors = new int[factors];
            this.random = new double[factors][];
            this.lambda = lambda;
        }

        static Groups of(Problem smaller, Problem larger, double[] theta) {
            List<RandomFactor> all = larger.design().factors();
            double[][] lambda = new double[all.size()][];
            for (int f = 0; f < all.size(); f++) {
                lambda[f] = new double[all.get(f).width() * all.get(f).width()];
            }
            double[][] own = smaller.layout().lambda(theta);
            Groups groups = new Groups(own.length, lambda);
            for (int f = 0; f < own.length; f++) {
                groups.add(smaller, larger, f, own[f]);
            }
            return groups;
        }

        private void add(Problem smaller, Problem larger, int f, double[] own) {
            RandomFactor factor = smaller.design().factors().get(f);
            int at = position(factor, larger.design().factors());
            RandomFactor other = larger.design().factors().get(at);
            int q0 = factor.width();
            int q1 = other.width();
            double[] selection = new double[q1 * q0];
            List<String> names = other.columns().stream()
                    .map(RandomColumn::name)
                    .map(NestedSampler::canonical)
                    .toList();
            for (int k = 0; k < q0; k++) {
                String name = factor.columns().get(k).name();
                int column = names.indexOf(canonical(name));
                if (column < 0) {
                    throw lacking(name + " over " + factor.name());
                }
                selection[column * q0 + k] = 1;
            }
            double[] transform = larger.standard().randomTransform(other, at);
            double[] half = SmallMatrices.times(selection, own, q1, q0, q0);
            back(transform, q1, half, q0);
            for (int i = 0; i < q1; i++) {
                for (int j = 0; j < Math.min(q0, q1); j++) {
                    lambda[at][i * q1 + j] = half[i * q0 + j];
                }
            }
            double[] columns =
                    SmallMatrices.times(selection, smaller.standard().randomTransform(factor, f), q1, q0, q0);
            back(transform, q1, columns, q0);
            factors[f] = at;
            random[f] = columns;
        }

        private static int position(RandomFactor factor, List<RandomFactor> all) {
            for (int g = 0; g < all.size(); g++) {
                if (all.get(g).name().equals(factor.name())
                        && all.get(g).levels().equals(factor.levels())) {
                    return g;
                }
            }
            throw lacking("the groups of " + factor.name());
        }
    }
}
