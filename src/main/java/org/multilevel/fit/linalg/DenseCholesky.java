package org.multilevel.fit.linalg;

import java.util.Arrays;

/**
 * Cholesky factor and inverse of one large dense symmetric matrix, in place, blocked, on all workers.
 *
 * <p>Prefer it from an order of about 50; below that see {@link SmallMatrices}. Rows are arrays as {@link #storage} makes
 * them or longer; the lower triangle counts. All three steps (factor, invert L, form L^-T L^-1) spend their time in one kernel, {@link #addProduct}, which
 * keeps two rows of the result and two of the operand in flight because that is a shape that the JIT compiler turns into fused
 * vector instructions. Every element is a sum in a fixed order, so the bits do not depend on the number of threads.
 */
public final class DenseCholesky {
    private static final int BLOCK = 64;
    private static final int TILE = 128;
    private static final int SUB_BLOCK = 8;

    private DenseCholesky() {}

    /** Returns room for a symmetric matrix of order n: rows that reach to the diagonal and as far beyond as the kernels write. */
    public static double[][] storage(int n) {
        double[][] rows = new double[n][];
        for (int r = 0; r < n; r++) {
            rows[r] = new double[Math.min(n, r + TILE)];
        }
        return rows;
    }

    /**
     * Eliminates the first m columns of the symmetric n x n matrix whose lower triangle is in {@code a}.
     *
     * <p>On return the columns hold the Cholesky factor and the trailing (n-m) x (n-m) triangle the Schur complement.
     *
     * @return whether all m pivots were positive
     */
    public static boolean factor(double[][] a, int n, int m, Workers workers) {
        double[][] panel = new double[BLOCK][n];
        for (int k0 = 0; k0 < m; k0 += BLOCK) {
            int from = k0;
            int to = Math.min(k0 + BLOCK, m);
            if (!factorDiagonal(a, from, to)) {
                return false;
            }
            double[][] diagonal = negatedDiagonal(a, from, to);
            int strips = (n - to + TILE - 1) / TILE;
            workers.run(strips, s -> {
                int r0 = to + s * TILE;
                solveStrip(a, diagonal, panel, from, to, r0, Math.min(n, r0 + TILE));
            });
            workers.run(strips, s -> {
                int r0 = to + s * TILE;
                updateStrip(a, panel, from, to, r0, Math.min(n, r0 + TILE));
            });
        }
        return true;
    }

    /** Returns the rows of -L of a diagonal block, with 1 / pivot on the diagonal. */
    private static double[][] negatedDiagonal(double[][] a, int from, int to) {
        double[][] negated = new double[to - from][to - from];
        for (int r = from; r < to; r++) {
            for (int c = from; c < r; c++) {
                negated[r - from][c - from] = -a[r][c];
            }
            negated[r - from][r - from] = 1 / a[r][r];
        }
        return negated;
    }

    private static boolean factorDiagonal(double[][] a, int from, int to) {
        for (int j = from; j < to; j++) {
            double[] rowJ = a[j];
            double d = rowJ[j];
            for (int k = from; k < j; k++) {
                d -= rowJ[k] * rowJ[k];
            }
            if (!(d > 0)) {
                return false;
            }
            double pivot = Math.sqrt(d);
            rowJ[j] = pivot;
            for (int i = j + 1; i < to; i++) {
                double[] rowI = a[i];
                double s = rowI[j];
                for (int k = from; k < j; k++) {
                    s -= rowI[k] * rowJ[k];
                }
                rowI[j] = s / pivot;
            }
        }
        return true;
    }

    /** Solves rows r0 to r1 of the panel against the diagonal block, through a transposed copy whose rows are contiguous. */
    private static void solveStrip(
            double[][] a, double[][] diagonal, double[][] panel, int from, int to, int r0, int r1) {
        for (int r = r0; r < r1; r++) {
            for (int k = from; k < to; k++) {
                panel[k - from][r] = a[r][k];
            }
        }
        solveRows(panel, diagonal, r0, r1);
        for (int r = r0; r < r1; r++) {
            for (int k = from; k < to; k++) {
                a[r][k] = panel[k - from][r];
            }
        }
    }

    /** Replaces columns c0 to c1 of x by L^-1 x, where {@code negated} is what {@link #negatedDiagonal} makes of L. */
    private static void solveRows(double[][] x, double[][] negated, int c0, int c1) {
        int n = negated.length;
        for (int s0 = 0; s0 < n; s0 += SUB_BLOCK) {
            int s1 = Math.min(n, s0 + SUB_BLOCK);
            addProduct(x, s0, s1, Arrays.copyOfRange(negated, s0, s1), x, 0, s0, c0, c1);
            for (int r = s0; r < s1; r++) {
                double[] row = x[r];
                for (int t = s0; t < r; t++) {
                    double f = negated[r][t];
                    double[] earlier = x[t];
                    for (int c = c0; c < c1; c++) {
                        row[c] = Math.fma(f, earlier[c], row[c]);
                    }
                }
                double inverse = negated[r][r];
                for (int c = c0; c < c1; c++) {
                    row[c] *= inverse;
                }
            }
        }
    }

