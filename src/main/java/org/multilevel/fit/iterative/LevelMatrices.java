package org.multilevel.fit.iterative;

import java.util.Arrays;

/**
 * A small square matrix for each of many levels: the blocks of a block-diagonal matrix, which multiplies blocks of vectors as {@link SparseRows}
 * have them.
 */
final class LevelMatrices {
    /** The first row of each level, and the number of rows. */
    final int[] row;
    /** Where the matrix of each level begins, and the number of elements. */
    final int[] at;
    /** The elements, matrix by matrix, row-major. */
    final double[] value;

    /** Zero matrices; {@code row} has the first row of each level, and at the end the number of rows. */
    LevelMatrices(int[] row) {
        this.row = row;
        this.at = starts(row);
        this.value = new double[at[at.length - 1]];
    }

    private static int[] starts(int[] row) {
        int levels = row.length - 1;
        if (row[levels] == levels) {
            return row;
        }
        int[] at = new int[row.length];
        for (int l = 0; l < levels; l++) {
            int order = row[l + 1] - row[l];
            at[l + 1] = Math.addExact(at[l], order * order);
        }
        return at;
    }

    int levels() {
        return row.length - 1;
    }

    /** Returns the order of a level's matrix. */
    int order(int level) {
        return row[level + 1] - row[level];
    }

    /** Multiplies the rows of some levels of a block of m vectors in their place. */
    void apply(int from, int to, double[] block, int m) {
        double[] rows = new double[0];
        for (int l = from; l < to; l++) {
            int q = order(l);
            if (q == 1) {
                scaled(value[at[l]], block, row[l] * m, m, block);
                continue;
            }
            rows = rows.length == q * m ? rows : new double[q * m];
            System.arraycopy(block, row[l] * m, rows, 0, q * m);
            for (int i = 0; i < q; i++) {
                combined(rows, 0, at[l] + i * q, 1, q, m, block, row[l] + i);
            }
        }
    }

    /** Multiplies the rows of some levels of a block of m vectors. */
    void times(int from, int to, double[] block, int m, double[] product) {
        for (int l = from; l < to; l++) {
            int q = order(l);
            if (q == 1) {
                scaled(value[at[l]], block, row[l] * m, m, product);
            } else {
                for (int i = 0; i < q; i++) {
                    combined(block, row[l], at[l] + i * q, 1, q, m, product, row[l] + i);
                }
            }
        }
    }

    /** Multiplies the rows of some levels by the transposes. */
    void transposedTimes(int from, int to, double[] block, int m, double[] product) {
        for (int l = from; l < to; l++) {
            int q = order(l);
            if (q == 1) {
                scaled(value[at[l]], block, row[l] * m, m, product);
            } else {
                for (int i = 0; i < q; i++) {
                    combined(block, row[l], at[l] + i, q, q, m, product, row[l] + i);
                }
            }
        }
    }

    private static void scaled(double by, double[] block, int from, int m, double[] product) {
        for (int c = from; c < from + m; c++) {
            product[c] = by * block[c];
        }
    }

    /** Writes a combination of q rows of a block from one on, whose coefficients lie {@code apart} from each other, as a row of another. */
    private void combined(double[] block, int from, int first, int apart, int q, int m, double[] product, int to) {
        Arrays.fill(product, to * m, (to + 1) * m, 0);
        for (int j = 0; j < q; j++) {
            double by = value[first + j * apart];
            int shift = (from + j - to) * m;
            for (int c = to * m; c < (to + 1) * m; c++) {
                product[c] += by * block[shift + c];
            }
        }
    }
}
