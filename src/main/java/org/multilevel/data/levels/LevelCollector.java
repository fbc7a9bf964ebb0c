package org.multilevel.data.levels;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Levels;

/** Finds which levels of a factor variable or grouping column occur in the rows used. */
public abstract class LevelCollector {

    /**
     * Takes some rows, in none of which the label is missing.
     *
     * @param rows their positions in the batch, of which the first {@code n} count
     * @param ids gets for each of them a number that stands for its level until the end of the scan
     */
    public abstract void collect(Batch batch, int[] rows, int n, int[] ids);

    /** Ends the scan; returns the levels in the order of the results. */
    public abstract LevelSet finish();

    /** Returns the position of the level for which {@link #collect} gave this number, once the scan has ended. */
    public abstract int rank(int id);

    /** Creates the collector for what labels come from. */
    public static LevelCollector of(LevelSource source) {
        if (source instanceof LevelSource.Codes codes) {
            return new ByCode(codes);
        }
        return new ByNumber((LevelSource.Numbers) source);
    }

    private static final class ByCode extends LevelCollector {
        private final int column;
        private final Optional<List<String>> declared;
        private boolean[] used = {};
        private Levels levels = new Levels();
        private int[] rank = {};

        ByCode(LevelSource.Codes source) {
            this.column = source.column();
            this.declared = source.declared();
        }

        @Override
        public void collect(Batch batch, int[] rows, int n, int[] ids) {
            levels = batch.levels(column);
            if (used.length < levels.size()) {
                used = Arrays.copyOf(used, Math.max(levels.size(), 2 * used.length));
            }
            int[] codes = batch.codes(column);
            for (int i = 0; i < n; i++) {
                int code = codes[rows[i]];
                ids[i] = code;
                used[code] = true;
            }
        }

        @Override
        public LevelSet finish() {
            int[] ordered = declared.map(this::declaredOrder).orElseGet(this::labelOrder);
            rank = new int[levels.size()];
            Arrays.fill(rank, LevelIndex.UNSEEN);
            for (int position = 0; position < ordered.length; position++) {
                rank[ordered[position]] = position;
            }
            List<String> labels = Arrays.stream(ordered).mapToObj(levels::label).toList();
            return LabelSet.of(labels, declared.orElse(List.of()), levels, rank);
        }

        private int[] declaredOrder(List<String> labels) {
            return labels.stream()
                    .mapToInt(levels::code)
                    .filter(code -> code >= 0 && used[code])
                    .toArray();
        }

        private int[] labelOrder() {
            int[] codes =
                    IntStream.range(0, used.length).filter(code -> used[code]).toArray();
            int[] order =
                    LabelOrder.of(Arrays.stream(codes).mapToObj(levels::label).toArray(String[]::new));
            return Arrays.stream(order).map(position -> codes[position]).toArray();
        }

        @Override
        public int rank(int id) {
            return rank[id];
        }
    }

    private static final class ByNumber extends LevelCollector {
        private final LevelSource.Numbers source;
        private final NumberIndex ids = new NumberIndex();
        private double[] numbers = new double[16];
        private int size;
        private NumberIndex positions = new NumberIndex();

        ByNumber(LevelSource.Numbers source) {
            this.source = source;
        }

        @Override
        public void collect(Batch batch, int[] rows, int n, int[] target) {
            double[] values = source.of(batch);
            double last = Double.NaN;
            int lastId = 0;
            for (int i = 0; i < n; i++) {
                double value = values[rows[i]];
                if (value != last) {
                    if (!Double.isFinite(value)) {
                        source.check(batch, rows[i]);
                    }
                    last = value;
                    lastId = id(value);
                }
                target[i] = lastId;
            }
        }

        private int id(double number) {
            int known = ids.find(number);
            if (known != LongIndex.ABSENT) {
                return known;
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size] = number + 0.0;
            ids.put(number, size);
            return size++;
        }

        @Override
        public LevelSet finish() {
            double[] sorted = Arrays.copyOf(numbers, size);
            Arrays.sort(sorted);
            NumberSet set = new NumberSet(sorted);
            positions = set.index().byNumber();
            return set;
        }

        @Override
        public int rank(int id) {
            return positions.find(numbers[id]);
        }
    }
}
