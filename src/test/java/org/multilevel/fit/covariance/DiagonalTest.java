package org.multilevel.fit.covariance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Terms of three uncorrelated columns, behind one column of another term of their factor and two other elements of theta. */
class DiagonalTest {
    /** Differences of quadratics have rounding only. */
    private static final double TOLERANCE = 1e-8;

    private static final double STEP = 1e-4;
    private final Covariance own = new Diagonal(3, false);
    private final Covariance one = new Diagonal(3, true);
    private final double[] ownTheta = {9, 9, 0.7, 0.2, 0.4};
    private final double[] oneTheta = {9, 9, 0.5, 8};
    private final Place place = new Place(2, 1, 4);
    private final double[] s = {9, 9, 9, 9, 9, 1.5, -2, 3, 9, -2, 0.25, 7, 9, 3, 7, -4};

    private double[] lambda(Covariance covariance, double[] theta) {
        double[] lambda = new double[16];
        covariance.writeLambda(place, theta, lambda);
        return lambda;
    }

    private static double[] diagonal(double second, double third, double fourth) {
        double[] matrix = new double[16];
        matrix[5] = second;
        matrix[10] = third;
        matrix[15] = fourth;
        return matrix;
    }

    /** tr(S lambda lambda') of a diagonal lambda, whose derivative in lambda is 2 S lambda. */
    private double function(Covariance covariance, double[] theta) {
        double[] lambda = lambda(covariance, theta);
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += s[i * 5] * lambda[i * 5] * lambda[i * 5];
        }
        return sum;
    }

    private static double[] moved(double[] theta, int i, double by) {
        double[] moved = theta.clone();
        moved[i] += by;
        return moved;
    }

    @Test
    void parametersAreTheDeviationsOrTheOneThatAllHave() {
        assertEquals(3, own.columns());
        assertEquals(3, own.size());
        assertArrayEquals(diagonal(0.7, 0.2, 0.4), lambda(own, ownTheta));
        assertEquals(3, one.columns());
        assertEquals(1, one.size());
        assertArrayEquals(diagonal(0.5, 0.5, 0.5), lambda(one, oneTheta));
    }

    @Test
    void parametersAreReadBackFromLambda() {
        double[] read = {9, 9, 0, 0, 0};
        own.readLambda(place, lambda(own, ownTheta), read);
        assertArrayEquals(ownTheta, read);
        read = new double[] {9, 9, 0, 8};
        one.readLambda(place, lambda(one, oneTheta), read);
        assertArrayEquals(oneTheta, read, TOLERANCE);
    }

    @Test
    void aSignIsReadBackWhereNothingElseIsInItsRow() {
        double[] read = {9, 9, 0, 0, 0};
        own.readLambda(place, diagonal(-0.7, 0.2, -0.4), read);
        assertArrayEquals(new double[] {9, 9, -0.7, 0.2, -0.4}, read);
    }

    @Test
    void variancesOfCorrelatedEffectsAreKept() {
        double[] correlated = diagonal(2, 4, -4);
        correlated[9] = 3;
        correlated[14] = 3;
        double[] read = {9, 9, 0, 0, 0};
        own.readLambda(place, correlated, read);
        assertArrayEquals(new double[] {9, 9, 2, 5, 5}, read, TOLERANCE);
        read = new double[] {9, 9, 0, 8};
        one.readLambda(place, correlated, read);
        assertArrayEquals(new double[] {9, 9, Math.sqrt((4 + 25 + 25) / 3.0), 8}, read, TOLERANCE);
    }

    @Test
    void aDerivativeIsPulledBackToTheParameters() {
        for (Covariance covariance : new Covariance[] {own, one}) {
            double[] theta = covariance == own ? ownTheta : oneTheta;
            double[] lambda = lambda(covariance, theta);
            double[] half = s.clone();
            for (int i = 0; i < 4; i++) {
                half[i * 5] *= lambda[i * 5];
            }
            double[] gradient = new double[theta.length];
            covariance.pullBack(place, half, theta, gradient);
            for (int i = 0; i < theta.length; i++) {
                double slope =
                        (function(covariance, moved(theta, i, STEP)) - function(covariance, moved(theta, i, -STEP)))
                                / (2 * STEP);
                assertEquals(slope, gradient[i], TOLERANCE);
            }
        }
    }

    @Test
    void theDerivativeOfLambdaIsThatOfItsDeviations() {
        double[][] expected = {diagonal(1, 0, 0), diagonal(0, 1, 0), diagonal(0, 0, 1)};
        for (int i = 0; i < 3; i++) {
            double[] derivative = new double[16];
            own.derivative(place, ownTheta, i, derivative);
            assertArrayEquals(expected[i], derivative);
        }
        double[] derivative = new double[16];
        one.derivative(place, oneTheta, 0, derivative);
        assertArrayEquals(diagonal(1, 1, 1), derivative);
    }

    @Test
    void theCurvatureIsThatOfSquares() {
        double[] hessian = new double[25];
        hessian[2 * 5 + 2] = 5;
        own.addCurvature(place, s, ownTheta, hessian);
        double[] expected = new double[25];
        expected[2 * 5 + 2] = 5 + 2 * 1.5;
        expected[3 * 5 + 3] = 2 * 0.25;
        expected[4 * 5 + 4] = 2 * -4;
        assertArrayEquals(expected, hessian);
        hessian = new double[16];
        one.addCurvature(place, s, oneTheta, hessian);
        expected = new double[16];
        expected[2 * 4 + 2] = 2 * (1.5 + 0.25 - 4);
        assertArrayEquals(expected, hessian);
    }

    @Test
    void everyParameterIsADeviationThatStandsAlone() {
        for (int i = 0; i < 3; i++) {
            assertTrue(own.isDiagonal(i));
            assertTrue(own.isAlone(place, ownTheta, i));
            assertEquals(i, own.row(i));
            assertEquals(-1, own.joint(i, 0));
            assertEquals(ownTheta[2 + i], own.deviation(place, ownTheta, i));
        }
        assertEquals(0.7, own.deviation(place, new double[] {9, 9, -0.7, 0, 0}, 0));
        assertFalse(own.isBasisFree());
    }

    @Test
    void onlyAZeroIsHeld() {
        boolean[] free = new boolean[5];
        own.hold(place, new double[] {0, 0, 0.7, 0, -0.4}, free);
        assertArrayEquals(new boolean[] {false, false, true, false, true}, free);
        free = new boolean[] {false, false, true, true};
        one.hold(place, new double[] {9, 9, 0, 9}, free);
        assertArrayEquals(new boolean[] {false, false, false, true}, free);
    }

    @Test
    void itStartsAtTheGuessedVariancesWhereTheyAreAboveTheirFloor() {
        double[] floor = {7, 0.25, 1, 0.04};
        double[] start = {9, 9, 0, 0, 0};
        own.start(place, diagonal(4, 0.5, -3), floor, start);
        assertArrayEquals(new double[] {9, 9, 2, 1, 0.2}, start, TOLERANCE);
        start = new double[] {9, 9, 0, 8};
        one.start(place, diagonal(4, 0.5, -3), floor, start);
        assertArrayEquals(new double[] {9, 9, Math.sqrt((4 + 1 + 0.04) / 3), 8}, start, TOLERANCE);
    }

    @Test
    void negativeDeviationsAreTurned() {
        double[] turned = {-9, 9, -0.7, 0.2, -0.4};
        own.normalise(place, turned);
        assertArrayEquals(new double[] {-9, 9, 0.7, 0.2, 0.4}, turned);
        turned = new double[] {-9, 9, -0.5, -8};
        one.normalise(place, turned);
        assertArrayEquals(new double[] {-9, 9, 0.5, -8}, turned);
    }
}
