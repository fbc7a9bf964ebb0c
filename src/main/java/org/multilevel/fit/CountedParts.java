package org.multilevel.fit;

import java.util.function.Consumer;
import org.multilevel.data.CountedTable;
import org.multilevel.data.Table;

/** Parts of a table of which every question, and every reading of the whole, is counted. */
public final class CountedParts implements TableParts {
    private final TableParts parts;
    private final CountedTable whole;
    private int questions;

    public CountedParts(TableParts parts) {
        this.parts = parts;
        this.whole = new CountedTable(parts.whole());
    }

    /** Returns how often all rows were read so far. */
    public int passes() {
        return questions + whole.passes();
    }

    @Override
    public Table whole() {
        return whole;
    }

    @Override
    public void ask(byte[] question, Consumer<byte[]> answers) {
        questions++;
        parts.ask(question, answers);
    }
}
