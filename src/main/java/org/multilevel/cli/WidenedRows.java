package org.multilevel.cli;

import java.io.Closeable;
import java.util.List;
import org.multilevel.data.FullPrecision;
import org.multilevel.data.TextRows;
import org.multilevel.data.csv.CsvWriter;
import org.multilevel.data.csv.DecimalMark;
import org.multilevel.error.DataException;

/**
 * Writes the rows of a file as they are, each followed by what was computed for it.
 *
 * @param <R> consecutive rows that something was computed for
 */
final class WidenedRows<R> implements Closeable {
    private final DataFile source;
    private final List<Added<R>> added;
    private final DecimalMark decimal;
    private final CsvWriter writer;
    private final TextRows records;
    private boolean started;

    /**
     * A column that is added: its name, and its value for a row.
     *
     * @param labels what the numbers 0, 1, ... stand for; none where the numbers are what is written
     */
    record Added<R>(String name, Value<R> value, List<String> labels) {
        /** Copies the labels. */
        Added {
            labels = List.copyOf(labels);
        }

        /** Creates a column of numbers. */
        Added(String name, Value<R> value) {
            this(name, value, List.of());
        }

        /**
         * Refuses columns that the file has already.
         *
         * @param header the columns of the file
         * @param instead what to do about it, after a colon
         */
        static void check(DataFile source, List<String> header, List<? extends Added<?>> added, String instead) {
            for (Added<?> column : added) {
                if (header.contains(column.name())) {
                    throw new DataException(
                            source.file() + " already has a column \"" + column.name() + "\": " + instead + ".");
                }
            }
        }
    }

    /** Gives a number for row i of some rows, NaN where there is none. */
    interface Value<R> {
        double of(R rows, int i);
    }

    /**
     * Starts with the first row.
     *
     * @param source the file, which is read elsewhere
     * @param added the columns that are added
     * @param decimal the decimal mark of the file
     * @param writer where the rows go
     * @param records the rows as they are passed on, which are closed with this
     */
    WidenedRows(DataFile source, List<Added<R>> added, DecimalMark decimal, CsvWriter writer, TextRows records) {
        this.source = source;
        this.added = added;
        this.decimal = decimal;
        this.writer = writer;
        this.records = records;
    }

    /** Writes the header, if it is not there yet: nothing is written for a file that cannot be read to its end. */
    void start() {
        if (!started) {
            writer.texts(records.header())
                    .texts(added.stream().map(Added<R>::name).toList())
                    .endRow();
            started = true;
        }
    }

    /** Writes the next rows, so many, which are those that something was computed for next. */
    void add(R rows, int size) {
        start();
        for (int i = 0; i < size; i++) {
            if (!records.hasNext()) {
                throw new DataException(source.file()
                        + " has changed while it was read: run again when nothing writes to it any more.");
            }
            writer.texts(records.next());
            for (Added<R> column : added) {
                writer.text(text(column, column.value().of(rows, i)));
            }
            writer.endRow();
        }
    }

    private String text(Added<R> column, double value) {
        if (Double.isNaN(value)) {
            return source.missingMarker();
        }
        return column.labels().isEmpty()
                ? FullPrecision.text(value).replace('.', decimal.character())
                : column.labels().get((int) value);
    }

    @Override
    public void close() {
        records.close();
    }
}
