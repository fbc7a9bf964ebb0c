package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;

/**
 * w_i'P w_j is half the second derivative of r^2 = y'Py in the covariances, and w_i'Py minus its first: so the information is compared with
 * central differences of r^2 alone.
 */
class AverageInformationTest {
    private static final double STEP = 2e-4;
    /** Of second differences with that step, relative to the largest element. */
    private static final double TOLERANCE = 1e-5;

    private static final double DEGREES = 17;

    private static double[] factor(double[] covariance, int q) {
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(q, q);
        for (int i = 0; i < q * q; i++) {
            matrix.setEntry(i / q, i % q, covariance[i]);
        }
        double[][] l = new CholeskyDecomposition(matrix).getL().getData();
        double[] lambda = new double[q * q];
        Arrays.setAll(lambda, i -> l[i / q][i % q]);
        return lambda;
    }

    /** Returns r^2 at the covariances plus a step in each of two directions. */
    private static double residual(
            BlockedSystem system, double[][] covariances, int f, double[] d, double a, int g, double[] e, double b) {
        double[][] lambda = new double[covariances.length][];
        for (int k = 0; k < lambda.length; k++) {
            double[] moved = covariances[k].clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (k == f ? a * STEP * d[i] : 0) + (k == g ? b * STEP * e[i] : 0);
            }
            lambda[k] = factor(moved, (int) Math.sqrt(moved.length));
        }
        return system.factor(lambda, system.workspace()).residual();
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g) + (1 | h), 150, 1 1",
        "y ~ x + (1 | g) + (x | h), 150, 1 2",
        "y ~ 1 + (x | g) + (x | h), 150, 2 2"
    })
    void isWhatDifferencesOfTheResidualSumGive(String formula, int h, String widths) {
        int[] q = Arrays.stream(widths.split(" ")).mapToInt(Integer::parseInt).toArray();
        double[][][] directions = {
            {{1}}, {{1, 0, 0, 0}, {0, 0, 0, 1}, {0, 1, 1, 0}, {0.4, -0.3, -0.3, 0.7}},
        };
        double[][] covariances = {q[0] == 1 ? new double[] {0.5} : new double[] {0.5, 0.1, 0.1, 0.3}, new double[0]};
        covariances[1] = q[1] == 1 ? new double[] {0.2} : new double[] {0.4, -0.1, -0.1, 0.6};
        try (Workers workers = new Workers(2, Progress.NONE)) {
            BlockedSystem system = new BlockedSystem(
                    CrossedTable.of(formula, h, new Random(12)).products(), workers);
            double[][] lambda = {factor(covariances[0], q[0]), factor(covariances[1], q[1])};
            Factor factor = system.factor(lambda, system.workspace());
            AverageInformation information = factor.averageInformation(DEGREES);
            assertFalse(information.isEmpty());
            double r = factor.residual();
            double largest = information.along(1, directions[q[1] - 1][0], 1, directions[q[1] - 1][0]);
            assertTrue(largest > 0);
            for (int f = 0; f < 2; f++) {
                for (double[] d : directions[q[f] - 1]) {
                    for (int g = 0; g < 2; g++) {
                        for (double[] e : directions[q[g] - 1]) {
                            double slopeD = (residual(system, covariances, f, d, 1, g, e, 0)
                                            - residual(system, covariances, f, d, -1, g, e, 0))
                                    / (2 * STEP);
                            double slopeE = (residual(system, covariances, f, d, 0, g, e, 1)
                                            - residual(system, covariances, f, d, 0, g, e, -1))
                                    / (2 * STEP);
                            double both = (residual(system, covariances, f, d, 1, g, e, 1)
                                            - residual(system, covariances, f, d, 1, g, e, -1)
                                            - residual(system, covariances, f, d, -1, g, e, 1)
                                            + residual(system, covariances, f, d, -1, g, e, -1))
                                    / (4 * STEP * STEP);
                            double expected = DEGREES * (both / 2 / r - slopeD * slopeE / (r * r));
                            assertEquals(expected, information.along(f, d, g, e), TOLERANCE * largest);
                        }
                    }
                }
            }
        }
    }

    @Test
    void isNotOfferedWhereSubstitutionsCostAsMuchAsTheFactor() {
        try (Workers workers = new Workers(1, Progress.NONE)) {
            BlockedSystem system = new BlockedSystem(
                    CrossedTable.of("y ~ x + (1 | g) + (1 | h)", 6, new Random(12))
                            .products(),
                    workers);
            Factor factor = system.factor(new double[][] {{1}, {1}}, system.workspace());
            assertTrue(factor.averageInformation(DEGREES).isEmpty());
        }
    }
}
