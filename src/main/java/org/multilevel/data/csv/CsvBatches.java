package org.multilevel.data.csv;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.multilevel.data.Batch;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Levels;
import org.multilevel.error.DataException;

/** Parses the wanted columns of a CSV file, which arrive as text, into batches. */
final class CsvBatches {
    private final String file;
    private final List<String> names;
    private final List<CsvColumn> columns;
    /** For each wanted column how many wanted ones stand before it in the file. */
    private final int[] order;

    private final int width;
    private final List<CsvValues> values;
    private final Batch batch;
    private final Consumer<Batch> consumer;
    private long rows;

    /**
     * Creates the parser.
     *
     * @param file what a sentence calls the file
     * @param names the names of all its columns, as they were when it was opened
     * @param columns the columns wanted
     * @param missing what stands for a missing value in all of them
     * @param batch the batch to fill, for the wanted columns
     * @param consumer gets the batch each time it is filled
     */
    CsvBatches(
            String file,
            List<String> names,
            List<CsvColumn> columns,
            List<String> missing,
            Batch batch,
            Consumer<Batch> consumer) {
        this.file = file;
        this.names = names;
        this.columns = columns;
        int[] sorted = columns.stream()
                .mapToInt(CsvColumn::position)
                .sorted()
                .distinct()
                .toArray();
        this.order = columns.stream()
                .mapToInt(column -> Arrays.binarySearch(sorted, column.position()))
                .toArray();
        this.width = sorted.length;
        this.values = columns.stream()
                .map(column -> new CsvValues(
                        Stream.concat(missing.stream(), column.codes().stream()).toList()))
                .toList();
        this.batch = batch;
        this.consumer = consumer;
    }

    /** Checks that the columns are still the same, and returns which of them must be read. */
    boolean[] start(List<String> columnNames) {
        if (!columnNames.equals(names)) {
            throw new DataException(file + CsvTable.CHANGED);
        }
        boolean[] wanted = new boolean[names.size()];
        for (CsvColumn column : columns) {
            wanted[column.position()] = true;
        }
        return wanted;
    }

    void read(CsvChunk chunk) {
        for (int k = 0; k < columns.size(); k++) {
            if (columns.get(k).column().type() == ColumnType.NUMERIC) {
                readNumbers(chunk, k);
            } else {
                readLabels(chunk, k);
            }
        }
        batch.hold(rows, chunk.rows());
        rows += chunk.rows();
        consumer.accept(batch);
    }

    long rows() {
        return rows;
    }

    private void readNumbers(CsvChunk chunk, int k) {
        double[] numbers = batch.numbers(k);
        char[] text = chunk.text();
        CsvValues judge = values.get(k);
        DecimalMark mark = columns.get(k).mark();
        for (int row = 0; row < chunk.rows(); row++) {
            int j = row * width + order[k];
            int start = chunk.start(j);
            int length = chunk.end(j) - start;
            try {
                numbers[row] =
                        judge.isMissing(text, start, length) ? Double.NaN : CsvValues.number(text, start, length, mark);
            } catch (NumberFormatException e) {
                throw new DataException(
                        "Line " + chunk.line(row) + " of " + file + " has \"" + new String(text, start, length)
                                + "\" in the numeric column \""
                                + columns.get(k).name() + "\": the file"
                                + CsvTable.CHANGED,
                        e);
            }
        }
    }

    private void readLabels(CsvChunk chunk, int k) {
        int[] codes = batch.codes(k);
        Levels levels = batch.levels(k);
        char[] text = chunk.text();
        CsvValues judge = values.get(k);
        for (int row = 0; row < chunk.rows(); row++) {
            int j = row * width + order[k];
            int start = chunk.start(j);
            int length = chunk.end(j) - start;
            codes[row] = judge.isMissing(text, start, length) ? -1 : levels.add(text, start, length);
        }
    }
}
