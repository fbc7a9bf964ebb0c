package org.multilevel.design.expression;

import org.multilevel.data.Batch;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.data.levels.NumberIndex;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;

/** Gives for each selected row the position of its label among known levels. */
public abstract class LevelReader {
    private static final int[] NO_CODES = {};

    /**
     * Reads the selected rows, one after the other, into {@code target}; {@code DesignBlock.UNSEEN} and
     * {@code DesignBlock.MISSING} stand for themselves.
     */
    public abstract void read(Batch batch, Selection selection, int[] target);

    /** Returns the label in a row of the batch in which it is not missing. */
    public abstract String label(Batch batch, int row);

    /** Creates the reader for what labels come from: a column of either type, or a numeric expression. */
    public static LevelReader of(Expression source, LevelIndex index, Binding binding, NumericNodes nodes) {
        if (source instanceof Expression.Column column && !binding.isNumeric(column.name())) {
            return new ByCode(binding.position(column.name()), index);
        }
        return new ByNumber(nodes.of(source), index);
    }

    private static final class ByCode extends LevelReader {
        private final int column;
        private final LevelIndex index;
        private int[] positions = NO_CODES;
        private int known;

        ByCode(int column, LevelIndex index) {
            this.column = column;
            this.index = index;
        }

        @Override
        public void read(Batch batch, Selection selection, int[] target) {
            positions = index.positions(batch.levels(column), positions, known);
            known = batch.levels(column).size();
            int[] codes = batch.codes(column);
            int[] rows = selection.rows();
            int n = selection.count();
            for (int i = 0; i < n; i++) {
                int code = codes[rows[i]];
                target[i] = code < 0 ? LevelIndex.MISSING : positions[code];
            }
        }

        @Override
        public String label(Batch batch, int row) {
            return batch.levels(column).label(batch.codes(column)[row]);
        }
    }

    private static final class ByNumber extends LevelReader {
        private final NumericNode node;
        private final NumberIndex index;

        ByNumber(NumericNode node, LevelIndex index) {
            this.node = node;
            this.index = index.byNumber();
        }

        @Override
        public void read(Batch batch, Selection selection, int[] target) {
            double[] values = node.evaluate(batch);
            int[] rows = selection.rows();
            int n = selection.count();
            double last = Double.NaN;
            int lastPosition = LevelIndex.MISSING;
            for (int i = 0; i < n; i++) {
                double value = values[rows[i]];
                if (value != last) {
                    last = value;
                    lastPosition = Double.isNaN(value) ? LevelIndex.MISSING : index.find(value);
                }
                target[i] = lastPosition;
            }
        }

        @Override
        public String label(Batch batch, int row) {
            return NumberLabel.of(node.evaluate(batch)[row]);
        }
    }
}
