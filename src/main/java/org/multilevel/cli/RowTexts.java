package org.multilevel.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.multilevel.data.csv.CsvRecords;
import org.multilevel.data.files.FileRecords;
import org.multilevel.error.DataException;

/**
 * The rows of a file as text, of whichever format it is, for passing them on.
 *
 * @param header the names of the columns as they are passed on
 * @param rows the rows
 * @param open what is to be closed
 */
record RowTexts(Supplier<List<String>> header, Iterator<List<String>> rows, Closeable open) implements Closeable {

    static RowTexts of(CsvRecords records) {
        return new RowTexts(records::header, records, records);
    }

    static RowTexts of(FileRecords records) {
        return new RowTexts(records::header, records, records);
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (IOException e) {
            throw new DataException("The rows cannot be closed (" + e.getMessage() + "): run again.", e);
        }
    }
}
