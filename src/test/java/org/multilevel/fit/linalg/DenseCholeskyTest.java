package org.multilevel.fit.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;

class DenseCholeskyTest {
    /** Rounding of sums of up to 300 products of numbers near one. */
    private static final double TOLERANCE = 1e-11;

    private static double[][] symmetric(int n) {
        Random random = new Random(n);
        double[][] b = new double[n][n];
        for (double[] row : b) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian() / Math.sqrt(n);
            }
        }
        RealMatrix m = new Array2DRowRealMatrix(b, false);
        double[][] a = m.multiply(m.transpose()).getData();
        for (int i = 0; i < n; i++) {
            a[i][i] += 1;
        }
        return a;
    }

    private static double[][] copy(double[][] a) {
        return new Array2DRowRealMatrix(a).getData();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 200, 301})
    void factorsAsAnIndependentLibraryDoes(int n) {
        double[][] a = symmetric(n);
        RealMatrix expected = new CholeskyDecomposition(new Array2DRowRealMatrix(a)).getL();
        double[][] actual = copy(a);
        try (Workers workers = new Workers(2, Progress.NONE)) {
            assertTrue(DenseCholesky.factor(actual, n, n, workers));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(expected.getEntry(i, j), actual[i][j], TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 65, 130, 257})
    void invertsTheLeadingPartAndLeavesTheRest(int m) {
        int n = m + 3;
        double[][] a = symmetric(n);
        RealMatrix leading = new Array2DRowRealMatrix(a).getSubMatrix(0, m - 1, 0, m - 1);
        RealMatrix expected = new CholeskyDecomposition(leading).getSolver().getInverse();
        double[][] actual = copy(a);
        try (Workers workers = new Workers(2, Progress.NONE)) {
            assertTrue(DenseCholesky.factor(actual, n, n - 1, workers));
            double corner = actual[n - 1][n - 1];
            DenseCholesky.invert(actual, m, workers);
            assertEquals(corner, actual[n - 1][n - 1], 0);
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(expected.getEntry(i, j), actual[i][j], TOLERANCE);
            }
        }
    }

    /** The tiles on the diagonal reach beyond it, up to the last column. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 129, 301})
    void itsStorageIsEnoughAndHoldsLittleMoreThanTheTriangle(int n) {
        double[][] rows = DenseCholesky.storage(n);
        double[][] a = symmetric(n);
        for (int i = 0; i < n; i++) {
            assertEquals(Math.min(n, i + 128), rows[i].length);
            System.arraycopy(a[i], 0, rows[i], 0, i + 1);
        }
        try (Workers workers = new Workers(1, Progress.NONE)) {
            assertTrue(DenseCholesky.factor(rows, n, n, workers));
            assertTrue(DenseCholesky.factor(a, n, n, workers));
            DenseCholesky.invert(rows, n, workers);
            DenseCholesky.invert(a, n, workers);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(a[i][j], rows[i][j]);
            }
        }
    }

    @Test
    void theSchurComplementStaysBehindTheFactor() {
        int n = 100;
        int m = 70;
        double[][] a = symmetric(n);
        RealMatrix whole = new Array2DRowRealMatrix(a);
        RealMatrix corner = whole.getSubMatrix(m, n - 1, m, n - 1);
        RealMatrix side = whole.getSubMatrix(m, n - 1, 0, m - 1);
        RealMatrix inverse = new CholeskyDecomposition(whole.getSubMatrix(0, m - 1, 0, m - 1))
                .getSolver()
                .getInverse();
        RealMatrix expected = corner.subtract(side.multiply(inverse).multiply(side.transpose()));
        try (Workers workers = new Workers(1, Progress.NONE)) {
            assertTrue(DenseCholesky.factor(a, n, m, workers));
        }
        for (int i = m; i < n; i++) {
            for (int j = m; j <= i; j++) {
                assertEquals(expected.getEntry(i - m, j - m), a[i][j], TOLERANCE);
            }
        }
    }

    @Test
    void saysThatAMatrixIsNotPositiveDefinite() {
        double[][] a = symmetric(90);
        a[80][80] = -1;
        try (Workers workers = new Workers(2, Progress.NONE)) {
            assertFalse(DenseCholesky.factor(a, 90, 90, workers));
        }
    }

    @Test
    void givesTheSameBitsForAnyNumberOfThreads() {
        int n = 300;
        double[][] one = symmetric(n);
        double[][] three = copy(one);
        try (Workers single = new Workers(1, Progress.NONE);
                Workers several = new Workers(3, Progress.NONE)) {
            DenseCholesky.factor(one, n, n - 1, single);
            DenseCholesky.invert(one, n - 1, single);
            DenseCholesky.factor(three, n, n - 1, several);
            DenseCholesky.invert(three, n - 1, several);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(one[i][j], three[i][j], 0);
            }
        }
    }
}
