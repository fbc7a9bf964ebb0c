package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;

/** Blocks of vectors of whole numbers, whose sums have no rounding, and sparse matrices that multiply them; more rows than a task takes. */
class BlocksTest {
    private static final int N = 2500;
    private final Workers workers = new Workers(2, Progress.NONE);
    private final Random random = new Random(8);

    @AfterEach
    void close() {
        workers.close();
    }

    private double[] whole(int size) {
        return random.ints(size, -9, 10).asDoubleStream().toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024, 2500})
    void everyRowIsTakenOnce(int n) {
        Blocks blocks = new Blocks(n, workers);
        assertEquals(n, blocks.length());
        int[] taken = new int[n];
        blocks.each((from, to) -> {
            for (int i = from; i < to; i++) {
                taken[i]++;
            }
        });
        int[] ones = new int[n];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, taken);
        double[] sums = blocks.sum(2, (from, to, part) -> {
            for (int i = from; i < to; i++) {
                part[0]++;
                part[1] += i;
            }
        });
        assertArrayEquals(new double[] {n, n * (n - 1L) / 2.0}, sums);
    }

    @Test
    void productsAreThoseOfVectorAndVector() {
        Blocks blocks = new Blocks(N, workers);
        double[] a = whole(3 * N);
        double[] b = whole(3 * N);
        double[] c = whole(2 * N);
        double[] expected = new double[3];
        double[] gram = new double[6];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < 3; j++) {
                expected[j] += a[3 * i + j] * b[3 * i + j];
                for (int k = 0; k < 2; k++) {
                    gram[2 * j + k] += a[3 * i + j] * c[2 * i + k];
                }
            }
        }
        assertArrayEquals(expected, blocks.products(a, b, 3));
        assertArrayEquals(gram, blocks.gram(a, 3, c, 2));
    }

    @Test
    void rowsAreScaledByNumbersOfTheirOwn() {
        double[] block = whole(2 * N);
        double[] by = whole(N);
        double[] scaled = block.clone();
        new Blocks(N, workers).scale(scaled, 2, by);
        for (int e = 0; e < 2 * N; e++) {
            assertEquals(block[e] * by[e / 2], scaled[e], 0);
        }
    }

    @Test
    void vectorsAreTakenOutAndPutBack() {
        Blocks blocks = new Blocks(N, workers);
        double[] block = whole(4 * N);
        double[] part = blocks.part(block, 4, 1, 2);
        double[] changed = block.clone();
        double[] negative = part.clone();
        for (int e = 0; e < part.length; e++) {
            assertEquals(block[e / 2 * 4 + 1 + e % 2], part[e]);
            negative[e] = -100 - part[e];
        }
        blocks.put(negative, 2, changed, 4, 1);
        for (int e = 0; e < changed.length; e++) {
            int column = e % 4;
            boolean inside = column == 1 || column == 2;
            assertEquals(inside ? -100 - block[e] : block[e], changed[e]);
        }
    }

    /** Columns 0 to 39; row i has i mod 4 entries. */
    private SparseRows sparse(int rows) {
        int[] start = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            start[i + 1] = start[i] + i % 4;
        }
        int[] column = new int[start[rows]];
        for (int i = 0; i < rows; i++) {
            for (int k = start[i]; k < start[i + 1]; k++) {
                column[k] = (i / 4 + 11 * (k - start[i])) % 40;
            }
        }
        return new SparseRows(start, column, whole(start[rows]));
    }

    private static double[] written(SparseRows matrix, int columns) {
        double[] full = new double[matrix.rows() * columns];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int k = matrix.start[i]; k < matrix.start[i + 1]; k++) {
                full[i * columns + matrix.column[k]] += matrix.value[k];
            }
        }
        return full;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 1100})
    void aSparseMatrixMultipliesAllVectorsOfABlock(int rows) {
        SparseRows matrix = sparse(rows);
        double[] full = written(matrix, 40);
        double[] block = whole(3 * 40);
        double[] product = whole(3 * rows);
        matrix.times(block, 3, product, workers);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < 3; c++) {
                double sum = 0;
                for (int j = 0; j < 40; j++) {
                    sum += full[i * 40 + j] * block[3 * j + c];
                }
                assertEquals(sum, product[3 * i + c]);
            }
        }
    }

    @Test
    void aTransposeHasColumnsInAscendingOrder() {
        SparseRows matrix = sparse(300);
        assertEquals(300, matrix.rows());
        SparseRows transposed = matrix.transposed(40);
        assertEquals(40, transposed.rows());
        assertEquals(matrix.size(), transposed.size());
        double[] full = written(matrix, 40);
        double[] turned = written(transposed, 300);
        for (int i = 0; i < 300; i++) {
            for (int j = 0; j < 40; j++) {
                assertEquals(full[i * 40 + j], turned[j * 300 + i]);
            }
        }
        for (int j = 0; j < 40; j++) {
            for (int k = transposed.start[j] + 1; k < transposed.start[j + 1]; k++) {
                assertEquals(1, Integer.signum(transposed.column[k] - transposed.column[k - 1]));
            }
        }
    }
}
