package org.multilevel.fit.linalg;

/**
 * Sums of products of columns that lie one after the other in an array.
 *
 * <p>Four sums at a time are kept in registers; columns so short that all of them stay in the first cache make it a few times faster than
 * adding row by row.
 */
public final class ColumnProducts {
    private ColumnProducts() {}

    /**
     * Adds left'right over rows {@code from} to {@code to - 1} to an m x n matrix, row-major from {@code at}.
     *
     * @param left m columns, row r of column i at i {@code stride} + r
     * @param right n columns, likewise
     */
    public static void add(
            double[] left, double[] right, int m, int n, int stride, int from, int to, double[] sum, int at) {
        for (int i = 0; i < m; i += 2) {
            addRows(left, right, i, m, n, n, stride, from, to, sum, at);
        }
    }

    /** Adds columns'columns, or where {@code weighted} are the columns times weights the weighted ones, to the lower triangle of an n x n matrix. */
    public static void addLower(double[] weighted, double[] columns, int n, int stride, int to, double[] sum) {
        for (int i = 0; i < n; i += 2) {
            addRows(weighted, columns, i, n, Math.min(n, i + 2), n, stride, 0, to, sum, 0);
        }
    }

    /** Adds two rows of the matrix, up to column {@code last}. */
    private static void addRows(
            double[] left,
            double[] right,
            int i,
            int m,
            int last,
            int n,
            int stride,
            int from,
            int to,
            double[] sum,
            int at) {
        boolean two = i + 1 < m;
        int a = i * stride;
        int a2 = two ? a + stride : a;
        for (int j = 0; j < last; j += 2) {
            boolean wide = j + 1 < last;
            int b = j * stride;
            int b2 = wide ? b + stride : b;
            double s = 0;
            double beside = 0;
            double below = 0;
            double corner = 0;
            for (int r = from; r < to; r++) {
                double x = left[a + r];
                double x2 = left[a2 + r];
                double y = right[b + r];
                double y2 = right[b2 + r];
                s += x * y;
                beside += x * y2;
                below += x2 * y;
                corner += x2 * y2;
            }
            int first = at + i * n + j;
            sum[first] += s;
            if (wide) {
                sum[first + 1] += beside;
            }
            if (two) {
                sum[first + n] += below;
                if (wide) {
                    sum[first + n + 1] += corner;
                }
            }
        }
    }
}
