package org.multilevel.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Up to {@link #CAPACITY} consecutive rows of a scan, column by column; reused from batch to batch.
 *
 * <p>Columns are numbered as they were asked for in {@link Table#scan}. A table fills the arrays in place, then says
 * with {@link #hold} which rows they hold.
 */
public final class Batch {
    /** The most rows that a batch holds. */
    public static final int CAPACITY = 512;

    private static final double[] NO_NUMBERS = {};
    private static final int[] NO_CODES = {};

    private final double[][] numbers;
    private final int[][] codes;
    private final List<Levels> levels;
    private LongFunction<String> rowNames = row -> Long.toString(row + 1);
    private long firstRow;
    private int size;

    /**
     * Creates an empty batch.
     *
     * @param columns the columns, in the order in which they were asked for
     * @param levels for each of them its levels, which the table owns and may extend (unused where numeric)
     */
    public Batch(List<Column> columns, List<Levels> levels) {
        this(columns, levels, CAPACITY);
    }

    /** Creates an empty batch that holds at most {@code rows}. */
    Batch(List<Column> columns, List<Levels> levels, int rows) {
        int n = columns.size();
        this.numbers = new double[n][];
        this.codes = new int[n][];
        for (int k = 0; k < n; k++) {
            boolean numeric = columns.get(k).type() == ColumnType.NUMERIC;
            numbers[k] = numeric ? new double[rows] : NO_NUMBERS;
            codes[k] = numeric ? NO_CODES : new int[rows];
        }
        this.levels = List.copyOf(levels);
    }

    private Batch(Batch first, Batch second) {
        this.numbers = Stream.concat(Arrays.stream(first.numbers), Arrays.stream(second.numbers))
                .toArray(double[][]::new);
        this.codes = Stream.concat(Arrays.stream(first.codes), Arrays.stream(second.codes))
                .toArray(int[][]::new);
        this.levels =
                Stream.concat(first.levels.stream(), second.levels.stream()).toList();
        this.rowNames = first.rowNames;
        this.firstRow = first.firstRow;
        this.size = first.size;
    }

    /**
     * Returns a copy of the rows of a batch for somebody who changes them.
     *
     * @param columns those of the copy
     * @param from for each of them which column of the batch it copies, of the same type; -1 for one that is still to be filled
     */
    public static Batch copyOf(Batch batch, List<Column> columns, int[] from) {
        Batch copy = new Batch(
                columns,
                Arrays.stream(from)
                        .mapToObj(k -> k < 0 ? new Levels() : batch.levels(k))
                        .toList());
        for (int c = 0; c < from.length; c++) {
            if (from[c] >= 0 && columns.get(c).type() == ColumnType.NUMERIC) {
                System.arraycopy(batch.numbers(from[c]), 0, copy.numbers(c), 0, batch.size());
            } else if (from[c] >= 0) {
                System.arraycopy(batch.codes(from[c]), 0, copy.codes(c), 0, batch.size());
            }
        }
        copy.hold(batch.firstRow(), batch.size());
        copy.nameRows(row -> batch.rowName((int) (row - batch.firstRow())));
        return copy;
    }

    /** Returns a full batch in which all values are missing. */
    public static Batch missing(List<Column> columns) {
        Batch batch =
                new Batch(columns, columns.stream().map(column -> new Levels()).toList());
        for (double[] values : batch.numbers) {
            Arrays.fill(values, Double.NaN);
        }
        for (int[] values : batch.codes) {
            Arrays.fill(values, -1);
        }
        batch.hold(0, CAPACITY);
        return batch;
    }

    /** Returns a view of the rows of this batch with the columns of another, which has at least as many rows, behind its own. */
    public Batch beside(Batch other) {
        return new Batch(this, other);
    }

    /**
     * Says that the arrays now hold {@code size} rows, the first of which is row {@code firstRow} of the table
     * (0-based).
     */
    public void hold(long firstRow, int size) {
        this.firstRow = firstRow;
        this.size = size;
    }

    /**
     * Says how sentences call the rows of a table that has names for them.
     *
     * @param rowNames what stands after the word <i>row</i> for a 0-based position in the table; asked when a sentence is made
     */
    public void nameRows(LongFunction<String> rowNames) {
        this.rowNames = rowNames;
    }

    /** Returns what a sentence says after the word <i>row</i> for a row of this batch: its number from 1, or its name. */
    public String rowName(int row) {
        return rowNames.apply(firstRow + row);
    }

    /** Returns the 0-based position in the table of this batch's first row. */
    public long firstRow() {
        return firstRow;
    }

    /** Returns how many rows the batch holds. */
    public int size() {
        return size;
    }

    /** Returns the values of a numeric column, NaN where missing; the first {@link #size} entries count. */
    public double[] numbers(int column) {
        return numbers[column];
    }

    /** Returns the codes of a categorical column, -1 where missing; the first {@link #size} entries count. */
    public int[] codes(int column) {
        return codes[column];
    }

    /** Returns what the codes of a categorical column mean; it may grow while the scan goes on. */
    public Levels levels(int column) {
        return levels.get(column);
    }
}
