package org.multilevel.fit.rows;

import java.util.Optional;
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
    public long[] pairsOfGroups() {
        return parts.pairsOfGroups();
    }

    @Override
    public Optional<KeepingParts> keeping() {
        return parts.keeping().map(Keeping::new);
    }

    @Override
    public void ask(byte[] question, Consumer<byte[]> answers) {
        questions++;
        parts.ask(question, answers);
    }

    /** Counts what is made of the rows. */
    private final class Keeping implements KeepingParts {
        private final KeepingParts keeping;

        Keeping(KeepingParts keeping) {
            this.keeping = keeping;
        }

        @Override
        public boolean always() {
            return keeping.always();
        }

        @Override
        public KeptParts keep(byte[] making) {
            questions++;
            return new Kept(keeping.keep(making));
        }
    }

    /** Counts what is asked of the rows. */
    private final class Kept implements KeptParts {
        private final KeptParts kept;

        Kept(KeptParts kept) {
            this.kept = kept;
        }

        @Override
        public KeptParts next(byte[] making) {
            questions++;
            return new Kept(kept.next(making));
        }

        @Override
        public void ask(byte[] question, Consumer<byte[]> answers) {
            kept.ask(question, answers);
        }

        @Override
        public void askWithRows(byte[] question, Consumer<byte[]> answers) {
            questions++;
            kept.askWithRows(question, answers);
        }

        @Override
        public void close() {
            kept.close();
        }
    }
}
