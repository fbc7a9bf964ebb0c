package org.multilevel.fit.structure;

import java.util.Arrays;

/**
 * Rows and differences of two rows, sorted into classes, so that the cross-products with the inverse of the residual covariance are the sum
 * over classes of a weight, which depends on the parameters, times the cross-products of the class, which do not.
 */
final class Pieces {
    /** Stands for no second row. */
    private static final int ALONE = -1;

    private int[] first = new int[16];
    private int[] second = new int[16];
    private int[] ofClass = new int[16];
    private int size;

    /** Adds a row to a class. */
    void addRow(int row, int ofClass) {
        add(row, ALONE, ofClass);
    }

    /** Adds the difference of two rows of one subject to a class. */
    void addDifference(int row, int other, int ofClass) {
        add(row, other, ofClass);
    }

    private void add(int row, int other, int to) {
        if (size == first.length) {
            first = Arrays.copyOf(first, 2 * size);
            second = Arrays.copyOf(second, 2 * size);
            ofClass = Arrays.copyOf(ofClass, 2 * size);
        }
        first[size] = row;
        second[size] = other;
        ofClass[size++] = to;
    }

    int size() {
        return size;
    }

    int ofClass(int piece) {
        return ofClass[piece];
    }

    int row(int piece) {
        return first[piece];
    }

    /** Returns whether a piece is a difference. */
    boolean hasOther(int piece) {
        return second[piece] != ALONE;
    }

    /** Returns the row that is taken off. */
    int other(int piece) {
        return second[piece];
    }

    /** Writes the columns of a piece, {@code width} from each row, to {@code to}. */
    void write(int piece, double[] rows, int width, double[] to) {
        System.arraycopy(rows, first[piece] * width, to, 0, width);
        if (second[piece] != ALONE) {
            int at = second[piece] * width;
            for (int j = 0; j < width; j++) {
                to[j] -= rows[at + j];
            }
        }
    }
}
