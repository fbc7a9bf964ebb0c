package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.multilevel.exact.DenseModel.Solution;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Checks a fit against the dense computation: every result follows from the variances, and no variances nearby are better. */
final class Optimum {
    /** Solving n x n systems by both ways loses four to six digits. */
    private static final double SAME = 1e-8;
    /** A log-likelihood that is better by less than this is the same optimum. */
    private static final double BETTER = 1e-8;

    private Optimum() {}

    /** Asserts that {@code model} is an optimum of the model that {@code dense} writes out. */
    static void assertReached(MixedModel model, DenseModel dense) {
        assertNotEquals(Verdict.Status.NOT_CONVERGED, model.verdict().status());
        Solution solution = dense.solve(model.method(), Relative.covariances(model));
        assertEquals(
                solution.logLikelihood, model.statistics().logLikelihood(), SAME * Math.abs(solution.logLikelihood));
        assertEquals(solution.sigma, model.sigma(), SAME * solution.sigma);
        for (int i = 0; i < model.fixedEffects().size(); i++) {
            double error = Math.sqrt(solution.covariance[i][i]);
            assertEquals(
                    solution.beta[i],
                    model.fixedEffects().estimate(i),
                    SAME * error,
                    model.fixedEffects().name(i));
            assertEquals(error, model.fixedEffects().standardError(i), SAME * error);
        }
        for (int f = 0; f < model.groupingFactors().size(); f++) {
            assertEffects(model.groupingFactors().get(f), f, solution);
            assertNothingNearbyIsBetter(model, f, dense, solution.logLikelihood);
        }
    }

    private static void assertEffects(GroupingFactor factor, int f, Solution solution) {
        for (int g = 0; g < factor.size(); g++) {
            double[] effects = solution.effects(f, factor.level(g));
            double[][] conditional = solution.conditionalCovariance(f, factor.level(g));
            for (int k = 0; k < factor.width(); k++) {
                double sd = factor.standardDeviation(k);
                assertEquals(effects[k], factor.effect(g, k), SAME * sd, factor.level(g));
                assertEquals(conditional[k][k], factor.conditionalCovariance(g, k, k), SAME * sd * sd);
            }
        }
    }

    /** Moves every element of lambda up and down by little and by much. */
    private static void assertNothingNearbyIsBetter(MixedModel model, int f, DenseModel dense, double best) {
        GroupingFactor factor = model.groupingFactors().get(f);
        for (int row = 0; row < factor.width(); row++) {
            double size = factor.standardDeviation(row) / model.sigma();
            double unit = size > 0 ? size : largest(factor) / model.sigma() + 0.01;
            for (int column = 0; column <= row; column++) {
                if (factor.sameBlock(row, column)) {
                    for (double step : new double[] {1e-3, -1e-3, 0.05, -0.05, 0.7, -0.7}) {
                        double[][][] moved = Relative.covariances(model);
                        double[][] lambda = factor.lambda();
                        lambda[row][column] += step * unit;
                        moved[f] = Relative.square(lambda);
                        double value = dense.solve(model.method(), moved).logLikelihood;
                        assertTrue(value <= best + BETTER, () -> value + " is better than " + best);
                    }
                }
            }
        }
    }

    private static double largest(GroupingFactor factor) {
        double largest = 0;
        for (int k = 0; k < factor.width(); k++) {
            largest = Math.max(largest, factor.standardDeviation(k));
        }
        return largest;
    }
}
