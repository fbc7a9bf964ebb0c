package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict.Status;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Small random tables, on which a coarse search over the whole range of the variances finds nothing better.
 *
 * <p>Among them are the traps: starts at a variance of zero (where the derivative in theta vanishes whatever the data say), moment
 * estimates that are negative where the optimum is not, very unequal groups.
 */
class GlobalOptimumTest {
    private static final double[] GRID = {0, 0.05, 0.1, 0.2, 0.4, 0.7, 1, 1.5, 2.5, 5, 10, 30};

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[][] square(double theta) {
        return new double[][] {{theta * theta}};
    }

    private static void assertNothingIsBetter(MixedModel model, double best, int seed) {
        assertNotEquals(Status.NOT_CONVERGED, model.verdict().status(), () -> "table " + seed);
        double reached = model.statistics().logLikelihood();
        assertTrue(best <= reached + 1e-8, () -> "table " + seed + ": " + best + " is better than " + reached);
    }

    @ParameterizedTest
    @EnumSource
    void oneFactorWithUnequalGroups(EstimationMethod method) {
        for (int seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            double spread = random.nextInt(3) * 0.5;
            double[] level = Noise.of(12, seed);
            double[] residual = Noise.of(40, 1000 + seed);
            // Half of the rows are in one group.
            int[] g = random.ints(40, -12, 12).map(v -> Math.max(v, 0)).toArray();
            Frame frame = Frame.ofRows(40)
                    .number("y", i -> spread * level[g[i]] + residual[i])
                    .label("g", i -> "g" + g[i]);
            MixedModel model =
                    LinearMixedModel.of("y ~ 1 + (1 | g)").withMethod(method).fit(frame.table());
            DenseModel dense = new DenseModel(frame.numbers("y"), ones(40)).term(frame.labels("g"), ones(40));
            double best = Arrays.stream(GRID)
                    .map(theta -> dense.solve(method, square(theta)).logLikelihood)
                    .max()
                    .orElseThrow();
            assertNothingIsBetter(model, best, seed);
            Optimum.assertReached(model, dense);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoCrossedFactorsOfWhichOneMayNotVary(EstimationMethod method) {
        for (int seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            double[] a = Noise.of(6, seed);
            double[] b = Noise.of(5, 500 + seed);
            double[] residual = Noise.of(36, 1000 + seed);
            int[] ofA = random.ints(36, 0, 6).toArray();
            int[] ofB = random.ints(36, 0, 5).toArray();
            double little = random.nextInt(3) * 0.4;
            Frame frame = Frame.ofRows(36)
                    .number("y", i -> 2 * a[ofA[i]] + little * b[ofB[i]] + residual[i])
                    .label("a", i -> "a" + ofA[i])
                    .label("b", i -> "b" + ofB[i]);
            MixedModel model = LinearMixedModel.of("y ~ 1 + (1 | a) + (1 | b)")
                    .withMethod(method)
                    .fit(frame.table());
            DenseModel dense = new DenseModel(frame.numbers("y"), ones(36))
                    .term(frame.labels("a"), ones(36))
                    .term(frame.labels("b"), ones(36));
            double best = Double.NEGATIVE_INFINITY;
            for (double first : GRID) {
                for (double second : GRID) {
                    best = Math.max(best, dense.solve(method, square(first), square(second)).logLikelihood);
                }
            }
            assertNothingIsBetter(model, best, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void interceptAndSlope(EstimationMethod method) {
        for (int seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            double ofLevel = random.nextInt(3) * 0.7;
            double ofSlope = random.nextInt(3) * 0.7;
            double[] level = Noise.of(8, seed);
            double[] slope = Noise.of(8, 500 + seed);
            double[] x = Noise.of(40, 1000 + seed);
            double[] residual = Noise.of(40, 1500 + seed);
            int[] g = random.ints(40, 0, 8).toArray();
            Frame frame = Frame.ofRows(40)
                    .with("x", x)
                    .number("y", i -> x[i] + ofLevel * level[g[i]] + ofSlope * slope[g[i]] * x[i] + residual[i])
                    .label("g", i -> "g" + g[i]);
            MixedModel model =
                    LinearMixedModel.of("y ~ x + (x | g)").withMethod(method).fit(frame.table());
            DenseModel dense = new DenseModel(frame.numbers("y"), ones(40), x).term(frame.labels("g"), ones(40), x);
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < 100; k++) {
                double[][] lambda = {
                    {Math.abs(random.nextGaussian()), 0}, {random.nextGaussian(), Math.abs(random.nextGaussian())}
                };
                best = Math.max(best, dense.solve(method, new double[][][] {Relative.square(lambda)}).logLikelihood);
            }
            assertNothingIsBetter(model, best, seed);
            Optimum.assertReached(model, dense);
        }
    }

    /**
     * Many groups of one row vary, the large group lies in their middle: the moment estimate of the variance is negative, so the
     * search starts at the edge, where the likelihood has a saddle; its maximum is well inside.
     */
    @Test
    void aSaddleAtTheStartIsLeft() {
        double[] level = Noise.of(30, 1);
        double[] residual = Noise.of(160, 2);
        double middle = Arrays.stream(level).average().orElseThrow();
        Frame frame = Frame.ofRows(160)
                .number("y", i -> i < 100 ? middle + residual[i] : 1.2 * level[(i - 100) / 2] + 0.8 * residual[i])
                .label("g", i -> i < 100 ? "large" : "small" + (i - 100) / 2);
        MixedModel model = LinearMixedModel.of("y ~ 1 + (1 | g)").fit(frame.table());
        assertEquals(Status.CONVERGED, model.verdict().status());
        assertTrue(model.theta()[0] > 0.5);
        Optimum.assertReached(model, new DenseModel(frame.numbers("y"), ones(160)).term(frame.labels("g"), ones(160)));
    }
}
