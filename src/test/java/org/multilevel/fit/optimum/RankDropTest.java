package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.RankDrop.Direction;

/** A term of three columns behind a term of one. */
class RankDropTest {
    /** Rounding of products of 3 x 3 matrices with elements near one. */
    private static final double TOLERANCE = 1e-12;

    private final ThetaLayout layout = new ThetaLayout(List.of(new RandomFactor(
            "g",
            List.of("a", "b"),
            List.of(
                    new RandomBlock(List.of(new RandomColumn("x", 0, 1))),
                    new RandomBlock(List.of(
                            new RandomColumn("(Intercept)", 0, 1),
                            new RandomColumn("u", 0, 1),
                            new RandomColumn("v", 0, 1)))))));
    private final Term term = layout.terms().get(1);
    private final double[] information = {1, 4, 0.25, 1};
    private final RankDrop drop = new RankDrop(new Units(layout, new double[][] {information}));
    private final double[] theta = {9, 0.7, -0.2, 0.4, 0.5, 0.3, 0.9};

    private RealMatrix covariance(double[] at) {
        RealMatrix lambda = new Array2DRowRealMatrix(term.lambda(at));
        return lambda.multiply(lambda.transpose());
    }

    /** Returns the covariance with the effects in their units, 1 / sqrt(information). */
    private RealMatrix inUnits(double[] at) {
        RealMatrix g = covariance(at);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                g.multiplyEntry(i, j, Math.sqrt(information[i + 1] * information[j + 1]));
            }
        }
        return g;
    }

    @Test
    void theLeastDirectionIsTheLeastEigenvectorInUnits() {
        EigenDecomposition eigen = new EigenDecomposition(inUnits(theta));
        Direction least = drop.least(theta, term);
        double sd = Math.sqrt(eigen.getRealEigenvalue(2));
        assertEquals(sd, least.size(), TOLERANCE);
        RealVector expected = eigen.getEigenvector(2).mapMultiply(sd);
        RealVector actual = new ArrayRealVector(least.vector());
        for (int i = 0; i < 3; i++) {
            actual.setEntry(i, actual.getEntry(i) * Math.sqrt(information[i + 1]));
        }
        double sign = Math.signum(expected.dotProduct(actual));
        assertArrayEquals(expected.mapMultiply(sign).toArray(), actual.toArray(), TOLERANCE);
        assertArrayEquals(
                least.vector(),
                new Array2DRowRealMatrix(term.lambda(theta))
                        .operate(new ArrayRealVector(least.weights()))
                        .toArray(),
                TOLERANCE);
        assertEquals(term, least.term());
    }

    @Test
    void withoutItTheCovarianceIsLessByThatMuchAndOneColumnIsZero() {
        Direction least = drop.least(theta, term);
        double[] dropped = RankDrop.without(theta, least);
        RealVector v = new ArrayRealVector(least.vector());
        RealMatrix expected = covariance(theta).subtract(v.outerProduct(v));
        assertEquals(0, covariance(dropped).subtract(expected).getNorm(), TOLERANCE);
        assertEquals(9, dropped[0]);
        assertEquals(0, dropped[6]);
    }

    @Test
    void theNextDirectionIsTheLeastOfWhatIsLeft() {
        double[] once = RankDrop.without(theta, drop.least(theta, term));
        Direction next = drop.least(once, term);
        EigenDecomposition eigen = new EigenDecomposition(inUnits(theta));
        assertEquals(Math.sqrt(eigen.getRealEigenvalue(1)), next.size(), TOLERANCE);
        double[] twice = RankDrop.without(once, next);
        Direction last = drop.least(twice, term);
        assertEquals(Math.sqrt(eigen.getRealEigenvalue(0)), last.size(), TOLERANCE);
        double[] none = RankDrop.without(twice, last);
        assertArrayEquals(new double[] {9, 0, 0, 0, 0, 0, 0}, none);
        assertEquals(0, drop.least(none, term).size());
        assertArrayEquals(new double[3], drop.least(none, term).vector());
    }

    @Test
    void aTriangleHasTheSameProductAndAZeroColumnForARowThatDependsOnEarlierOnes() {
        double[][] rows = {{0.3, -0.4, 0.5}, {-0.6, 0.8, -1}, {0.2, 0.7, 0.1}};
        RealMatrix t = new Array2DRowRealMatrix(RankDrop.triangle(rows));
        RealMatrix m = new Array2DRowRealMatrix(rows);
        assertEquals(
                0, t.multiply(t.transpose()).subtract(m.multiply(m.transpose())).getNorm(), TOLERANCE);
        assertArrayEquals(new double[3], t.getColumn(1));
        assertEquals(Math.sqrt(0.5), t.getEntry(0, 0), TOLERANCE);
        assertEquals(0, t.getEntry(0, 2));
    }

    @Test
    void aRowOfZerosIsAZeroRow() {
        double[][] t = RankDrop.triangle(new double[][] {{0, 0}, {3, 4}});
        assertArrayEquals(new double[] {0, 0}, t[0]);
        assertArrayEquals(new double[] {0, 5}, t[1], TOLERANCE);
    }

    /** The units of the effects are 1/2, 2 and 1. */
    @Test
    void aDirectionIsCrossedWhenInUnitsItHasTurnedRound() {
        Direction direction = new Direction(term, new double[] {1, 1, 1}, new double[] {1, 0, 0}, 1);
        // 4 (0.6) + 0.25 (-3) + 1 (-1) > 0 though the sum is negative
        assertFalse(drop.isCrossed(direction, firstColumn(0.6, -3, -1)));
        // 4 (-0.6) + 0.25 (3) + 1 (1) < 0
        assertTrue(drop.isCrossed(direction, firstColumn(-0.6, 3, 1)));
        assertTrue(drop.isCrossed(direction, firstColumn(0, 0, 0)));
    }

    private static double[][] firstColumn(double a, double b, double c) {
        return new double[][] {{a, 9, 9}, {b, 9, 9}, {c, 9, 9}};
    }
}
