package org.multilevel.data.csv;

import java.util.Arrays;
import org.multilevel.data.Batch;

/** The text of the wanted values of some consecutive rows of a CSV file; reused. */
final class CsvChunk {
    private static final int MOST_VALUES = 1 << 17;
    private static final int MOST_CHARACTERS = 1 << 20;

    /** The values, one after another, row by row. */
    private char[] text = new char[1 << 14];
    /** Where value j, counted through all rows, ends; value 0 starts at 0. */
    private int[] ends = new int[1 << 11];

    private final long[] lines = new long[Batch.CAPACITY];
    private int values;
    private int rows;

    void clear() {
        values = 0;
        rows = 0;
    }

    void add(char[] source, int offset, int length) {
        int start = start(values);
        if (start + length > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, start + length));
        }
        if (values == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        System.arraycopy(source, offset, text, start, length);
        ends[values++] = start + length;
    }

    void endRow(long line) {
        lines[rows++] = line;
    }

    /** Returns whether to start another chunk, so that memory stays bounded also with wide rows and long values. */
    boolean isFull() {
        return rows == Batch.CAPACITY || values >= MOST_VALUES || start(values) >= MOST_CHARACTERS;
    }

    int rows() {
        return rows;
    }

    /** Returns the line of the file on which a row starts. */
    long line(int row) {
        return lines[row];
    }

    char[] text() {
        return text;
    }

    /** Returns where value j, counted through all rows, starts in the text. */
    int start(int j) {
        return j == 0 ? 0 : ends[j - 1];
    }

    /** Returns where value j, counted through all rows, ends in the text. */
    int end(int j) {
        return ends[j];
    }
}
