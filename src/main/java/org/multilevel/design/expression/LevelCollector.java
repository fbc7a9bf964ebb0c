package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Levels;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.levels.LabelOrder;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.data.levels.NumberIndex;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Finds which levels of a factor variable or grouping column occur in the rows used. */
public abstract class LevelCollector {

    /** Takes the selected rows and gives each, in {@code ids}, a number that stands for its level until the end of the scan. */
    public abstract void collect(Batch batch, Selection selection, int[] ids);

    /** Ends the scan; returns the levels in the order of the results. */
    public abstract LevelIndex finish();

    /** Returns the position of the level for which {@link #collect} gave this number, once the scan has ended. */
    abstract int rank(int id);

    /** Creates the collector for what labels come from: a column of either type, or a numeric expression. */
    public static LevelCollector of(Expression source, Binding binding, NumericNodes nodes) {
        if (source instanceof Expression.Column column && !binding.isNumeric(column.name())) {
            return new ByCode(
                    binding.position(column.name()),
                    binding.column(column.name()).declaredLevels());
        }
        return new ByNumber(nodes.of(source));
    }

    private static final class ByCode extends LevelCollector {
        private final int column;
        private final Optional<List<String>> declared;
        private boolean[] used = {};
        private Levels levels = new Levels();
        private int[] rank = {};

        ByCode(int column, Optional<List<String>> declared) {
            this.column = column;
            this.declared = declared;
        }

        @Override
        public void collect(Batch batch, Selection selection, int[] ids) {
            levels = batch.levels(column);
            if (used.length < levels.size()) {
                used = Arrays.copyOf(used, Math.max(levels.size(), 2 * used.length));
            }
            int[] codes = batch.codes(column);
            int[] rows = selection.rows();
            int n = selection.count();
            for (int i = 0; i < n; i++) {
                int code = codes[rows[i]];
                ids[i] = code;
                used[code] = true;
            }
        }

        @Override
        public LevelIndex finish() {
            int[] ordered = declared.map(this::declaredOrder).orElseGet(this::labelOrder);
            rank = new int[levels.size()];
            Arrays.fill(rank, LevelIndex.UNSEEN);
            for (int position = 0; position < ordered.length; position++) {
                rank[ordered[position]] = position;
            }
            return new LevelIndex(Arrays.stream(ordered).mapToObj(levels::label).toList(), levels, rank);
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
        int rank(int id) {
            return rank[id];
        }
    }

    private static final class ByNumber extends LevelCollector {
        private final NumericNode node;
        private final NumberIndex ids = new NumberIndex();
        private double[] numbers = new double[16];
        private int size;
        private NumberIndex positions = new NumberIndex();

        ByNumber(NumericNode node) {
            this.node = node;
        }

        @Override
        public void collect(Batch batch, Selection selection, int[] target) {
            double[] values = node.evaluate(batch);
            int[] rows = selection.rows();
            int n = selection.count();
            double last = Double.NaN;
            int lastId = 0;
            for (int i = 0; i < n; i++) {
                double value = values[rows[i]];
                if (value != last) {
                    if (!Double.isFinite(value)) {
                        node.undefined(batch, rows[i]).ifPresent(ModelException.THROWN);
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
        public LevelIndex finish() {
            double[] sorted = Arrays.copyOf(numbers, size);
            Arrays.sort(sorted);
            positions = new NumberIndex();
            for (int position = 0; position < size; position++) {
                positions.put(sorted[position], position);
            }
            List<String> labels =
                    Arrays.stream(sorted).mapToObj(NumberLabel::of).toList();
            return new LevelIndex(labels, positions);
        }

        @Override
        int rank(int id) {
            return positions.find(numbers[id]);
        }
    }
}
