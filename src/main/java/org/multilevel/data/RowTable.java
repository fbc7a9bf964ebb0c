package org.multilevel.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.multilevel.error.DataException;

/**
 * A table over the row objects of a host (a Weka instance, a KNIME row), read anew at every scan.
 *
 * <p>The host says how to run through its rows and how to read each column from a row; batches, levels, progress and
 * cancellation are done here:
 *
 * <pre>{@code
 * Table table = RowTable.<Instance>over(instances::forEach)
 *         .rowCount(instances.size())
 *         .numeric("height", row -> row.value(2))
 *         .categorical("boy", levelsOfAttribute0, row -> row.isMissing(0) ? -1 : (int) row.value(0))
 *         .build();
 * }</pre>
 *
 * @param <R> the type of a row; rows may be one object that the host reuses
 */
public final class RowTable<R> implements Table {
    private final RowSource<R> source;
    private final Optional<Supplier<? extends Rows<R>>> ahead;
    private final List<Column> columns;
    private final List<Reader<R>> readers;
    private final OptionalLong rowCount;
    private final Optional<LongFunction<String>> rowNames;

    private RowTable(Builder<R> builder) {
        this.source = builder.source;
        this.ahead = builder.ahead;
        this.columns = Columns.checked(builder.columns);
        this.readers = List.copyOf(builder.readers);
        this.rowCount = builder.rowCount;
        this.rowNames = builder.rowNames;
    }

    /**
     * Runs through all rows of a host.
     *
     * @param <R> the type of a row
     */
    @FunctionalInterface
    public interface RowSource<R> {
        /**
         * Gives every row in the same order to {@code row}; closes what it opened also when {@code row} throws, which
         * is how a scan is stopped.
         */
        void forEach(Consumer<? super R> row);
    }

    /**
     * Rows that a host gives when they are asked for, in whatever thread.
     *
     * @param <R> the type of a row
     */
    public interface Rows<R> extends Iterator<R>, AutoCloseable {
        /** Runs the reading of some rows, in the thread that reads them. */
        default void reading(Runnable some) {
            some.run();
        }

        /** Closes what is open; no row is asked for afterwards. */
        @Override
        void close();
    }

    /** Starts a table over rows. */
    public static <R> Builder<R> over(RowSource<R> source) {
        return new Builder<>(source);
    }

