package org.multilevel.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.multilevel.error.DataException;

/**
 * A table whose columns are arrays in memory.
 *
 * <pre>{@code
 * MemoryTable table = MemoryTable.builder()
 *         .numeric("Reaction", 249.56, 258.70, 222.73)
 *         .categorical("Subject", "308", "308", "309")
 *         .build();
 * }</pre>
 *
 * <p>Immutable, and safe to scan from several threads.
 */
public final class MemoryTable implements Table {
    private final List<Column> columns;
    /** For each column its {@code double[]} or its {@link Codes}. */
    private final List<Object> values;

    private final int rows;

    private MemoryTable(Builder builder) {
        this.columns = Columns.checked(builder.columns);
        this.values = List.copyOf(builder.values);
        this.rows = builder.rows();
    }

    /** Starts a table without columns. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    @Override
    public int batchRows() {
        return Math.min(rows, Batch.CAPACITY);
    }

    @Override
    public void scan(List<String> wanted, Progress progress, Consumer<Batch> consumer) {
        int[] positions = Columns.positions(columns, wanted, "the table");
        List<Column> read = new ArrayList<>();
        List<Levels> levels = new ArrayList<>();
        for (int position : positions) {
            read.add(columns.get(position));
            levels.add(levels(position));
        }
        Batch batch = new Batch(read, levels, batchRows());
        ScanReport report = new ScanReport(progress);
        for (int first = 0; first < rows; first += Batch.CAPACITY) {
            report.batch((double) first / rows);
            int size = Math.min(Batch.CAPACITY, rows - first);
            for (int k = 0; k < positions.length; k++) {
                if (values.get(positions[k]) instanceof Codes codes) {
                    System.arraycopy(codes.codes, first, batch.codes(k), 0, size);
                } else {
                    System.arraycopy(values.get(positions[k]), first, batch.numbers(k), 0, size);
                }
            }
            batch.hold(first, size);
            consumer.accept(batch);
        }
        report.end();
    }

    private Levels levels(int position) {
        return values.get(position) instanceof Codes codes ? codes.levels : new Levels();
    }

    /** A categorical column: not a record, since it owns its array. */
    private static final class Codes {
        private final int[] codes;
        private final Levels levels;

        Codes(int[] codes, Levels levels) {
            this.codes = codes;
            this.levels = levels;
        }
    }

    /** Takes columns one after another; each copies the array that it is given. */
    public static final class Builder {
        private final List<Column> columns = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        private Builder() {}

        /** Adds a numeric column; NaN is missing. */
        public Builder numeric(String name, double... numbers) {
            columns.add(Column.numeric(name));
            values.add(numbers.clone());
            return this;
        }

        /** Adds a categorical column whose levels are the labels that occur; an empty label is missing. */
        public Builder categorical(String name, String... labels) {
            return categorical(name, Arrays.asList(labels));
        }

        /** Adds a categorical column whose levels are the labels that occur; an empty label is missing. */
        public Builder categorical(String name, List<String> labels) {
            Levels levels = new Levels();
            int[] codes = labels.stream()
                    .mapToInt(label -> label.isEmpty() ? -1 : levels.add(label))
                    .toArray();
            columns.add(Column.categorical(name));
            values.add(new Codes(codes, levels));
            return this;
        }

        /**
         * Adds a categorical column whose levels are declared in an order that means something.
         *
         * @param name the name of the column
         * @param codes for each row the position of its level in {@code levels}, -1 where missing
         * @param levels all levels, also those that do not occur
         * @throws DataException if a code is neither -1 nor the position of a level
         */
        public Builder categorical(String name, int[] codes, List<String> levels) {
            for (int row = 0; row < codes.length; row++) {
                if (codes[row] < -1 || codes[row] >= levels.size()) {
                    throw new DataException(
                            "Row " + (row + 1) + " of column \"" + name + "\" has the code " + codes[row]
                                    + ", but there are " + levels.size() + " levels: use 0 to " + (levels.size() - 1)
                                    + ", or -1 for missing.");
                }
            }
            columns.add(Column.categorical(name, levels));
            values.add(new Codes(codes.clone(), new Levels(levels)));
            return this;
        }

        /**
         * Returns the table.
         *
         * @throws DataException if a name is empty or occurs twice, or columns differ in length
         */
        public MemoryTable build() {
            int rows = rows();
            for (int k = 1; k < columns.size(); k++) {
                if (length(k) != rows) {
                    throw new DataException("Column \"" + columns.get(k).name() + "\" has " + length(k)
                            + (length(k) == 1 ? " row" : " rows") + ", but column \""
                            + columns.get(0).name()
                            + "\" has " + rows
                            + ": give every column the same number of rows.");
                }
            }
            return new MemoryTable(this);
        }

        private int rows() {
            return columns.isEmpty() ? 0 : length(0);
        }

        private int length(int column) {
            Object value = values.get(column);
            return value instanceof Codes codes ? codes.codes.length : ((double[]) value).length;
        }
    }
}
