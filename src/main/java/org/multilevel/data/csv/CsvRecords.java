package org.multilevel.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.TextRows;
import org.multilevel.error.DataException;

/**
 * The rows of a CSV file as text, one after another and in the order of {@link CsvTable#scan}: for passing them on
 * unchanged.
 *
 * <p>Values are as they are written but for the quotes; missing markers and spaces are kept.
 */
public final class CsvRecords extends TextRows {
    private final CsvDialect dialect;
    private final RowHandler handler;
    private final CsvInput input;

    private CsvRecords(Path file, CsvOptions options) {
        this.dialect = CsvSniffer.sniff(file, options);
        this.handler = new RowHandler(file.toString(), dialect);
        this.input = CsvInput.open(file, dialect, handler);
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws DataException if it is not a CSV file
     */
    public static CsvRecords open(Path file, CsvOptions options) {
        CsvRecords records = new CsvRecords(file, options);
        try {
            boolean unused = records.hasNext();
            return records;
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    /** Returns what stands between two values; a blank where it is any number of them. */
    public char separator() {
        return dialect.separator().character();
    }

    /** Returns the names of the columns, without spaces around them; columns without a name are left out. */
    public List<String> columnNames() {
        return handler.columnNames().stream().filter(name -> !name.isEmpty()).toList();
    }

    /** Returns the header as it is written; where rows begin with their names, it has one value fewer than they have. */
    @Override
    public List<String> header() {
        return handler.header;
    }

    @Override
    protected boolean advance() {
        return input.advance();
    }

    /** Returns as many values as the header has, and one more where rows begin with their names. */
    @Override
    protected List<String> row() {
        return List.copyOf(handler.row);
    }

    @Override
    public void close() {
        input.close();
    }

    /** Keeps one row. */
    private static final class RowHandler extends CsvHandler {
        private List<String> header = List.of();
        private final List<String> row = new ArrayList<>();

        RowHandler(String file, CsvDialect dialect) {
            super(file, dialect);
        }

        @Override
        void header(List<String> columnNames, List<String> texts) {
            header = List.copyOf(texts);
        }

        @Override
        void value(int column, char[] text, int offset, int length, boolean quoted) {
            if (column == 0) {
                row.clear();
            }
            row.add(new String(text, offset, length));
        }

        @Override
        boolean endRow() {
            return true;
        }
    }
}
