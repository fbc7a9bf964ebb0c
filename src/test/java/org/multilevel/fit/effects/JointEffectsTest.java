package org.multilevel.fit.effects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.fit.products.CrossProducts;

/** Covariances between effects of g (two columns) and h, against the inverse of the whole matrix. */
class JointEffectsTest {
    private static final double TOLERANCE = 1e-11;
    private static final double[] THETA = {0.8, -0.3, 0.5, 0.6};

    private final WrittenOut model = new WrittenOut("y ~ x + (x | g) + (1 | h)", WrittenOut.table(6, 1));
    private final double[][] lambda = model.layout.lambda(THETA);
    private final double[] halfOfG = {1.5, 0.2, -0.4, 2};
    private final double[] halfOfH = {3};

    private static RealMatrix matrix(double[] values, int q) {
        RealMatrix matrix = new Array2DRowRealMatrix(q, q);
        for (int i = 0; i < q * q; i++) {
            matrix.setEntry(i / q, i % q, values[i]);
        }
        return matrix;
    }

    /** (Lambda'Z'WZ Lambda + I)^-1, levels of g first. */
    private RealMatrix inverse() {
        int g = 2 * model.products.levels[0];
        int h = model.products.levels[1];
        RealMatrix z = new Array2DRowRealMatrix(model.n, g + h);
        for (int level = 0; level < g / 2; level++) {
            RealMatrix own = model.z[0].getSubMatrix(0, model.n - 1, 2 * level, 2 * level + 1);
            z.setSubMatrix(own.multiply(matrix(lambda[0], 2)).getData(), 0, 2 * level);
        }
        z.setSubMatrix(model.z[1].scalarMultiply(lambda[1][0]).getData(), 0, g);
        return MatrixUtils.inverse(z.transpose().multiply(z).add(MatrixUtils.createRealIdentityMatrix(g + h)));
    }

    @Test
    void covariancesAreThoseOfTheWholeInverse() {
        JointEffects joint = JointEffects.of(model.products, lambda, List.of(halfOfG, halfOfH))
                .orElseThrow();
        assertEquals(2, joint.width(0));
        assertEquals(1, joint.width(1));
        JointCovariance covariance = joint.covariance();
        RealMatrix inverse = inverse();
        double[] z = new Random(1).doubles(5, -1, 1).toArray();
        double[] y = {9, 0.7};
        RealMatrix half = matrix(halfOfG, 2).transpose();
        double[] first = half.operate(new double[] {z[3], z[4]});
        int start = 2 * model.products.levels[0];
        for (int g = 0; g < model.products.levels[0]; g++) {
            for (int h = 0; h < model.products.levels[1]; h++) {
                double[] between = {inverse.getEntry(2 * g, start + h), inverse.getEntry(2 * g + 1, start + h)};
                double expected = new ArrayRealVector(first).dotProduct(new ArrayRealVector(between)) * 3 * 0.7;
                assertEquals(expected, covariance.of(0, g, z, 3, 1, h, y, 1), TOLERANCE);
                assertEquals(expected, covariance.of(1, h, y, 1, 0, g, z, 3), TOLERANCE);
            }
        }
    }

    @Test
    void oneFactorOrTooManyPairsHaveNothingJoint() {
        CrossProducts one = CrossProducts.ofRandom(new int[] {1}, new double[][] {{2}});
        assertTrue(JointEffects.of(one, new double[][] {{1}}, List.of(halfOfH)).isEmpty());
        double[][] unit = {{1}, {1}};
        List<double[]> halves = List.of(halfOfH, halfOfH);
        CrossProducts most =
                CrossProducts.ofRandom(new int[] {1, 1}, new double[][] {new double[1_999_996], new double[1]});
        most.pair(0, 1).offset(0, 0); // two levels and a block
        assertTrue(JointEffects.of(most, unit, halves).isPresent());
        most.pair(0, 1).offset(1, 0);
        assertTrue(JointEffects.of(most, unit, halves).isEmpty());
    }

    /** Levels of two columns have 3 numbers each, here 1 999 992 together, and a pair has 2 levels and 4 numbers: one pair is still kept. */
    @Test
    void ofWideFactorsTrianglesAndBlocksCount() {
        double[][] zz = {new double[4 * 666_663], new double[4]};
        CrossProducts most = CrossProducts.ofRandom(new int[] {2, 2}, zz);
        List<double[]> halves = List.of(halfOfG, halfOfG);
        double[][] identity = {{1, 0, 0, 1}, {1, 0, 0, 1}};
        most.pair(0, 1).offset(0, 0);
        assertTrue(JointEffects.of(most, identity, halves).isPresent());
        most.pair(0, 1).offset(1, 0);
        assertTrue(JointEffects.of(most, identity, halves).isEmpty());
    }

    @Test
    void whatIsKeptCannotBeChanged() {
        JointEffects joint = JointEffects.of(model.products, lambda, List.of(halfOfG, halfOfH))
                .orElseThrow();
        joint.half().get(0)[0] = 7;
        joint.own().get(0)[0] = -7;
        joint.pairs().get(0).levels()[0] = 99;
        joint.pairs().get(0).blocks()[0] = 99;
        assertEquals(1.5, joint.half().get(0)[0]);
        assertTrue(joint.own().get(0)[0] > 0);
        assertTrue(joint.pairs().get(0).levels()[0] < 10);
        assertTrue(joint.pairs().get(0).blocks()[0] < 99);
    }
}
