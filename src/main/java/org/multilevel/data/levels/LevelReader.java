package org.multilevel.data.levels;

import org.multilevel.data.Batch;

/** Gives for each selected row the position of its label among known levels. */
public abstract class LevelReader {
    private static final int[] NO_CODES = {};

    /**
     * Reads some rows, one after the other, into {@code target}; {@link LevelIndex#UNSEEN} and {@link LevelIndex#MISSING} stand for
     * themselves.
     *
     * @param rows their positions in the batch, of which the first {@code n} count
     */
    public abstract void read(Batch batch, int[] rows, int n, int[] target);

    /** Returns the label in a row of the batch in which it is not missing. */
    public abstract String label(Batch batch, int row);

    /** Creates the reader for what labels come from. */
    public static LevelReader of(LevelSource source, LevelIndex index) {
        if (source instanceof LevelSource.Codes codes) {
            return new ByCode(codes.column(), index);
        }
        return new ByNumber((LevelSource.Numbers) source, index);
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
        public void read(Batch batch, int[] rows, int n, int[] target) {
            positions = index.positions(batch.levels(column), positions, known);
            known = batch.levels(column).size();
            int[] codes = batch.codes(column);
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
        private final LevelSource.Numbers source;
        private final NumberIndex index;

        ByNumber(LevelSource.Numbers source, LevelIndex index) {
            this.source = source;
            this.index = index.byNumber();
        }

        @Override
        public void read(Batch batch, int[] rows, int n, int[] target) {
            double[] values = source.of(batch);
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
            return source.label(source.of(batch)[row]);
        }
    }
}
