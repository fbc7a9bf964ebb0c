package org.multilevel.data.csv;

import java.util.List;
import java.util.function.Function;

/** Collects the values of the wanted columns of a CSV file in chunks, as text; blanks at the ends count only between quotes. */
final class CsvSplitter extends CsvHandler {
    private final Function<List<String>, boolean[]> choice;
    private boolean[] wanted = {};
    private CsvChunk chunk = new CsvChunk();

    /**
     * Creates the handler.
     *
     * @param name what a sentence calls the file
     * @param dialect how it is written
     * @param choice checks the column names and says for each column whether it is wanted
     */
    CsvSplitter(String name, CsvDialect dialect, Function<List<String>, boolean[]> choice) {
        super(name, dialect);
        this.choice = choice;
    }

    /**
     * Fills a chunk with the next rows.
     *
     * @return whether more rows may follow
     */
    boolean read(CsvInput input, CsvChunk target) {
        chunk = target;
        chunk.clear();
        return input.advance();
    }

    @Override
    void header(List<String> columnNames, List<String> texts) {
        wanted = choice.apply(columnNames);
    }

    @Override
    void value(int column, char[] text, int offset, int length, boolean quoted) {
        if (!wanted[column]) {
            return;
        }
        if (quoted) {
            chunk.add(text, offset, length);
        } else {
            int end = CsvValues.end(text, offset, offset + length);
            int start = CsvValues.start(text, offset, end);
            chunk.add(text, start, end - start);
        }
    }

    @Override
    boolean endRow() {
        chunk.endRow(line());
        return chunk.isFull();
    }
}
