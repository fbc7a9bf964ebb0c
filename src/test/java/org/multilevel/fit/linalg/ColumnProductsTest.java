package org.multilevel.fit.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Columns of whole numbers, whose products have no rounding, for numbers of columns even and odd. */
class ColumnProductsTest {
    private static final int STRIDE = 7;

    private static double[] columns(int n, long seed) {
        return new Random(seed).ints((long) n * STRIDE, -9, 10).asDoubleStream().toArray();
    }

    private static double product(double[] left, int i, double[] right, int j, int from, int to) {
        double sum = 0;
        for (int r = from; r < to; r++) {
            sum += left[i * STRIDE + r] * right[j * STRIDE + r];
        }
        return sum;
    }

    @Test
    void productsOfSomeRowsAreAddedWhereTheMatrixBegins() {
        for (int m = 1; m < 6; m++) {
            for (int n = 1; n < 6; n++) {
                double[] left = columns(m, 1);
                double[] right = columns(n, 2);
                double[] sum = new double[2 + m * n + 1];
                double[] expected = new double[sum.length];
                for (int e = 0; e < sum.length; e++) {
                    sum[e] = e;
                    int i = (e - 2) / n;
                    boolean inside = e >= 2 && i < m;
                    expected[e] = e + (inside ? product(left, i, right, (e - 2) % n, 1, 6) : 0);
                }
                ColumnProducts.add(left, right, m, n, STRIDE, 1, 6, sum, 2);
                assertArrayEquals(expected, sum);
            }
        }
    }

    @Test
    void aTriangleOfProductsIsAdded() {
        for (int n = 1; n < 6; n++) {
            double[] weighted = columns(n, 3);
            double[] columns = columns(n, 4);
            double[] sum = new double[n * n];
            for (int e = 0; e < sum.length; e++) {
                sum[e] = e;
            }
            ColumnProducts.addLower(weighted, columns, n, STRIDE, 6, sum);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    assertEquals(i * n + j + product(weighted, i, columns, j, 0, 6), sum[i * n + j]);
                }
                for (int j = i + 2; j < n; j++) {
                    assertEquals(i * n + j, sum[i * n + j], "what is far above the diagonal is not formed");
                }
            }
        }
    }
}
