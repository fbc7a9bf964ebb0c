package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/** What reads rows is counted, and what is asked of what parts keep is not. */
class CountedPartsTest {
    private final List<String> said = new ArrayList<>();

    /** Parts that keep, and answer a question with itself. */
    private final class Echo implements TableParts, KeepingParts, KeptParts {
        private final boolean always;

        Echo(boolean always) {
            this.always = always;
        }

        @Override
        public Table whole() {
            return MemoryTable.builder().numeric("y", 1, 2, 3).build();
        }

        @Override
        public void ask(byte[] question, Consumer<byte[]> answers) {
            said.add("ask");
            answers.accept(question);
        }

        @Override
        public long[] pairsOfGroups() {
            return new long[] {4, 5};
        }

        @Override
        public Optional<KeepingParts> keeping() {
            return Optional.of(this);
        }

        @Override
        public boolean always() {
            return always;
        }

        @Override
        public KeptParts keep(byte[] making) {
            said.add("keep");
            return this;
        }

        @Override
        public KeptParts next(byte[] making) {
            said.add("next");
            return this;
        }

        @Override
        public void askWithRows(byte[] question, Consumer<byte[]> answers) {
            said.add("rows");
            answers.accept(question);
        }

        @Override
        public void close() {
            said.add("close");
        }
    }

    @Test
    void questionsAndPassesOverTheWholeAreCounted() {
        CountedParts counted = new CountedParts(new Echo(true));
        assertEquals(0, counted.passes());
        byte[] question = {7};
        List<byte[]> answers = new ArrayList<>();
        counted.ask(question, answers::add);
        assertArrayEquals(question, answers.get(0));
        assertEquals(1, counted.passes());
        counted.whole().scan(List.of("y"), Progress.NONE, batch -> {});
        assertEquals(2, counted.passes());
        counted.ask(question, answers::add);
        counted.whole().scan(List.of("y"), Progress.NONE, batch -> {});
        assertEquals(4, counted.passes());
        assertArrayEquals(new long[] {4, 5}, counted.pairsOfGroups());
    }

    @Test
    void whatIsMadeOfRowsIsCountedAndWhatIsKeptIsAskedForNothing() {
        CountedParts counted = new CountedParts(new Echo(true));
        KeepingParts keeping = counted.keeping().orElseThrow();
        assertTrue(keeping.always());
        assertFalse(new CountedParts(new Echo(false)).keeping().orElseThrow().always());
        List<byte[]> answers = new ArrayList<>();
        try (KeptParts kept = keeping.keep(new byte[] {1})) {
            assertEquals(1, counted.passes());
            try (KeptParts next = kept.next(new byte[] {2})) {
                assertEquals(2, counted.passes());
                next.ask(new byte[] {3}, answers::add);
                assertEquals(2, counted.passes());
                next.askWithRows(new byte[] {4}, answers::add);
                assertEquals(3, counted.passes());
            }
        }
        assertEquals(3, answers.get(0)[0]);
        assertEquals(4, answers.get(1)[0]);
        assertEquals(List.of("keep", "next", "ask", "rows", "close", "close"), said);
    }
}
