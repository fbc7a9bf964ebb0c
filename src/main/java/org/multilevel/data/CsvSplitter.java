package org.multilevel.data;

import java.util.List;
import java.util.function.Function;

/** Collects the values of the wanted columns of a CSV file in chunks, as text. */
final class CsvSplitter extends CsvHandler {
    private final Function<List<String>, boolean[]> choice;
    private boolean[] wanted = {};
    private CsvChunk chunk = new CsvChunk();

    /**
     * Creates the handler.
     *
     * @param name what a sentence calls the file
     * @param separator what separates its values
     * @param choice checks the column names and says for each column whether it is wanted
     */
    CsvSplitter(String name, char separator, Function<List<String>, boolean[]> choice) {
        super(name, separator);
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
    void value(int column, char[] text, int offset, int length) {
        if (wanted[column]) {
            chunk.add(text, offset, length);
        }
    }

    @Override
    boolean endRow() {
        chunk.endRow(line());
        return chunk.isFull();
    }
}
