package org.multilevel.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.multilevel.error.DataException;

/** Parses the wanted columns of a CSV file, which arrive as text, into batches. */
final class CsvBatches {
    private final String file;
    private final List<Column> columns;
    private final int[] positions;
    /** For each wanted column how many wanted ones stand before it in the file. */
    private final int[] order;

    private final int width;
    private final CsvValues values;
    private final Batch batch;
    private final Consumer<Batch> consumer;
    private long rows;

    /**
     * Creates the parser.
     *
     * @param file what a sentence calls the file
     * @param columns its columns, as they were when it was opened
     * @param positions the columns wanted
     * @param values tells missing values from others
     * @param batch the batch to fill, for the wanted columns
     * @param consumer gets the batch each time it is filled
     */
    CsvBatches(
            String file,
            List<Column> columns,
            int[] positions,
            CsvValues values,
            Batch batch,
            Consumer<Batch> consumer) {
        this.file = file;
        this.columns = columns;
        this.positions = positions;
        int[] sorted = Arrays.stream(positions).sorted().distinct().toArray();
        this.order = Arrays.stream(positions)
                .map(position -> Arrays.binarySearch(sorted, position))
                .toArray();
        this.width = sorted.length;
        this.values = values;
        this.batch = batch;
        this.consumer = consumer;
    }

    /** Checks that the columns are still the same, and returns which of them must be read. */
    boolean[] start(List<String> columnNames) {
        if (!columnNames.equals(columns.stream().map(Column::name).toList())) {
            throw new DataException(file + CsvTable.CHANGED);
        }
        boolean[] wanted = new boolean[columns.size()];
        for (int position : positions) {
            wanted[position] = true;
        }
        return wanted;
    }

    void read(CsvChunk chunk) {
        for (int k = 0; k < positions.length; k++) {
            if (columns.get(positions[k]).type() == ColumnType.NUMERIC) {
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
        for (int row = 0; row < chunk.rows(); row++) {
            int j = row * width + order[k];
            int start = chunk.start(j);
            int length = chunk.end(j) - start;
            try {
                numbers[row] =
                        values.isMissing(text, start, length) ? Double.NaN : CsvValues.number(text, start, length);
            } catch (NumberFormatException e) {
                throw new DataException(
                        "Line " + chunk.line(row) + " of " + file + " has \"" + new String(text, start, length)
                                + "\" in the numeric column \""
                                + columns.get(positions[k]).name() + "\": the file"
                                + CsvTable.CHANGED,
                        e);
            }
        }
    }

    private void readLabels(CsvChunk chunk, int k) {
        int[] codes = batch.codes(k);
        Levels levels = batch.levels(k);
        char[] text = chunk.text();
        for (int row = 0; row < chunk.rows(); row++) {
            int j = row * width + order[k];
            int start = chunk.start(j);
            int length = chunk.end(j) - start;
            codes[row] = values.isMissing(text, start, length) ? -1 : levels.add(text, start, length);
        }
    }
}