    private static void updateStrip(double[][] a, double[][] panel, int from, int to, int r0, int r1) {
        double[][] coefficients = new double[r1 - r0][to - from];
        for (int r = r0; r < r1; r++) {
            for (int k = from; k < to; k++) {
                coefficients[r - r0][k - from] = -a[r][k];
            }
        }
        for (int c0 = to; c0 < r1; c0 += TILE) {
            addProduct(a, r0, r1, coefficients, panel, 0, to - from, c0, Math.min(c0 + TILE, r1));
        }
    }

    /**
     * Replaces the leading m x m Cholesky factor by the lower triangle of the inverse of the matrix that was factored.
     *
     * <p>Rows and columns from m on are left as they are.
     */
    public static void invert(double[][] a, int m, Workers workers) {
        invertFactor(a, m, workers);
        multiplyTransposed(a, m, workers);
    }

    /** Replaces the leading m x m Cholesky factor L by L^-1. */
    public static void invertFactor(double[][] a, int m, Workers workers) {
        for (int r = 0; r < m; r++) {
            Arrays.fill(a[r], r + 1, Math.min(m, r + TILE), 0);
        }
        invertLower(a, m, workers);
    }

    /** L becomes L^-1, block row by block row; columns are independent. */
    private static void invertLower(double[][] a, int m, Workers workers) {
        double[][] coefficients = new double[BLOCK][m];
        for (int r0 = 0; r0 < m; r0 += BLOCK) {
            int from = r0;
            int to = Math.min(r0 + BLOCK, m);
            double[][] diagonal = negatedDiagonal(a, from, to);
            for (int r = from; r < to; r++) {
                for (int t = 0; t < from; t++) {
                    coefficients[r - from][t] = -a[r][t];
                }
                Arrays.fill(a[r], 0, to, 0);
                a[r][r] = 1;
            }
            double[][] rows = Arrays.copyOfRange(a, from, to);
            int strips = (to + TILE - 1) / TILE;
            workers.run(strips, s -> {
                int c0 = s * TILE;
                int c1 = Math.min(to, c0 + TILE);
                addProduct(rows, 0, rows.length, coefficients, a, c0, from, c0, c1);
                solveRows(rows, diagonal, c0, c1);
            });
        }
    }

    /** X becomes the lower triangle of X'X, for lower triangular X; ascending, since row r needs rows from r on only. */
    private static void multiplyTransposed(double[][] a, int m, Workers workers) {
        double[][] coefficients = new double[BLOCK][m];
        double[][] product = new double[BLOCK][m];
        for (int r0 = 0; r0 < m; r0 += BLOCK) {
            int from = r0;
            int to = Math.min(r0 + BLOCK, m);
            for (int r = from; r < to; r++) {
                Arrays.fill(product[r - from], 0, to, 0);
                for (int t = from; t < m; t++) {
                    coefficients[r - from][t] = a[t][r];
                }
            }
            int strips = (to + TILE - 1) / TILE;
            workers.run(strips, s -> {
                int c0 = s * TILE;
                addProduct(product, 0, to - from, coefficients, a, from, m, c0, Math.min(to, c0 + TILE));
            });
            for (int r = from; r < to; r++) {
                System.arraycopy(product[r - from], 0, a[r], 0, r + 1);
            }
        }
    }

    /** Adds coefficients[r - r0][t] * b[t][c] over t in [t0, t1) to a[r][c], for r in [r0, r1) and c in [c0, c1). */
    private static void addProduct(
            double[][] a, int r0, int r1, double[][] coefficients, double[][] b, int t0, int t1, int c0, int c1) {
        for (int block = t0; block < t1; block += BLOCK) {
            int end = Math.min(t1, block + BLOCK);
            int r = r0;
            for (; r + 1 < r1; r += 2) {
                addToTwoRows(a[r], a[r + 1], coefficients[r - r0], coefficients[r - r0 + 1], b, block, end, c0, c1);
                int odd = end - (end - block) % 2;
                addToRow(a[r], coefficients[r - r0], b, odd, end, c0, c1);
                addToRow(a[r + 1], coefficients[r - r0 + 1], b, odd, end, c0, c1);
            }
            if (r < r1) {
                addToRow(a[r], coefficients[r - r0], b, block, end, c0, c1);
            }
        }
    }

    /**
     * The kernel. Two rows by two is the largest shape that the JIT compiler turned into full-width vector code in every run; two by four is
     * as fast in some runs and half as fast in others.
     */
    private static void addToTwoRows(
            double[] a0, double[] a1, double[] f, double[] g, double[][] b, int t0, int t1, int c0, int c1) {
        for (int t = t0; t + 2 <= t1; t += 2) {
            double f0 = f[t];
            double f1 = f[t + 1];
            double g0 = g[t];
            double g1 = g[t + 1];
            double[] b0 = b[t];
            double[] b1 = b[t + 1];
            for (int c = c0; c < c1; c++) {
                double x0 = b0[c];
                double x1 = b1[c];
                a0[c] = Math.fma(f1, x1, Math.fma(f0, x0, a0[c]));
                a1[c] = Math.fma(g1, x1, Math.fma(g0, x0, a1[c]));
            }
        }
    }

    private static void addToRow(double[] a, double[] f, double[][] b, int t0, int t1, int c0, int c1) {
        for (int t = t0; t < t1; t++) {
            double f0 = f[t];
            double[] row = b[t];
            for (int c = c0; c < c1; c++) {
                a[c] = Math.fma(f0, row[c], a[c]);
            }
        }
    }
}
