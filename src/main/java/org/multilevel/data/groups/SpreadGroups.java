package org.multilevel.data.groups;

import java.util.function.IntUnaryOperator;

/**
 * Folds over which the rows of each group are spread as evenly as can be.
 *
 * <p>A group of n rows gives n / k rows to each of the k folds, and one more to n mod k of them. Those are handed out in turn, from
 * group to group, so that the folds too differ by one row at most. The rows of a group go to their folds in rounds, each
 * in an order drawn from the seed: first a round over the folds that get one more, then rounds over all.
 */
final class SpreadGroups implements FoldShares {
    private final int folds;
    /** For each group the first of the consecutive folds, continuing with fold 0 after the last, that get one row more. */
    private final int[] firstExtra;

    private final int[] extras;
    private final SeededGroups seeded;
    private final long[] foldRows;

    private SpreadGroups(int folds, int[] firstExtra, int[] extras, SeededGroups seeded, long[] foldRows) {
        this.folds = folds;
        this.firstExtra = firstExtra;
        this.extras = extras;
        this.seeded = seeded;
        this.foldRows = foldRows;
    }

    static SpreadGroups balanced(int folds, long[] groupRows, SeededGroups seeded) {
        int[] firstExtra = new int[groupRows.length];
        int[] extras = new int[groupRows.length];
        long[] foldRows = new long[folds];
        int next = 0;
        long rowsOfAll = 0;
        for (int group : seeded.order()) {
            rowsOfAll += groupRows[group] / folds;
            firstExtra[group] = next;
            extras[group] = (int) (groupRows[group] % folds);
            for (int k = 0; k < extras[group]; k++) {
                foldRows[next]++;
                next = (next + 1) % folds;
            }
        }
        for (int fold = 0; fold < folds; fold++) {
            foldRows[fold] += rowsOfAll;
        }
        return new SpreadGroups(folds, firstExtra, extras, seeded, foldRows);
    }

    @Override
    public long[] foldRows() {
        return foldRows;
    }

    @Override
    public IntUnaryOperator walk() {
        return new Walk();
    }

    /** Gives the rows of each group their folds, in the order of the table. */
    private final class Walk implements IntUnaryOperator {
        private final int words = (folds + Long.SIZE - 1) / Long.SIZE;
        /** For each group which folds are still to come in its round: a bit for each, in as many words as that takes. */
        private final long[] open = new long[words * firstExtra.length];

        private final long[] random = seeded.hashes();

        Walk() {
            for (int group = 0; group < firstExtra.length; group++) {
                for (int k = 0; k < extras[group]; k++) {
                    openFold(group, (firstExtra[group] + k) % folds);
                }
            }
        }

        @Override
        public int applyAsInt(int group) {
            int count = count(group);
            if (count == 0) {
                for (int fold = 0; fold < folds; fold++) {
                    openFold(group, fold);
                }
                count = folds;
            }
            random[group] = SeededGroups.next(random[group]);
            return take(group, (int) Long.remainderUnsigned(random[group], count));
        }

        private void openFold(int group, int fold) {
            open[group * words + fold / Long.SIZE] |= 1L << fold;
        }

        private int count(int group) {
            int count = 0;
            for (int w = group * words; w < (group + 1) * words; w++) {
                count += Long.bitCount(open[w]);
            }
            return count;
        }

        /** Closes the open fold before which so many others are open, and returns it. */
        private int take(int group, int before) {
            int w = group * words;
            int left = before;
            while (left >= Long.bitCount(open[w])) {
                left -= Long.bitCount(open[w]);
                w++;
            }
            long bits = open[w];
            for (int k = 0; k < left; k++) {
                bits &= bits - 1;
            }
            long bit = Long.lowestOneBit(bits);
            open[w] ^= bit;
            return (w - group * words) * Long.SIZE + Long.numberOfTrailingZeros(bit);
        }
    }
}
