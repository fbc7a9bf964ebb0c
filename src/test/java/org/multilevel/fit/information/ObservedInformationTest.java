package org.multilevel.fit.information;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Function;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.WrittenOut;

/** Held against differences of the likelihood written out with the covariance of all rows: at any theta, not only at an optimum. */
class ObservedInformationTest {
    /** Of differences of the fourth order with that step, relative to the largest element. */
    private static final double TOLERANCE = 1e-6;

    private static final double STEP = 0.004;
    /** Where the derivative of the fourth order takes its values, and their weights over 12 steps. */
    private static final int[] AT = {-2, -1, 1, 2};

    private static final double[] WEIGHTS = {1, -8, 8, -1};

    private static final class Likelihood {
        final WrittenOut model;
        final boolean restricted;
        final double[] theta;
        final int[] inside;
        final double df;
        final double variance;

        Likelihood(WrittenOut model, boolean restricted, double[] theta) {
            this.model = model;
            this.restricted = restricted;
            this.theta = theta;
            this.inside = ObservedInformation.inside(model.layout, theta);
            this.df = model.n - (restricted ? model.products.p : 0);
            this.variance = solved(new double[inside.length + 1]).squares() / df;
        }

        /** Solves at the theta that is moved inside the boundary. */
        WrittenOut.Solved solved(double[] by) {
            double[] moved = theta.clone();
            for (int i = 0; i < inside.length; i++) {
                moved[inside[i]] += by[i];
            }
            return model.solved(model.relative(moved));
        }

        /** Returns -2 log-likelihood but for a constant; the last element moves the logarithm of sigma. */
        double at(double[] by) {
            WrittenOut.Solved solved = solved(by);
            double logSigma = by[inside.length];
            return solved.logDet(restricted)
                    + solved.squares() / variance * Math.exp(-2 * logSigma)
                    + 2 * df * logSigma;
        }

        double[] by(int i, double a, int j, double b) {
            double[] by = new double[inside.length + 1];
            by[i] += a * STEP;
            by[j] += b * STEP;
            return by;
        }

        RealMatrix hessian() {
            int k = inside.length + 1;
            RealMatrix hessian = new Array2DRowRealMatrix(k, k);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = 0;
                    for (int a = 0; a < 4; a++) {
                        for (int b = 0; b < 4; b++) {
                            sum += WEIGHTS[a] * WEIGHTS[b] * at(by(i, AT[a], j, AT[b]));
                        }
                    }
                    hessian.setEntry(i, j, sum / (144 * STEP * STEP));
                    hessian.setEntry(j, i, hessian.getEntry(i, j));
                }
            }
            return hessian;
        }

        RealMatrix slope(int i) {
            RealMatrix sum = new Array2DRowRealMatrix(model.products.p, model.products.p);
            for (int a = 0; a < 4; a++) {
                double[] by = by(i, AT[a], i, 0);
                RealMatrix covariance = solved(by).fixedInverse().scalarMultiply(Math.exp(2 * by[inside.length]));
                sum = sum.add(covariance.scalarMultiply(WEIGHTS[a] / (12 * STEP)));
            }
            return sum;
        }
    }

    private static void assertSame(RealMatrix expected, double[][] actual) {
        for (int i = 0; i < actual.length; i++) {
            assertArrayEquals(expected.getRow(i), actual[i], TOLERANCE * expected.getNorm());
        }
    }

    private static void compare(Likelihood likelihood, PenalisedLeastSquares system, boolean isExact) {
        WrittenOut model = likelihood.model;
        Function<double[], Factor> factors = t -> system.factor(model.layout.lambda(t), system.workspace());
        ObservedInformation.Result result = new ObservedInformation(
                        factors,
                        model.products,
                        model.layout,
                        likelihood.theta,
                        likelihood.restricted,
                        likelihood.df,
                        isExact)
                .compute();
        assertSame(MatrixUtils.inverse(likelihood.hessian()).scalarMultiply(2), result.covariance());
        int p = model.products.p;
        for (int i = 0; i < result.slopes().length; i++) {
            double[] slope = result.slopes()[i];
            double[][] rows = new double[p][];
            Arrays.setAll(rows, r -> Arrays.copyOfRange(slope, r * p, (r + 1) * p));
            assertSame(likelihood.slope(i), rows);
        }
        assertEquals(likelihood.inside.length + 1, result.slopes().length);
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (x | g), 0.9 -0.3 0.7, true",
        "y ~ x + (x | g), 0.9 -0.3 0.7, false",
        "y ~ x + (x || g) + (1 | h), 0.9 0 0.6, true",
        "y ~ x + (x || g), 0.9 0.6, false",
        "y ~ x + (x | g) + (1 | h), 1.2 0.4 0.6 0.5, true",
        "y ~ 1 + (1 | g) + (1 | h), 0.8 0.5, false",
    })
    void isThatOfDifferencesOfTheLikelihood(String formula, String values, boolean restricted) {
        WrittenOut model = new WrittenOut(formula, SmallSampleAdjustmentTest.table());
        double[] theta = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Likelihood likelihood = new Likelihood(model, restricted, theta);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            compare(likelihood, new BlockedSystem(model.products, workers), false);
            if (model.layout.factors() == 1) {
                compare(likelihood, new SingleFactorSystem(model.products, workers), true);
            }
        }
    }

    @Test
    void whatItTakesIsKnownBefore() {
        WrittenOut.Read read = WrittenOut.Read.of("y ~ x + (x | g)", SmallSampleAdjustmentTest.table());
        double[] theta = {0.9, 0.4, 0};
        Function<double[], Factor> none = t -> {
            throw new AssertionError("nothing is asked of a factor");
        };
        ObservedInformation differenced =
                new ObservedInformation(none, read.products(), read.layout(), theta, true, 88, false);
        // two of three are inside the boundary: two distances, either way, and the optimum
        assertEquals(9, differenced.factors());
        assertEquals(10 * 27, differenced.solving());
        ObservedInformation exact =
                new ObservedInformation(none, read.products(), read.layout(), theta, true, 88, true);
        assertEquals(4, exact.factors());
    }

    @Test
    void directionsThatTheDataDoNotDetermineHaveNoVariance() {
        double[][] flat = ObservedInformation.twiceInverse(new double[][] {{4, 0}, {0, 0}});
        assertArrayEquals(new double[] {0.5, 0}, flat[0], 1e-15);
        assertArrayEquals(new double[] {0, 0}, flat[1], 1e-15);
        // of (1, 2)(1, 2)' in units of the diagonal only the direction (1, 1) is known: eigenvalue 2
        double[][] line = ObservedInformation.twiceInverse(new double[][] {{1, 2}, {2, 4}});
        assertArrayEquals(new double[] {0.5, 0.25}, line[0], 1e-15);
        assertArrayEquals(new double[] {0.25, 0.125}, line[1], 1e-15);
    }
}
