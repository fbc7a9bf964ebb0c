package org.multilevel.inference.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Small products, worked out by hand. */
class DenseTest {
    private static final double[][] A = {{1, 2}, {0, -1}, {3, 5}};
    private static final double[][] S = {{2, 1}, {1, 3}};

    @Test
    void aProductOfMatricesHasRowsTimesColumns() {
        double[][] product = Dense.times(A, new double[][] {{1, 0, 4}, {2, -1, 1}});
        assertArrayEquals(new double[] {5, -2, 6}, product[0]);
        assertArrayEquals(new double[] {-2, 1, -1}, product[1]);
        assertArrayEquals(new double[] {13, -5, 17}, product[2]);
        assertArrayEquals(new double[2][0], Dense.times(new double[2][0], new double[0][0]));
    }

    @Test
    void aProductWithAVectorHasAnElementPerRow() {
        assertArrayEquals(new double[] {8, -3, 21}, Dense.times(A, new double[] {2, 3}));
        assertEquals(21, Dense.dot(A[2], new double[] {2, 3}));
    }

    @Test
    void aSandwichIsTheCovarianceOfLinearFunctions() {
        double[][] covariance = Dense.sandwich(A, S);
        assertArrayEquals(new double[] {18, -7, 47}, covariance[0]);
        assertArrayEquals(new double[] {-7, 3, -18}, covariance[1]);
        assertArrayEquals(new double[] {47, -18, 123}, covariance[2]);
        assertEquals(123, Dense.quadratic(A[2], S));
    }

    @Test
    void theTraceIsTheSumOfTheDiagonalAndTheInverseUndoesTheMatrix() {
        assertEquals(5, Dense.trace(S));
        double[][] inverse = Dense.inverse(S);
        assertArrayEquals(new double[] {0.6, -0.2}, inverse[0], 1e-15);
        assertArrayEquals(new double[] {-0.2, 0.4}, inverse[1], 1e-15);
    }
}
