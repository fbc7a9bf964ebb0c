package org.multilevel.fit.linalg;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Finds the eigenvalues and eigenvectors of any symmetric matrix of finite numbers.
 *
 * <p>The implicit QL method of the library gives up on some matrices of low rank, whose many eigenvalues of nearly zero it cannot
 * split. Rotations in pairs (Jacobi; Golub and Van Loan 2013, Matrix Computations, section 8.5) always come to an end, and take over there.
 */
public final class SymmetricEigen {
    /** Up to this order rotations are quicker than the library, and as exact. */
    private static final int SMALL = 8;
    /** Sweeps over all pairs, of which about ten are needed. */
    private static final int SWEEPS = 100;

    private final double[] values;
    private final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Decomposes a matrix that is symmetric but for rounding, and is not changed. */
    public static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        if (n == 0) {
            return new SymmetricEigen(new double[0], new double[0][]);
        }
        if (n <= SMALL) {
            return rotated(symmetricPart(matrix));
        }
        try {
            EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(matrix, false));
            return new SymmetricEigen(
                    eigen.getRealEigenvalues(),
                    IntStream.range(0, n)
                            .mapToObj(e -> eigen.getEigenvector(e).toArray())
                            .toArray(double[][]::new));
        } catch (MaxCountExceededException unsplit) {
            return rotated(symmetricPart(matrix));
        }
    }

    /** Decomposes the mean of a matrix and its transpose. */
    public static SymmetricEigen ofSymmetricPart(double[][] matrix) {
        return of(symmetricPart(matrix));
    }

    private static double[][] symmetricPart(double[][] matrix) {
        int n = matrix.length;
        double[][] symmetric = SmallMatrices.zeros(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                symmetric[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
            }
        }
        return symmetric;
    }

    /** Returns the eigenvalues, largest first. */
    public double[] values() {
        return values.clone();
    }

    /** Returns the eigenvalue at a position, 0 for the largest. */
    public double value(int position) {
        return values[position];
    }

    /** Returns the eigenvector, of length 1, of the eigenvalue at a position. */
    public double[] vector(int position) {
        return vectors[position].clone();
    }

    /** Returns the matrix with the same eigenvectors whose eigenvalues are a function of these. */
    public double[][] mapped(DoubleUnaryOperator function) {
        int n = values.length;
        double[][] mapped = SmallMatrices.zeros(n, n);
        for (int e = 0; e < n; e++) {
            double value = function.applyAsDouble(values[e]);
            double[] v = vectors[e];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    mapped[i][j] += value * v[i] * v[j];
                }
            }
        }
        return mapped;
    }

    /** Turns pairs of axes until nothing is left beside the diagonal; the matrix is used up. */
    static SymmetricEigen rotated(double[][] a) {
        int n = a.length;
        double[][] axes = SmallMatrices.zeros(n, n);
        for (int i = 0; i < n; i++) {
            axes[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && turnAll(a, axes); sweep++) {}
        return sorted(a, axes);
    }

    /** Puts the largest eigenvalue first (by insertion, which keeps the order of equal ones). */
    private static SymmetricEigen sorted(double[][] a, double[][] axes) {
        double[] values = new double[a.length];
        double[][] vectors = new double[a.length][];
        for (int i = 0; i < values.length; i++) {
            int at = i;
            for (; at > 0 && values[at - 1] < a[i][i]; at--) {
                values[at] = values[at - 1];
                vectors[at] = vectors[at - 1];
            }
            values[at] = a[i][i];
            vectors[at] = axes[i];
        }
        return new SymmetricEigen(values, vectors);
    }

    /** Turns every pair of axes once; says whether any had something to turn. */
    private static boolean turnAll(double[][] a, double[][] axes) {
        double size = 0;
        for (double[] row : a) {
            for (double value : row) {
                size = Math.max(size, Math.abs(value));
            }
        }
        boolean turned = false;
        for (int p = 0; p < a.length; p++) {
            for (int q = p + 1; q < a.length; q++) {
                if (Math.abs(a[p][q]) > 1e-17 * size) {
                    turn(a, axes, p, q);
                    turned = true;
                }
            }
        }
        return turned;
    }

    /** Turns axes p and q so that a[p][q] is zero. */
    private static void turn(double[][] a, double[][] axes, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int i = 0; i < a.length; i++) {
            double ip = a[i][p];
            double iq = a[i][q];
            a[i][p] = c * ip - s * iq;
            a[i][q] = s * ip + c * iq;
        }
        turnRows(a, p, q, c, s);
        turnRows(axes, p, q, c, s);
        a[p][q] = 0;
        a[q][p] = 0;
    }

    private static void turnRows(double[][] rows, int p, int q, double c, double s) {
        double[] first = rows[p];
        double[] second = rows[q];
        for (int i = 0; i < first.length; i++) {
            double ip = first[i];
            double iq = second[i];
            first[i] = c * ip - s * iq;
            second[i] = s * ip + c * iq;
        }
    }
}
