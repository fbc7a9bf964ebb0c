package org.multilevel.data.groups;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Folds that hold whole groups. */
final class WholeGroups implements FoldShares {
    private final int[] foldOfGroup;
    private final long[] foldRows;

    private WholeGroups(int[] foldOfGroup, long[] foldRows) {
        this.foldOfGroup = foldOfGroup;
        this.foldRows = foldRows;
    }

    /** Gives each group a fold of its own. */
    static WholeGroups oneForEach(long[] groupRows) {
        return new WholeGroups(IntStream.range(0, groupRows.length).toArray(), groupRows);
    }

    /**
     * Gives each group in turn to the fold that has the fewest rows.
     *
     * <p>Larger groups come before those of less than half their size, so that the small ones even out the folds; among groups
     * of a like size the order is the seed's, so that another seed makes other folds also where all sizes differ.
     */
    static WholeGroups balanced(int folds, long[] groupRows, SeededGroups seeded) {
        record Fold(int number, long rows) {}
        PriorityQueue<Fold> emptiestFirst =
                new PriorityQueue<>(Comparator.comparingLong(Fold::rows).thenComparingInt(Fold::number));
        for (int fold = 0; fold < folds; fold++) {
            emptiestFirst.add(new Fold(fold, 0));
        }
        int[] foldOfGroup = new int[groupRows.length];
        seeded.order().stream()
                .sorted(Comparator.comparingInt(group -> Long.numberOfLeadingZeros(groupRows[group])))
                .forEachOrdered(group -> {
                    Fold emptiest = emptiestFirst.remove();
                    foldOfGroup[group] = emptiest.number;
                    emptiestFirst.add(new Fold(emptiest.number, emptiest.rows + groupRows[group]));
                });
        long[] foldRows = new long[folds];
        emptiestFirst.forEach(fold -> foldRows[fold.number] = fold.rows);
        return new WholeGroups(foldOfGroup, foldRows);
    }

    @Override
    public long[] foldRows() {
        return foldRows;
    }

    @Override
    public IntUnaryOperator walk() {
        return group -> foldOfGroup[group];
    }
}
