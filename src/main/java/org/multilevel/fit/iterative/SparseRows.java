package org.multilevel.fit.iterative;

import java.util.Arrays;
import org.multilevel.fit.linalg.Workers;

/**
 * A sparse matrix row by row, which multiplies blocks of vectors.
 *
 * <p>A block of m vectors of length n is one array of n x m numbers, row-major: what belongs to a row of the matrix lies together, so that one
 * pass over the matrix serves all vectors.
 */
final class SparseRows {
    /** Rows that one task multiplies. */
    private static final int CHUNK = 512;

    /** Where each row begins among the entries; one more than there are rows. */
    final int[] start;
    /** Column of each entry. */
    final int[] column;
    /** Value of each entry. */
    final double[] value;

    SparseRows(int[] start, int[] column, double[] value) {
        this.start = start;
        this.column = column;
        this.value = value;
    }

    int rows() {
        return start.length - 1;
    }

    int size() {
        return column.length;
    }

    /** Writes this matrix times a block of m vectors into another block; sums are formed in the order of the entries. */
    void times(double[] block, int m, double[] product, Workers workers) {
        workers.run(chunks(), chunk -> {
            double[] sum = new double[m];
            int end = Math.min(rows(), (chunk + 1) * CHUNK);
            for (int row = chunk * CHUNK; row < end; row++) {
                addRow(row, block, m, sum);
                System.arraycopy(sum, 0, product, row * m, m);
                Arrays.fill(sum, 0);
            }
        });
    }

    private int chunks() {
        return (rows() + CHUNK - 1) / CHUNK;
    }

    private void addRow(int row, double[] block, int m, double[] sum) {
        for (int k = start[row]; k < start[row + 1]; k++) {
            addMultiple(value[k], block, column[k] * m, sum, m);
        }
    }

    private static void addMultiple(double multiple, double[] block, int from, double[] sum, int m) {
        for (int c = 0; c < m; c++) {
            sum[c] += multiple * block[from + c];
        }
    }

    /** Returns the transpose, whose rows have their entries in ascending order of columns. */
    SparseRows transposed(int columns) {
        int[] begin = new int[columns + 1];
        for (int j : column) {
            begin[j + 1]++;
        }
        for (int j = 0; j < columns; j++) {
            begin[j + 1] += begin[j];
        }
        int[] next = begin.clone();
        int[] rowOf = new int[column.length];
        double[] moved = new double[column.length];
        for (int row = 0; row < rows(); row++) {
            for (int k = start[row]; k < start[row + 1]; k++) {
                int at = next[column[k]]++;
                rowOf[at] = row;
                moved[at] = value[k];
            }
        }
        return new SparseRows(begin, rowOf, moved);
    }
}
