package org.multilevel.fit.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    @Test
    void turningPairsOfAxesFindsTheEigenvaluesThatTheLibraryFinds() {
        double[][] matrix = ofRank(9, 4, 3);
        SymmetricEigen library = SymmetricEigen.of(matrix);
        SymmetricEigen turned = SymmetricEigen.rotated(copy(matrix));
        assertArrayEquals(library.values(), turned.values(), 1e-12 * library.value(0));
        assertDecomposes(matrix, turned);
    }

    @Test
    void matricesOfLowRankAndAnySizeAreDecomposed() {
        for (int rank : new int[] {0, 1, 2, 20, 60}) {
            double[][] matrix = ofRank(60, rank, rank);
            assertDecomposes(matrix, SymmetricEigen.of(matrix));
            assertDecomposes(matrix, SymmetricEigen.rotated(copy(matrix)));
        }
        assertEquals(0, SymmetricEigen.of(new double[0][]).values().length);
    }

    /** Tiny and huge matrices too, which are indefinite: what is left beside the diagonal is judged by the size of the others. */
    @Test
    void smallMatricesOfAnyScaleAreDecomposed() {
        for (int n = 1; n <= 8; n++) {
            for (double scale : new double[] {1e-20, 1, 1e20}) {
                double[][] matrix = difference(ofRank(n, n, n), ofRank(n, n, n + 1));
                double[][] scaled = copy(matrix);
                for (double[] row : scaled) {
                    for (int j = 0; j < n; j++) {
                        row[j] *= scale;
                    }
                }
                SymmetricEigen eigen = SymmetricEigen.of(scaled);
                double[] values = eigen.values();
                for (int e = 0; e < n; e++) {
                    values[e] /= scale;
                }
                assertDecomposes(matrix, values, eigen);
            }
        }
    }

    @Test
    void theMeanOfAMatrixAndItsTransposeIsDecomposed() {
        SymmetricEigen eigen = SymmetricEigen.ofSymmetricPart(new double[][] {{2, 5}, {-3, 2}});
        assertArrayEquals(new double[] {3, 1}, eigen.values(), 1e-15);
    }

    private static double[][] difference(double[][] a, double[][] b) {
        double[][] difference = copy(a);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                difference[i][j] -= b[i][j];
            }
        }
        return difference;
    }

    private static void assertDecomposes(double[][] matrix, SymmetricEigen eigen) {
        assertDecomposes(matrix, eigen.values(), eigen);
    }

    private static void assertDecomposes(double[][] matrix, double[] values, SymmetricEigen eigen) {
        int n = matrix.length;
        double size = Math.max(1, Math.abs(values[0]));
        for (int e = 0; e < n; e++) {
            double[] vector = eigen.vector(e);
            double length = 0;
            for (int i = 0; i < n; i++) {
                double product = 0;
                for (int j = 0; j < n; j++) {
                    product += matrix[i][j] * vector[j];
                }
                assertEquals(values[e] * vector[i], product, 1e-12 * size);
                length += vector[i] * vector[i];
            }
            assertEquals(1, length, 1e-12);
            assertEquals(e, e == 0 || values[e] <= values[e - 1] ? e : -1, "eigenvalues come largest first");
        }
    }

    private static double[][] ofRank(int n, int rank, long seed) {
        Random random = new Random(seed);
        double[][] matrix = new double[n][n];
        for (int r = 0; r < rank; r++) {
            double[] row = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    matrix[i][j] += row[i] * row[j];
                }
            }
        }
        return matrix;
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }
}
