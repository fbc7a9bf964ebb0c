package org.multilevel.fit.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.exact.Frame;

/** Parts of a table in memory, of which all that is kept goes through its written form, and which tell what was asked and let go. */
public final class PartsAtHand implements TableParts, KeepingParts {
    private final Table whole;
    private final List<Table> parts;
    private final List<Kept> made = new ArrayList<>();
    /** What all parts were asked, as it was written. */
    private final List<String> asked = new ArrayList<>();

    private boolean always = true;

    public PartsAtHand(Table whole, List<Table> parts) {
        this.whole = whole;
        this.parts = List.copyOf(parts);
    }

    /**
     * Returns parts that each have all rows of their groups; the last is empty, as on a cluster with more buckets than groups.
     *
     * @param group the outermost grouping column
     */
    public static PartsAtHand of(Frame frame, String group, int count) {
        String[] labels = frame.labels(group);
        Map<String, Integer> places = new HashMap<>();
        int[] place = Arrays.stream(labels)
                .mapToInt(label -> places.computeIfAbsent(label, l -> places.size() % (count - 1)))
                .toArray();
        List<Table> parts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int part = k;
            parts.add(frame.rows(IntStream.range(0, labels.length)
                            .filter(i -> place[i] == part)
                            .toArray())
                    .table());
        }
        return new PartsAtHand(frame.table(), parts);
    }

    /** Lets cross-products go to the machine that asks where they fit. */
    public PartsAtHand whereTheyFit() {
        always = false;
        return this;
    }

    /** Returns what was made of the parts, one after the other. */
    public List<Kept> made() {
        return made;
    }

    /** Returns what was made of them last. */
    public Kept last() {
        return made.get(made.size() - 1);
    }

    public List<String> asked() {
        return asked;
    }

    @Override
    public Table whole() {
        return whole;
    }

    @Override
    public void ask(byte[] question, Consumer<byte[]> answers) {
        PartQuestion there = PartQuestion.read(question);
        if (always) {
            assertEquals("Transforms", there.getClass().getSimpleName());
        }
        parts.forEach(part -> answers.accept(there.answer(part, Progress.NONE)));
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
    public Kept keep(byte[] making) {
        return new Kept(k -> KeptPart.of(making, parts.get(k), Progress.NONE));
    }

    /** What was made of all parts. */
    public final class Kept implements KeptParts {
        private final List<byte[]> states;
        private int closed;

        private Kept(IntFunction<KeptPart> maker) {
            states = IntStream.range(0, parts.size())
                    .mapToObj(k -> maker.apply(k).toBytes())
                    .toList();
            made.add(this);
        }

        /** Returns what is kept of a part. */
        public KeptPart part(int k) {
            return KeptPart.read(states.get(k));
        }

        /** Returns how often it was let go. */
        public int closed() {
            return closed;
        }

        @Override
        public Kept next(byte[] making) {
            return new Kept(k -> part(k).next(making, parts.get(k), Progress.NONE));
        }

        @Override
        public void ask(byte[] question, Consumer<byte[]> answers) {
            asked.add(new String(question, StandardCharsets.ISO_8859_1));
            IntStream.range(0, states.size()).forEach(k -> answers.accept(part(k).answer(question)));
        }

        @Override
        public void askWithRows(byte[] question, Consumer<byte[]> answers) {
            IntStream.range(0, states.size())
                    .forEach(k -> answers.accept(part(k).answerFromRows(question, parts.get(k), Progress.NONE)));
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
