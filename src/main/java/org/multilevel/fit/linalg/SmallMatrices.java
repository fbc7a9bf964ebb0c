package org.multilevel.fit.linalg;

import java.util.Arrays;

/**
 * Kernels for the small row-major matrices of one level (order q up to about 8) and of the fixed effects.
 *
 * <p>Prefer these where the order is small and the call is made for each of many levels; for one large matrix see
 * {@link DenseCholesky}.
 */
public final class SmallMatrices {
    /** What is left of a pivot that is rounding only. */
    private static final double REPEATED = 1e-14;
    /** From so many columns on a product is formed row by row. */
    private static final int WIDE = 12;

    private SmallMatrices() {}

    /** Returns a'b of two vectors of one length. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Returns a'Mb for a matrix M with as many rows as a and as many columns as b. */
    public static double bilinear(double[] a, double[][] matrix, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                sum += a[i] * matrix[i][j] * b[j];
            }
        }
        return sum;
    }

    /** Returns a b' + b a' for two n x n matrices: how b b' changes with a change a of b. */
    public static double[] changeOfSquare(double[] a, double[] b, int n) {
        double[] change = times(a, transposed(b, n, n), n, n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = change[i * n + j] + change[j * n + i];
                change[i * n + j] = sum;
                change[j * n + i] = sum;
            }
        }
        return change;
    }

    /**
     * Replaces the lower triangle of a symmetric n x n matrix by its Cholesky factor.
     *
     * @return whether the matrix is positive definite
     */
    public static boolean cholesky(double[] a, int at, int n) {
        return cholesky(a, at, n, n);
    }

    /**
     * Replaces the first {@code columns} columns of the lower triangle of a symmetric n x n matrix by those of its Cholesky factor.
     *
     * @return whether their pivots are positive
     */
    public static boolean cholesky(double[] a, int at, int n, int columns) {
        for (int j = 0; j < columns; j++) {
            if (!eliminate(a, at, n, j, 0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Replaces a positive semidefinite n x n matrix by a lower triangular factor, with zero columns for directions that repeat
     * earlier ones; the upper triangle becomes zero.
     */
    public static void semidefiniteCholesky(double[] a, int at, int n) {
        for (int j = 0; j < n; j++) {
            semidefiniteColumn(a, at, n, j, REPEATED * a[at + j * (n + 1)]);
        }
    }

    /**
     * Does the same to what is left of a larger matrix.
     *
     * @param least for each column the pivot that is rounding only
     */
    public static void semidefiniteCholesky(double[] a, int at, int n, double[] least) {
        for (int j = 0; j < n; j++) {
            semidefiniteColumn(a, at, n, j, least[j]);
        }
    }

    private static void semidefiniteColumn(double[] a, int at, int n, int j, double least) {
        if (!eliminate(a, at, n, j, least)) {
            for (int i = j; i < n; i++) {
                a[at + i * n + j] = 0;
            }
        }
        for (int i = 0; i < j; i++) {
            a[at + i * n + j] = 0;
        }
    }

    /** Makes column j of the factor; leaves it if its pivot is not more than {@code least}, and says so. */
    private static boolean eliminate(double[] a, int at, int n, int j, double least) {
        int rowJ = at + j * n;
        double d = a[rowJ + j];
        for (int k = 0; k < j; k++) {
            d -= a[rowJ + k] * a[rowJ + k];
        }
        if (!(d > least)) {
            return false;
        }
        double pivot = Math.sqrt(d);
        a[rowJ + j] = pivot;
        for (int i = j + 1; i < n; i++) {
            int rowI = at + i * n;
            double s = a[rowI + j];
            for (int k = 0; k < j; k++) {
                s -= a[rowI + k] * a[rowJ + k];
            }
            a[rowI + j] = s / pivot;
        }
        return true;
    }

    /**
     * Turns the columns of a q x q matrix M until it is lower triangular.
     *
     * @param m receives M Q
     * @return the orthogonal Q
     */
    public static double[] triangularise(double[] m, int q) {
        double[] turn = identity(q);
        for (int r = 0; r < q; r++) {
            for (int j = r + 1; j < q; j++) {
                double b = m[r * q + j];
                if (b != 0) {
                    double length = Math.hypot(m[r * q + r], b);
                    double c = m[r * q + r] / length;
                    double s = b / length;
                    rotate(m, q, r, j, r, c, s);
                    rotate(turn, q, r, j, 0, c, s);
                    m[r * q + j] = 0;
                }
            }
        }
        return turn;
    }

    /** Turns columns r and j of rows {@code from} on. */
    private static void rotate(double[] m, int q, int r, int j, int from, double c, double s) {
        for (int i = from; i < q; i++) {
            double x = m[i * q + r];
            double y = m[i * q + j];
            m[i * q + r] = c * x + s * y;
            m[i * q + j] = c * y - s * x;
        }
    }

    /** Replaces the n x m matrix b by L^-1 b; rows at a zero pivot, as {@link #semidefiniteCholesky} leaves them, become zero. */
    public static void solveLower(double[] l, int atL, int n, double[] b, int atB, int m) {
        if (n == 1) {
            divide(l[atL], b, atB, m);
            return;
        }
        for (int i = 0; i < n; i++) {
            int rowI = atB + i * m;
            for (int k = 0; k < i; k++) {
                double f = l[atL + i * n + k];
                int rowK = atB + k * m;
                for (int j = 0; j < m; j++) {
                    b[rowI + j] -= f * b[rowK + j];
                }
            }
            double pivot = l[atL + i * n + i];
            double inverse = pivot > 0 ? 1 / pivot : 0;
            for (int j = 0; j < m; j++) {
                b[rowI + j] *= inverse;
            }
        }
    }

    /** Replaces the n x m matrix b by L^-T b; rows at a zero pivot become zero. */
    public static void solveLowerTransposed(double[] l, int atL, int n, double[] b, int atB, int m) {
        if (n == 1) {
            divide(l[atL], b, atB, m);
            return;
        }
        for (int i = n - 1; i >= 0; i--) {
            int rowI = atB + i * m;
            for (int k = i + 1; k < n; k++) {
                double f = l[atL + k * n + i];
                int rowK = atB + k * m;
                for (int j = 0; j < m; j++) {
                    b[rowI + j] -= f * b[rowK + j];
                }
            }
            double pivot = l[atL + i * n + i];
            double inverse = pivot > 0 ? 1 / pivot : 0;
            for (int j = 0; j < m; j++) {
                b[rowI + j] *= inverse;
            }
        }
    }

    private static void divide(double pivot, double[] b, int at, int m) {
        double inverse = pivot > 0 ? 1 / pivot : 0;
        for (int j = at; j < at + m; j++) {
            b[j] *= inverse;
        }
    }

    /** Returns the inverse of the n x n lower triangular matrix l. */
    public static double[] invertLower(double[] l, int n) {
        double[] inverse = identity(n);
        solveLower(l, 0, n, inverse, 0, n);
        return inverse;
    }

    /** Writes (L L')^-1 into {@code inverse}, n x n. */
    public static void inverseInto(double[] l, int n, double[] inverse) {
        if (n == 1) {
            double pivot = 1 / l[0];
            inverse[0] = l[0] > 0 ? pivot * pivot : 0;
            return;
        }
        Arrays.fill(inverse, 0, n * n, 0);
        for (int i = 0; i < n; i++) {
            inverse[i * n + i] = 1;
        }
        solveLower(l, 0, n, inverse, 0, n);
        solveLowerTransposed(l, 0, n, inverse, 0, n);
    }

    /** Returns the largest of some absolute values; 0 of none. */
    public static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Returns the largest absolute difference of two vectors. */
    public static double distance(double[] a, double[] b) {
        double distance = 0;
        for (int i = 0; i < a.length; i++) {
            distance = Math.max(distance, Math.abs(a[i] - b[i]));
        }
        return distance;
    }

    /** Returns the elements of a matrix, row by row. */
    public static double[] flat(double[][] matrix) {
        int size = 0;
        for (double[] row : matrix) {
            size += row.length;
        }
        double[] flat = new double[size];
        int at = 0;
        for (double[] row : matrix) {
            System.arraycopy(row, 0, flat, at, row.length);
            at += row.length;
        }
        return flat;
    }

    /** Says whether all eigenvalues of a symmetric matrix are above a number, which a Cholesky factor tells much sooner than the eigenvalues do. */
    public static boolean isAbove(double least, double[][] symmetric) {
        int n = symmetric.length;
        double[] less = flat(symmetric);
        for (int i = 0; i < n; i++) {
            less[i * (n + 1)] -= least;
        }
        return cholesky(less, 0, n);
    }

    /** Returns the inverse of a symmetric matrix that is positive definite, n x n row-major. */
    public static double[] inverse(double[][] symmetric) {
        int n = symmetric.length;
        double[] factor = flat(symmetric);
        cholesky(factor, 0, n);
        double[] inverse = new double[n * n];
        inverseInto(factor, n, inverse);
        return inverse;
    }

    /** Returns a matrix of zeros. Java makes one of its own, {@code new double[n][m]}, more slowly than its rows one by one. */
    public static double[][] zeros(int n, int m) {
        double[][] zeros = new double[n][];
        for (int i = 0; i < n; i++) {
            zeros[i] = new double[m];
        }
        return zeros;
    }

    /** Returns an n x n matrix, row-major, row by row. */
    public static double[][] rows(double[] square, int n) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(square, i * n, (i + 1) * n);
        }
        return rows;
    }

    /** Returns a copy whose rows are copies. */
    public static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    /** Returns the n x n identity. */
    public static double[] identity(int n) {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
        }
        return identity;
    }

    /** Returns the n x k by k x m product a b. */
    public static double[] times(double[] a, double[] b, int n, int k, int m) {
        double[] product = new double[n * m];
        timesInto(a, 0, b, 0, product, 0, n, k, m);
        return product;
    }

    /** Writes the n x k by k x m product a b into c. */
    public static void timesInto(double[] a, int atA, double[] b, int atB, double[] c, int atC, int n, int k, int m) {
        if (k == 1 && m == 1) {
            scale(a, atA, b[atB], c, atC, n);
            return;
        }
        if (m >= WIDE) {
            timesByRows(a, atA, b, atB, c, atC, n, k, m);
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double s = 0;
                for (int l = 0; l < k; l++) {
                    s += a[atA + i * k + l] * b[atB + l * m + j];
                }
                c[atC + i * m + j] = s;
            }
        }
    }

    /** Writes the product of n numbers and another into c, to the bits of a sum of one product: without a negative zero. */
    private static void scale(double[] a, int atA, double by, double[] c, int atC, int n) {
        for (int i = 0; i < n; i++) {
            c[atC + i] = 0.0 + a[atA + i] * by;
        }
    }

    /** The same sums in the same order, each row of the product as a whole, which vector instructions can do. */
    private static void timesByRows(
            double[] a, int atA, double[] b, int atB, double[] c, int atC, int n, int k, int m) {
        for (int i = 0; i < n; i++) {
            int row = atC + i * m;
            Arrays.fill(c, row, row + m, 0);
            for (int l = 0; l < k; l++) {
                double f = a[atA + i * k + l];
                int from = atB + l * m;
                for (int j = 0; j < m; j++) {
                    c[row + j] += f * b[from + j];
                }
            }
        }
    }

    /** Writes the n x k by k x m product a' b into c, for a of k x n. */
    public static void transposedTimesInto(double[] a, double[] b, double[] c, int n, int k, int m) {
        Arrays.fill(c, 0, n * m, 0);
        addTransposedProduct(a, b, n, k, m, c);
    }

    /** Adds a' b to c (n x m), for a of k x n and b of k x m. */
    public static void addTransposedProduct(double[] a, double[] b, int n, int k, int m, double[] c) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double s = 0;
                for (int l = 0; l < k; l++) {
                    s += a[l * n + i] * b[l * m + j];
                }
                c[i * m + j] += s;
            }
        }
    }

    /** Writes the n x m product a b' into c, for a of n x k and b of m x k. */
    public static void timesTransposedInto(double[] a, double[] b, double[] c, int atC, int n, int k, int m) {
        if (k == 1 && m == 1) {
            scale(a, 0, b[0], c, atC, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double s = 0;
                for (int l = 0; l < k; l++) {
                    s += a[i * k + l] * b[j * k + l];
                }
                c[atC + i * m + j] = s;
            }
        }
    }

    /** Adds a b to c (n x m), for a of n x k and b of k x m. */
    public static void addProduct(double[] a, int atA, double[] b, int n, int k, int m, double[] c) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double s = 0;
                for (int l = 0; l < k; l++) {
                    s += a[atA + i * k + l] * b[l * m + j];
                }
                c[i * m + j] += s;
            }
        }
    }

    /** Returns the n x m transpose of the m x n matrix a. */
    public static double[] transposed(double[] a, int m, int n) {
        double[] t = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                t[j * m + i] = a[i * n + j];
            }
        }
        return t;
    }

    /** Returns a a' for the n x m matrix a. */
    public static double[] timesTransposed(double[] a, int n, int m) {
        return times(a, transposed(a, n, m), n, m, n);
    }

    /** Writes lambda' A lambda + I into m (all q x q), using scratch of q x q. */
    public static void penalised(double[] a, int atA, double[] lambda, int q, double[] m, int atM, double[] scratch) {
        if (q == 1) {
            m[atM] = 1 + lambda[0] * (a[atA] * lambda[0]);
            return;
        }
        timesInto(a, atA, lambda, 0, scratch, 0, q, q, q);
        for (int i = 0; i < q; i++) {
            for (int j = 0; j <= i; j++) {
                double s = i == j ? 1 : 0;
                for (int k = i; k < q; k++) {
                    s += lambda[k * q + i] * scratch[k * q + j];
                }
                m[atM + i * q + j] = s;
                m[atM + j * q + i] = s;
            }
        }
    }
}