    /**
     * Starts a table over rows that a second thread reads while the caller of a scan works on those before.
     *
     * @param open opens the rows at the first
     */
    public static <R> Builder<R> ahead(Supplier<? extends Rows<R>> open) {
        Builder<R> builder = new Builder<>(row -> {
            throw new IllegalStateException("rows that are read ahead are asked for, not given");
        });
        builder.ahead = Optional.of(open);
        return builder;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public OptionalLong rowCount() {
        return rowCount;
    }

    /** One scan at a time, since scans add to the levels; a scan may be started from within another. */
    @Override
    public synchronized void scan(List<String> wanted, Progress progress, Consumer<Batch> consumer) {
        int[] positions = Columns.positions(columns, wanted, "the table");
        List<Column> chosen = new ArrayList<>();
        List<Reader<R>> chosenReaders = new ArrayList<>();
        for (int position : positions) {
            chosen.add(columns.get(position));
            chosenReaders.add(readers.get(position));
        }
        List<Levels> levels = chosenReaders.stream().map(Reader::levels).toList();
        Batch batch = new Batch(chosen, levels);
        rowNames.ifPresent(batch::nameRows);
        ScannedBatch scanned = new ScannedBatch(batch, rowCount, new ScanReport(progress), consumer);
        if (ahead.isPresent()) {
            new RowsAhead<>(
                            ahead.get(),
                            () -> chosenReaders.stream().map(Reader::values).toList(),
                            progress)
                    .forEach(scanned);
        } else {
            RowCollector<R> collector = new RowCollector<>(chosenReaders, scanned);
            source.forEach(collector);
            collector.end();
        }
        scanned.end();
    }

    /** Reads one column of a row into a batch. */
    private interface Reader<R> {
        Levels levels();

        void read(R row, Batch batch, int column, int position);

        /** Returns room for the column in rows that are read ahead. */
        RowsAhead.Values<R> values();
    }

    private record NumberReader<R>(Levels levels, ToDoubleFunction<? super R> value) implements Reader<R> {
        @Override
        public void read(R row, Batch batch, int column, int position) {
            batch.numbers(column)[position] = value.applyAsDouble(row);
        }

        @Override
        public RowsAhead.Values<R> values() {
            double[] numbers = new double[RowsAhead.ROWS];
            return new RowsAhead.Values<>() {
                @Override
                public void read(R row, int position) {
                    numbers[position] = value.applyAsDouble(row);
                }

                @Override
                public void copy(int from, int count, Batch batch, int column) {
                    System.arraycopy(numbers, from, batch.numbers(column), 0, count);
                }
            };
        }
    }

    private record LabelReader<R>(Levels levels, Function<? super R, Optional<String>> value) implements Reader<R> {
        @Override
        public void read(R row, Batch batch, int column, int position) {
            batch.codes(column)[position] = code(value.apply(row));
        }

        private int code(Optional<String> label) {
            return label.isPresent() ? levels.add(label.get()) : -1;
        }

        @Override
        public RowsAhead.Values<R> values() {
            List<Optional<String>> labels = new ArrayList<>(Collections.nCopies(RowsAhead.ROWS, Optional.empty()));
            return new RowsAhead.Values<>() {
                @Override
                public void read(R row, int position) {
                    labels.set(position, value.apply(row));
                }

                @Override
                public void copy(int from, int count, Batch batch, int column) {
                    int[] codes = batch.codes(column);
                    for (int i = 0; i < count; i++) {
                        codes[i] = code(labels.get(from + i));
                    }
                }
            };
        }
    }

    private record CodeReader<R>(Levels levels, ToIntFunction<? super R> value) implements Reader<R> {
        @Override
        public void read(R row, Batch batch, int column, int position) {
            batch.codes(column)[position] = value.applyAsInt(row);
        }

        @Override
        public RowsAhead.Values<R> values() {
            int[] codes = new int[RowsAhead.ROWS];
            return new RowsAhead.Values<>() {
                @Override
                public void read(R row, int position) {
                    codes[position] = value.applyAsInt(row);
                }

                @Override
                public void copy(int from, int count, Batch batch, int column) {
                    System.arraycopy(codes, from, batch.codes(column), 0, count);
                }
            };
        }
    }

    /** Collects the rows of one scan into batches. */
    private static final class RowCollector<R> implements Consumer<R> {
        private final List<Reader<R>> readers;
        private final ScannedBatch scanned;
        private int size;

        RowCollector(List<Reader<R>> readers, ScannedBatch scanned) {
            this.readers = readers;
            this.scanned = scanned;
        }

        @Override
        public void accept(R row) {
            for (int k = 0; k < readers.size(); k++) {
                readers.get(k).read(row, scanned.batch(), k, size);
            }
            size++;
            if (size == Batch.CAPACITY) {
                pass();
            }
        }

        void end() {
            if (size > 0) {
                pass();
            }
        }

        private void pass() {
            int rows = size;
            size = 0;
            scanned.pass(rows);
        }
    }

    /**
     * Takes columns one after another.
     *
     * @param <R> the type of a row
     */
    public static final class Builder<R> {
        private final RowSource<R> source;
        private Optional<Supplier<? extends Rows<R>>> ahead = Optional.empty();
        private final List<Column> columns = new ArrayList<>();
        private final List<Reader<R>> readers = new ArrayList<>();
        private OptionalLong rowCount = OptionalLong.empty();
        private Optional<LongFunction<String>> rowNames = Optional.empty();

        private Builder(RowSource<R> source) {
            this.source = source;
        }

        /** Says how many rows there are, where the host knows it; progress is then shown as a fraction. */
        public Builder<R> rowCount(long rows) {
            this.rowCount = OptionalLong.of(rows);
            return this;
        }

        /**
         * Says how the host calls its rows, where that is not their number from 1; sentences about a row use it.
         *
         * @param name what stands after the word <i>row</i> for a 0-based position; asked only when a sentence is made, within a
         *     scan, and may then run through the rows
         */
        public Builder<R> rowNames(LongFunction<String> name) {
            this.rowNames = Optional.of(name);
            return this;
        }

        /** Adds a numeric column; NaN is missing. */
        public Builder<R> numeric(String name, ToDoubleFunction<? super R> value) {
            columns.add(Column.numeric(name));
            readers.add(new NumberReader<>(new Levels(), value));
            return this;
        }

        /** Adds a categorical column whose levels are the labels that occur; an empty {@code Optional} is missing. */
        public Builder<R> categorical(String name, Function<? super R, Optional<String>> label) {
            columns.add(Column.categorical(name));
            readers.add(new LabelReader<>(new Levels(), label));
            return this;
        }

        /**
         * Adds a categorical column with declared levels.
         *
         * @param name the name of the column
         * @param levels all levels in the host's order
         * @param code the position of a row's level in {@code levels}, -1 where missing
         */
        public Builder<R> categorical(String name, List<String> levels, ToIntFunction<? super R> code) {
            columns.add(Column.categorical(name, levels));
            readers.add(new CodeReader<>(new Levels(levels), code));
            return this;
        }

        /**
         * Returns the table.
         *
         * @throws DataException if a name is empty or occurs twice, or a level is declared twice
         */
        public RowTable<R> build() {
            return new RowTable<>(this);
        }
    }
}
