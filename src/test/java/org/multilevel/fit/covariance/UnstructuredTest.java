package org.multilevel.fit.covariance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** An unstructured term of three columns, behind one column of another term of its factor and two other elements of theta. */
class UnstructuredTest {
    /** Derivatives by central differences of quadratics have rounding only. */
    private static final double TOLERANCE = 1e-8;

    private static final double STEP = 1e-4;
    private final Covariance covariance = new Unstructured(3);
    private final Place place = new Place(2, 1, 4);
    private final double[] theta = {9, 9, 0.7, -0.2, 0.4, 0.5, 0.3, 0.9};
    private final double[] s = symmetric();

    private static double[] symmetric() {
        Random random = new Random(4);
        double[] s = new double[16];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j <= i; j++) {
                s[i * 4 + j] = random.nextGaussian();
                s[j * 4 + i] = s[i * 4 + j];
            }
        }
        return s;
    }

    private RealMatrix lambda(double[] at) {
        double[] lambda = new double[16];
        covariance.writeLambda(place, at, lambda);
        RealMatrix matrix = new Array2DRowRealMatrix(4, 4);
        for (int i = 0; i < 16; i++) {
            matrix.setEntry(i / 4, i % 4, lambda[i]);
        }
        return matrix;
    }

    private RealMatrix matrix(double[] values) {
        RealMatrix matrix = new Array2DRowRealMatrix(4, 4);
        for (int i = 0; i < 16; i++) {
            matrix.setEntry(i / 4, i % 4, values[i]);
        }
        return matrix;
    }

    /** tr(S lambda lambda'), whose derivative in lambda is 2 S lambda. */
    private double function(double[] at) {
        RealMatrix lambda = lambda(at);
        return matrix(s).multiply(lambda).multiply(lambda.transpose()).getTrace();
    }

    private double[] moved(int i, double by) {
        double[] moved = theta.clone();
        moved[2 + i] += by;
        return moved;
    }

    private double slope(ToDoubleFunction<double[]> f, int i) {
        return (f.applyAsDouble(moved(i, STEP)) - f.applyAsDouble(moved(i, -STEP))) / (2 * STEP);
    }

    @Test
    void theParametersAreTheLowerTriangleOfItsBlockColumnByColumn() {
        double[][] expected = {{0, 0, 0, 0}, {0, 0.7, 0, 0}, {0, -0.2, 0.5, 0}, {0, 0.4, 0.3, 0.9}};
        for (int r = 0; r < 4; r++) {
            assertArrayEquals(expected[r], lambda(theta).getRow(r));
        }
        assertEquals(6, covariance.size());
        assertEquals(3, covariance.columns());
    }

    @Test
    void parametersAreReadBackFromLambda() {
        double[] lambda = new double[16];
        covariance.writeLambda(place, theta, lambda);
        double[] read = {9, 9, 0, 0, 0, 0, 0, 0};
        covariance.readLambda(place, lambda, read);
        assertArrayEquals(theta, read);
    }

    @Test
    void aDerivativeIsPulledBackToTheParameters() {
        RealMatrix half = matrix(s).multiply(lambda(theta));
        double[] flat = new double[16];
        for (int i = 0; i < 16; i++) {
            flat[i] = half.getEntry(i / 4, i % 4);
        }
        double[] gradient = new double[8];
        covariance.pullBack(place, flat, theta, gradient);
        assertArrayEquals(new double[2], new double[] {gradient[0], gradient[1]});
        for (int i = 0; i < 6; i++) {
            assertEquals(slope(this::function, i), gradient[2 + i], TOLERANCE);
        }
    }

    @Test
    void theDerivativeOfLambdaIsThatByDifferences() {
        for (int i = 0; i < 6; i++) {
            double[] derivative = new double[16];
            covariance.derivative(place, theta, i, derivative);
            RealMatrix expected =
                    lambda(moved(i, STEP)).subtract(lambda(moved(i, -STEP))).scalarMultiply(1 / (2 * STEP));
            for (int r = 0; r < 4; r++) {
                assertArrayEquals(expected.getRow(r), matrix(derivative).getRow(r), TOLERANCE);
            }
        }
    }

    @Test
    void theCurvatureOfTheCovarianceIsThatByDifferences() {
        double[] hessian = new double[64];
        hessian[2 * 8 + 2] = 5;
        covariance.addCurvature(place, s, theta, hessian);
        hessian[2 * 8 + 2] -= 5;
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                double expected = 0;
                if (i > 1 && j > 1) {
                    double[][] points = new double[4][];
                    for (int k = 0; k < 4; k++) {
                        points[k] = theta.clone();
                        points[k][i] += k % 2 == 0 ? 0.1 : -0.1;
                        points[k][j] += k / 2 == 0 ? 0.1 : -0.1;
                    }
                    expected = (function(points[0]) - function(points[1]) - function(points[2]) + function(points[3]))
                            / 0.04;
                }
                assertEquals(expected, hessian[i * 8 + j], TOLERANCE);
            }
        }
    }

    @Test
    void diagonalParametersAreStandardDeviationsGivenEarlierEffects() {
        boolean[] expected = {true, false, false, true, false, true};
        int[] rows = {0, 1, 2, 1, 2, 2};
        for (int i = 0; i < 6; i++) {
            assertEquals(expected[i], covariance.isDiagonal(i));
            assertEquals(rows[i], covariance.row(i));
        }
    }

    @Test
    void twoDiagonalParametersAreJoinedByTheElementBetweenThem() {
        assertEquals(1, covariance.joint(3, 0));
        assertEquals(2, covariance.joint(5, 0));
        assertEquals(4, covariance.joint(5, 3));
        assertEquals(3, covariance.joint(3, 3));
    }

    @Test
    void aDeviationIsTheStandardDeviationOfItsEffect() {
        RealMatrix g = lambda(theta).multiply(lambda(theta).transpose());
        for (int i = 0; i < 6; i++) {
            int row = 1 + covariance.row(i);
            assertEquals(Math.sqrt(g.getEntry(row, row)), covariance.deviation(place, theta, i), TOLERANCE);
        }
    }

    @Test
    void aDiagonalParameterIsAloneWithoutCovariancesBelowIt() {
        double[] alone = {9, 9, 0.7, 0, 0, 0.5, 0.3, 0.9};
        assertTrue(covariance.isAlone(place, alone, 0));
        assertFalse(covariance.isAlone(place, alone, 3));
        assertTrue(covariance.isAlone(place, alone, 5));
        assertFalse(covariance.isAlone(place, new double[] {9, 9, 0.7, 0, 0.1, 0.5, 0, 0.9}, 0));
    }

    @Test
    void aZeroDiagonalHoldsItsColumn() {
        boolean[] free = {true, true, true, true, true, true, true, true};
        covariance.hold(place, new double[] {9, 9, 0.7, 0.1, 0.2, 0, 0, 0.4}, free);
        assertArrayEquals(new boolean[] {true, true, true, true, true, false, false, true}, free);
    }

    private double[] start(RealMatrix guess, double[] floor) {
        double[] flat = new double[16];
        for (int i = 0; i < 16; i++) {
            flat[i] = guess.getEntry(i / 4, i % 4);
        }
        // what stood there before must not matter
        double[] start = {9, 9, 3, 4, 5, 6, 7, 8};
        covariance.start(place, flat, floor, start);
        return start;
    }

    @Test
    void aPositiveDefiniteGuessIsWhereItStarts() {
        RealMatrix guess = lambda(theta).multiply(lambda(theta).transpose());
        assertArrayEquals(theta, start(guess, new double[] {7, 0.01, 0.01, 0.01}), TOLERANCE);
    }

    @Test
    void aVarianceBelowItsFloorStartsThere() {
        RealMatrix guess = new Array2DRowRealMatrix(4, 4);
        guess.setEntry(1, 1, -3);
        guess.setEntry(2, 2, 4);
        guess.setEntry(3, 3, 1e-9);
        double[] expected = {9, 9, 0.1, 0, 0, 2, 0, 0.3};
        assertArrayEquals(expected, start(guess, new double[] {7, 0.01, 0.04, 0.09}), TOLERANCE);
    }

    @Test
    void aCorrelationBeyondReasonStartsAtNineTenths() {
        RealMatrix guess = new Array2DRowRealMatrix(4, 4);
        for (int i = 1; i < 4; i++) {
            guess.setEntry(i, i, 4);
        }
        guess.setEntry(2, 1, 100);
        guess.setEntry(3, 1, -100);
        double[] start = start(guess, new double[] {7, 0.01, 0.01, 0.01});
        assertEquals(1.8, start[3], TOLERANCE);
        assertEquals(-1.8, start[4], TOLERANCE);
        assertEquals(Math.sqrt(4 - 1.8 * 1.8), start[5], TOLERANCE);
        // the covariance with the second given the first: (0 + 1.8 * 1.8) / 0.87 is beyond 1.8
        assertEquals(1.8, start[6], TOLERANCE);
        // what is left of the third is below nothing
        assertEquals(0.1, start[7], TOLERANCE);
    }

    @Test
    void signsAreTurnedColumnByColumnWithoutChangingTheCovariance() {
        double[] turned = {-9, 9, -0.7, -0.2, -0.0, 0.5, 0.3, -0.9};
        RealMatrix before = lambda(turned).multiply(lambda(turned).transpose());
        covariance.normalise(place, turned);
        assertArrayEquals(new double[] {-9, 9, 0.7, 0.2, 0, 0.5, 0.3, 0.9}, turned);
        RealMatrix after = lambda(turned).multiply(lambda(turned).transpose());
        assertEquals(0, before.subtract(after).getNorm(), TOLERANCE);
    }

    @Test
    void aColumnThatIsNotNegativeKeepsItsSignsButNotANegativeZero() {
        double[] kept = {9, 9, 0, -0.2, 0.4, 0.5, -0.0, 0.9};
        covariance.normalise(place, kept);
        assertArrayEquals(new double[] {9, 9, 0, -0.2, 0.4, 0.5, 0.0, 0.9}, kept);
    }

    @Test
    void anyBasisWillDo() {
        assertTrue(covariance.isBasisFree());
    }
}
