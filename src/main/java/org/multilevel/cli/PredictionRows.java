package org.multilevel.cli;

import java.io.Closeable;
import java.util.List;
import org.multilevel.data.FullPrecision;
import org.multilevel.data.csv.CsvRecords;
import org.multilevel.data.csv.CsvWriter;
import org.multilevel.data.csv.DecimalMark;
import org.multilevel.error.DataException;
import org.multilevel.model.Predictions;

/** Writes the rows of a CSV file as they are, each followed by its predictions. */
final class PredictionRows implements Closeable {
    private final DataFile source;
    private final List<Added> added;
    private final DecimalMark decimal;
    private final CsvWriter writer;
    private final CsvRecords records;
    private boolean started;

    /** A column that is added: its name, and its value for a row. */
    record Added(String name, Value value) {}

    /** Gives a number for row i of some predictions, NaN where there is none. */
    interface Value {
        double of(Predictions predictions, int i);
    }

    /**
     * Opens the file for its text.
     *
     * @param source the file, which is predicted elsewhere
     * @param added the columns that are added
     * @param decimal the decimal mark of the file
     * @param writer where the rows go
     */
    PredictionRows(DataFile source, List<Added> added, DecimalMark decimal, CsvWriter writer) {
        this.source = source;
        this.added = added;
        this.decimal = decimal;
        this.writer = writer;
        this.records = source.records();
    }

    /** Writes the header, if it is not there yet: nothing is written for a file that cannot be predicted. */
    void start() {
        if (!started) {
            writer.texts(records.header())
                    .texts(added.stream().map(Added::name).toList())
                    .endRow();
            started = true;
        }
    }

    /** Writes the next rows, which are those that were predicted next. */
    void add(Predictions predictions) {
        start();
        for (int i = 0; i < predictions.size(); i++) {
            if (!records.hasNext()) {
                throw new DataException(source.file()
                        + " has changed while it was read: run again when nothing writes to it any more.");
            }
            writer.texts(records.next());
            for (Added column : added) {
                writer.text(number(column.value().of(predictions, i)));
            }
            writer.endRow();
        }
    }

    private String number(double value) {
        return Double.isNaN(value)
                ? source.missingMarker()
                : FullPrecision.text(value).replace('.', decimal.character());
    }

    @Override
    public void close() {
        records.close();
    }
}
