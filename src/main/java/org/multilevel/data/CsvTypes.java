package org.multilevel.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.error.DataException;

/** Finds the type of every column of a CSV file, and how many rows it has. */
final class CsvTypes {
    private final String file;
    private final CsvOptions options;
    private final CsvValues values;
    private List<String> names = List.of();
    private boolean[] categorical = {};
    /** The columns whose type is not forced: those that a chunk holds. */
    private int[] open = {};

    private long rows;

    /**
     * Creates the finder.
     *
     * @param file what a sentence calls the file
     * @param options how to read it
     */
    CsvTypes(String file, CsvOptions options) {
        this.file = file;
        this.options = options;
        this.values = new CsvValues(options.missing());
    }

    /** Takes the names of the columns, and returns which of them must be read. */
    boolean[] start(List<String> columnNames) {
        names = columnNames;
        categorical = new boolean[names.size()];
        for (String forced : options.categorical()) {
            int position = names.indexOf(forced);
            if (position < 0) {
                throw new DataException("There is no column \"" + forced + "\" in " + file
                        + " that could be categorical; " + Columns.list(names) + ".");
            }
            categorical[position] = true;
        }
        open = IntStream.range(0, names.size()).filter(k -> !categorical[k]).toArray();
        boolean[] wanted = new boolean[names.size()];
        for (int k : open) {
            wanted[k] = true;
        }
        return wanted;
    }

    void read(CsvChunk chunk) {
        rows += chunk.rows();
        for (int i = 0; i < open.length; i++) {
            for (int row = 0; row < chunk.rows() && !categorical[open[i]]; row++) {
                int j = row * open.length + i;
                categorical[open[i]] = isLabel(chunk.text(), chunk.start(j), chunk.end(j) - chunk.start(j));
            }
        }
    }

    private boolean isLabel(char[] text, int offset, int length) {
        return !values.isMissing(text, offset, length)
                && (!CsvValues.isNumber(text, offset, length) || CsvValues.losesDigits(text, offset, length));
    }

    long rows() {
        return rows;
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int k = 0; k < categorical.length; k++) {
            columns.add(categorical[k] ? Column.categorical(names.get(k)) : Column.numeric(names.get(k)));
        }
        return columns;
    }
}
