package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Landscape.Secant;

class CurvatureTest {
    /** Rounding of products of 3 x 3 matrices with elements near one, and of their eigenvalues. */
    private static final double TOLERANCE = 1e-12;

    private static final double[] POSITIVE = {4, 1, 0.5, 1, 3, -0.7, 0.5, -0.7, 2};
    private static final double[] INDEFINITE = {1, 2, 0.5, 2, 1, -0.7, 0.5, -0.7, 2};
    /** More components than those whose eigenvalues are taken. */
    private static final int LARGE = 200;

    private static final boolean[] ALL = {true, true, true};
    private static final boolean[] OUTER = {true, false, true};

    private static RealMatrix matrix(double[] values, int k) {
        RealMatrix matrix = new Array2DRowRealMatrix(k, k);
        for (int i = 0; i < k * k; i++) {
            matrix.setEntry(i / k, i % k, values[i]);
        }
        return matrix;
    }

    /** Reads the matrix back by its products with axes. */
    private static RealMatrix read(Curvature curvature, boolean[] free) {
        RealMatrix h = new Array2DRowRealMatrix(3, 3);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double[] sum = new double[3];
                double[] difference = new double[3];
                sum[i] += 1;
                sum[j] += 1;
                difference[i] += 1;
                difference[j] -= 1;
                h.setEntry(i, j, (curvature.squaredLength(sum, free) - curvature.squaredLength(difference, free)) / 4);
            }
        }
        return h;
    }

    private static void assertSameMatrix(RealMatrix expected, RealMatrix actual) {
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(expected.getRow(i), actual.getRow(i), TOLERANCE);
        }
    }

    @Test
    void aMatrixIsTakenAsTheMeanOfItsTriangles() {
        Curvature curvature = new Curvature(new double[] {4, 2, 1, 0, 3, -1, 0, -0.4, 2}, 3);
        assertSameMatrix(matrix(POSITIVE, 3), read(curvature, ALL));
        assertArrayEquals(
                new double[] {4, 3, 2},
                new double[] {curvature.diagonal(0), curvature.diagonal(1), curvature.diagonal(2)});
    }

    @Test
    void onlyFreeComponentsHaveLength() {
        RealMatrix h = read(new Curvature(POSITIVE, 3), OUTER);
        assertSameMatrix(matrix(new double[] {4, 0, 0.5, 0, 0, 0, 0.5, 0, 2}, 3), h);
    }

    @Test
    void whereItIsPositiveDefiniteAStepIsNewtons() {
        double[] gradient = {1, -2, 0.3};
        RealVector newton = new LUDecomposition(matrix(POSITIVE, 3))
                .getSolver()
                .solve(new ArrayRealVector(gradient))
                .mapMultiply(-1);
        assertArrayEquals(newton.toArray(), new Curvature(POSITIVE, 3).step(gradient, ALL), TOLERANCE);
    }

    @Test
    void heldComponentsStayWhereTheyAre() {
        double[] step = new Curvature(POSITIVE, 3).step(new double[] {1, -2, 0.3}, OUTER);
        RealVector newton = new LUDecomposition(matrix(new double[] {4, 0.5, 0.5, 2}, 2))
                .getSolver()
                .solve(new ArrayRealVector(new double[] {1, 0.3}))
                .mapMultiply(-1);
        assertArrayEquals(new double[] {newton.getEntry(0), 0, newton.getEntry(1)}, step, TOLERANCE);
        assertArrayEquals(
                new double[3],
                new Curvature(POSITIVE, 3).step(new double[] {1, 1, 1}, new boolean[] {false, false, false}));
    }

    /** The matrix scaled to unit diagonal. */
    private static EigenDecomposition scaled() {
        RealMatrix scaled = matrix(INDEFINITE, 3);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                scaled.multiplyEntry(i, j, 1 / Math.sqrt(INDEFINITE[i * 4] * INDEFINITE[j * 4]));
            }
        }
        return new EigenDecomposition(scaled);
    }

    @Test
    void whereItIsNotNegativeCurvatureIsTurnedRound() {
        EigenDecomposition eigen = scaled();
        RealVector gradient = new ArrayRealVector(new double[] {1, -2, 0.3});
        RealVector step = new ArrayRealVector(3);
        RealVector unit = new ArrayRealVector(new double[] {1, 1, 1 / Math.sqrt(2)});
        for (int e = 0; e < 3; e++) {
            RealVector v = eigen.getEigenvector(e).ebeMultiply(unit);
            step = step.subtract(v.mapMultiply(v.dotProduct(gradient) / Math.abs(eigen.getRealEigenvalue(e))));
        }
        double[] actual = new Curvature(INDEFINITE, 3).step(gradient.toArray(), ALL);
        assertArrayEquals(step.toArray(), actual, TOLERANCE);
        assertEquals(-1, Math.signum(SmallMatrices.dot(actual, gradient.toArray())));
    }

    @Test
    void eigenvaluesAreThoseScaledToUnitDiagonal() {
        double[] expected = scaled().getRealEigenvalues();
        double[] actual = new Curvature(INDEFINITE, 3).eigenvalues(ALL);
        Arrays.sort(expected);
        Arrays.sort(actual);
        assertArrayEquals(expected, actual, TOLERANCE);
        assertEquals(0, new Curvature(INDEFINITE, 3).eigenvalues(new boolean[3]).length);
    }

    @Test
    void theMostNegativeDirectionIsThatOfTheSmallestEigenvalue() {
        EigenDecomposition eigen = scaled();
        RealVector v = eigen.getEigenvector(2).ebeMultiply(new ArrayRealVector(new double[] {1, 1, 1 / Math.sqrt(2)}));
        double[] direction = new Curvature(INDEFINITE, 3).mostNegativeDirection(ALL);
        double sign = Math.signum(direction[0] * v.getEntry(0));
        assertArrayEquals(v.mapMultiply(sign).toArray(), direction, TOLERANCE);
        assertEquals(0, new Curvature(INDEFINITE, 3).mostNegativeDirection(OUTER)[1]);
    }

    @Test
    void anUpdateIsThatOfBroydenFletcherGoldfarbAndShanno() {
        RealVector s = new ArrayRealVector(new double[] {0.3, -0.1, 0.4});
        RealVector y = new ArrayRealVector(new double[] {1.5, -0.6, 0.9});
        RealMatrix h = matrix(POSITIVE, 3);
        RealVector hs = h.operate(s);
        RealMatrix expected = h.add(y.outerProduct(y).scalarMultiply(1 / y.dotProduct(s)))
                .subtract(hs.outerProduct(hs).scalarMultiply(1 / s.dotProduct(hs)));
        Curvature updated = new Curvature(POSITIVE, 3).updated(s.toArray(), y.toArray(), ALL);
        assertSameMatrix(expected, read(updated, ALL));
    }

    @Test
    void aStepThatSawTooLittleCurvatureIsDamped() {
        RealVector s = new ArrayRealVector(new double[] {0.3, -0.1, 0.4});
        RealVector y = new ArrayRealVector(new double[] {-0.5, 0.6, 0.1});
        RealMatrix h = matrix(POSITIVE, 3);
        RealVector hs = h.operate(s);
        double shs = s.dotProduct(hs);
        // Powell (1978): the change is mixed with Hs so that a fifth of the curvature stays
        double part = 0.8 * shs / (shs - s.dotProduct(y));
        RealVector damped = y.mapMultiply(part).add(hs.mapMultiply(1 - part));
        assertEquals(0.2 * shs, damped.dotProduct(s), TOLERANCE);
        RealMatrix expected = h.add(damped.outerProduct(damped).scalarMultiply(1 / damped.dotProduct(s)))
                .subtract(hs.outerProduct(hs).scalarMultiply(1 / shs));
        Curvature updated = new Curvature(POSITIVE, 3).updated(s.toArray(), y.toArray(), ALL);
        assertSameMatrix(expected, read(updated, ALL));
    }

    @Test
    void anUpdateLeavesHeldComponentsOut() {
        double[] s = {0.3, 0, 0.4};
        double[] y = {1.5, 7, 0.9};
        RealMatrix h = matrix(new double[] {4, 0.5, 0.5, 2}, 2);
        RealVector step = new ArrayRealVector(new double[] {0.3, 0.4});
        RealVector change = new ArrayRealVector(new double[] {1.5, 0.9});
        RealVector hs = h.operate(step);
        RealMatrix small = h.add(change.outerProduct(change).scalarMultiply(1 / change.dotProduct(step)))
                .subtract(hs.outerProduct(hs).scalarMultiply(1 / step.dotProduct(hs)));
        RealMatrix expected = matrix(POSITIVE, 3);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                expected.setEntry(2 * i, 2 * j, small.getEntry(i, j));
            }
        }
        assertSameMatrix(expected, read(new Curvature(POSITIVE, 3).updated(s, y, OUTER), ALL));
    }

    @Test
    void withoutUpwardCurvatureThereIsNothingToUpdate() {
        Curvature negative = new Curvature(new double[] {-1, 0, 0, 0, -1, 0, 0, 0, -1}, 3);
        assertSame(negative, negative.updated(new double[] {1, 0, 0}, new double[] {1, 0, 0}, ALL));
    }

    /** A symmetric matrix of random numbers with {@code shift} more on its diagonal; its eigenvalues reach from about -28 to 28 before. */
    private static double[] large(double shift) {
        Random random = new Random(2);
        double[] matrix = new double[LARGE * LARGE];
        for (int i = 0; i < LARGE; i++) {
            for (int j = 0; j <= i; j++) {
                double value = random.nextGaussian() + (i == j ? shift : 0);
                matrix[i * LARGE + j] = value;
                matrix[j * LARGE + i] = value;
            }
        }
        return matrix;
    }

    private static boolean[] free() {
        boolean[] free = new boolean[LARGE];
        Arrays.fill(free, true);
        return free;
    }

    @Test
    void aStepOfManyComponentsIsNewtonsToo() {
        double[] h = large(40);
        double[] gradient = new Random(4).doubles(LARGE, -1, 1).toArray();
        RealVector newton = new LUDecomposition(matrix(h, LARGE))
                .getSolver()
                .solve(new ArrayRealVector(gradient))
                .mapMultiply(-1);
        Curvature curvature = new Curvature(h, LARGE);
        assertTrue(curvature.isAbove(0, free()));
        assertArrayEquals(newton.toArray(), curvature.step(gradient, free()), 1e-10);
    }

    @Test
    void whereManyComponentsAreNotUpwardAStepStillLeadsDown() {
        Curvature curvature = new Curvature(large(20), LARGE);
        double[] gradient = new Random(4).doubles(LARGE, -1, 1).toArray();
        assertFalse(curvature.isAbove(0, free()));
        double[] step = curvature.step(gradient, free());
        assertTrue(SmallMatrices.dot(step, gradient) < 0);
        double[] negative = curvature.mostNegativeDirection(free());
        assertTrue(curvature.squaredLength(negative, free()) < 0);
    }

    @Test
    void aHessianWithoutNumbersProvesNothingAndGivesAStep() {
        Curvature curvature = new Curvature(new double[] {Double.NaN, 0, 0, 2}, 2);
        boolean[] both = {true, true};
        assertFalse(curvature.isAbove(0, both));
        assertArrayEquals(new double[] {-1, -0.5}, curvature.step(new double[] {1, 1}, both), 1e-12);
    }

    @Test
    void alongWhatIsLeftOutItIsStiffAndElsewhereAsItWas() {
        double root = Math.sqrt(0.5);
        List<double[]> left = List.of(new double[] {root, root, 0});
        RealMatrix without = read(new Curvature(POSITIVE, 3).without(left), ALL);
        RealVector d = new ArrayRealVector(left.get(0));
        // the largest element of the diagonal is 4
        assertArrayEquals(d.mapMultiply(4).toArray(), without.operate(d).toArray(), TOLERANCE);
        RealVector across = new ArrayRealVector(new double[] {root, -root, 0});
        RealVector beside = new ArrayRealVector(new double[] {0, 0, 1});
        RealMatrix h = matrix(POSITIVE, 3);
        assertEquals(across.dotProduct(h.operate(beside)), across.dotProduct(without.operate(beside)), TOLERANCE);
        assertEquals(across.dotProduct(h.operate(across)), across.dotProduct(without.operate(across)), TOLERANCE);
    }

    /** More components and directions than are worked on at once; the last ten components are not among the directions. */
    @Test
    void manyDirectionsAreLeftOutAsAProjectionDoes() {
        int k = 70;
        int m = 6;
        Random random = new Random(12);
        RealMatrix h = new Array2DRowRealMatrix(k, k);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double value = random.nextGaussian() + (i == j ? 20 : 0);
                h.setEntry(i, j, value);
                h.setEntry(j, i, value);
            }
        }
        List<double[]> directions = new ArrayList<>();
        RealMatrix d = new Array2DRowRealMatrix(k, m);
        while (directions.size() < m) {
            double[] next = new double[k];
            for (int i = 0; i < k - 10; i++) {
                next[i] = random.nextGaussian();
            }
            Coordinates.addOrthogonal(next, directions);
            d.setColumn(directions.size() - 1, directions.get(directions.size() - 1));
        }
        RealMatrix onto = d.multiply(d.transpose());
        RealMatrix beside = MatrixUtils.createRealIdentityMatrix(k).subtract(onto);
        double stiffness = 0;
        for (int i = 0; i < k; i++) {
            stiffness = Math.max(stiffness, h.getEntry(i, i));
        }
        RealMatrix expected = beside.multiply(h).multiply(beside).add(onto.scalarMultiply(stiffness));
        double[] flat = new double[k * k];
        Arrays.setAll(flat, e -> h.getEntry(e / k, e % k));
        Curvature without = new Curvature(flat, k).without(List.copyOf(directions));
        for (int i = 0; i < k; i++) {
            assertEquals(expected.getEntry(i, i), without.diagonal(i), TOLERANCE * stiffness);
            double[] axis = new double[k];
            axis[i] = 1;
            assertArrayEquals(expected.getColumn(i), without.times(axis), TOLERANCE * stiffness);
        }
    }

    /** Each is as long as makes the criterion change by its eigenvalue, whatever the components are measured in. */
    @Test
    void principalDirectionsAreThoseOfTheEigenvaluesLargestFirst() {
        Curvature curvature = new Curvature(INDEFINITE, 3);
        List<double[]> directions = curvature.principalDirections(ALL);
        double[] eigenvalues = curvature.eigenvalues(ALL);
        assertEquals(3, directions.size());
        for (int e = 0; e < 3; e++) {
            assertEquals(eigenvalues[e], curvature.squaredLength(directions.get(e), ALL), TOLERANCE);
        }
        assertTrue(eigenvalues[0] > eigenvalues[1] && eigenvalues[1] > eigenvalues[2]);
    }

    private static Secant along(double[] step, double... hessian) {
        return new Secant(step, SmallMatrices.times(hessian, step, 3, 3, 1));
    }

    @Test
    void stepsThatSeeWhatTheModelSaysInAllDirectionsProveIt() {
        Curvature model = new Curvature(POSITIVE, 3);
        List<Secant> two = List.of(along(new double[] {1, 0, 0}, POSITIVE), along(new double[] {1, 1, 0}, POSITIVE));
        assertFalse(model.evidence(two, ALL).isConfirmed());
        List<Secant> three = new ArrayList<>(two);
        three.add(along(new double[] {0, 1, -2}, POSITIVE));
        assertTrue(model.evidence(three, ALL).isConfirmed());
    }

    @Test
    void theWeakestDirectionIsTheOneThatNoStepTold() {
        Curvature model = new Curvature(POSITIVE, 3);
        List<Secant> two = List.of(along(new double[] {1, 0, 0}, POSITIVE), along(new double[] {1, 1, 0}, POSITIVE));
        double[] weakest = model.evidence(two, ALL).weakest();
        double[] bend = SmallMatrices.times(POSITIVE, weakest, 3, 3, 1);
        assertEquals(0, bend[0], TOLERANCE);
        assertEquals(0, bend[1], TOLERANCE);
        List<Secant> all = new ArrayList<>(two);
        all.add(along(weakest, POSITIVE));
        assertTrue(model.evidence(all, ALL).isConfirmed());
    }

    @Test
    void aSaddleIsNotProvedAnOptimumWhicheverStepsWereTaken() {
        Curvature model = new Curvature(POSITIVE, 3);
        Random random = new Random(5);
        for (int trial = 0; trial < 200; trial++) {
            List<Secant> seen = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                seen.add(along(random.doubles(3, -1, 1).toArray(), INDEFINITE));
            }
            assertFalse(model.evidence(seen, ALL).isConfirmed());
        }
    }

    /** Answers are remembered for the question that was asked, not for another. */
    @Test
    void whatIsLeftOutLastDoesNotMatterForWhatIsLeftOutNext() {
        Curvature curvature = new Curvature(new double[] {2, 0, 0, 0, 3, 0, 0, 0, 5}, 3);
        List<double[]> first = List.of(new double[] {1, 0, 0});
        List<double[]> second = List.of(new double[] {0, 1, 0});
        for (int round = 0; round < 2; round++) {
            assertEquals(5, curvature.without(first).diagonal(0), TOLERANCE);
            assertEquals(3, curvature.without(first).diagonal(1), TOLERANCE);
            assertEquals(2, curvature.without(second).diagonal(0), TOLERANCE);
            assertEquals(5, curvature.without(second).diagonal(1), TOLERANCE);
        }
        double[] gradient = {4, 6, 10};
        boolean[] all = {true, true, true};
        boolean[] last = {false, false, true};
        for (int round = 0; round < 2; round++) {
            assertArrayEquals(new double[] {-2, -2, -2}, curvature.step(gradient, all), TOLERANCE);
            assertArrayEquals(new double[] {0, 0, -2}, curvature.step(gradient, last), TOLERANCE);
        }
    }
}
