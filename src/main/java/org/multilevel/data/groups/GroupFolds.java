package org.multilevel.data.groups;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.Columns;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.data.levels.GroupLevels;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.error.DataException;

/**
 * Divides the rows of a table into folds for a validation that respects groups.
 *
 * <pre>{@code
 * FoldPlan plan = GroupFolds.of(FoldMode.WHOLE_GROUPS, 10, List.of("school")).withSeed(7).plan(table, Progress.NONE);
 * plan.assign(table, Progress.NONE, rows -> ...);
 * }</pre>
 *
 * <p>The same rows and seed give the same folds on every machine. With whole groups not even the order of the rows matters.
 *
 * @param mode whether groups stay whole or are spread
 * @param folds how many folds; nothing stands for one for each group
 * @param groups the column that says which group a row belongs to; of several columns, every combination is a group
 * @param seed what random choices start from
 * @param testsLoneRows whether a row that is the only one of its group is tested where groups are spread, although no row of
 *     its group is left to train on
 */
public record GroupFolds(FoldMode mode, OptionalInt folds, List<String> groups, long seed, boolean testsLoneRows) {

    /**
     * Copies the list.
     *
     * @throws DataException if fewer than two folds are wanted
     * @throws IllegalArgumentException if groups that are spread are to have a fold each
     */
    public GroupFolds {
        groups = List.copyOf(groups);
        if (folds.isEmpty() && mode != FoldMode.WHOLE_GROUPS) {
            throw new IllegalArgumentException("Only whole groups can have a fold each.");
        }
        if (folds.isPresent() && folds.getAsInt() < 2) {
            throw new DataException("The number of folds is " + folds.getAsInt()
                    + ": choose at least 2, one to test on and one to train on.");
        }
    }

    /**
     * Returns a division into folds with the seed 1.
     *
     * @throws DataException if fewer than two folds are wanted
     */
    public static GroupFolds of(FoldMode mode, int folds, List<String> groups) {
        return new GroupFolds(mode, OptionalInt.of(folds), groups, 1, true);
    }

    /** Returns a division that gives each group a fold of its own, in the order in which the table has them. */
    public static GroupFolds leaveOneGroupOut(List<String> groups) {
        return new GroupFolds(FoldMode.WHOLE_GROUPS, OptionalInt.empty(), groups, 1, true);
    }

    /** Returns this with another start of the random choices. */
    public GroupFolds withSeed(long start) {
        return new GroupFolds(mode, folds, groups, start, testsLoneRows);
    }

    /** Returns this with rows that are the only one of their group in training alone, where groups are spread. */
    public GroupFolds trainingOnLoneRows() {
        return new GroupFolds(mode, folds, groups, seed, false);
    }

    /** Returns whether a row that is the only one of its group is never tested. */
    boolean onlyTrainsOnLoneRows() {
        return !testsLoneRows && mode == FoldMode.WITHIN_GROUPS;
    }

    /** Returns whether each group gets a fold of its own. */
    public boolean leavesOneGroupOut() {
        return folds.isEmpty();
    }

    /**
     * Checks that a table with these columns can be divided.
     *
     * @throws DataException with the sentence for the first thing that is wrong
     */
    public void check(List<Column> available) {
        if (groups.isEmpty()) {
            throw new DataException(
                    "No group column is chosen: choose the column that says which group a row belongs to.");
        }
        Columns.positions(available, groups, "the table");
        Set<String> names = new HashSet<>();
        for (String group : groups) {
            if (!names.add(group)) {
                throw new DataException("Column \"" + group + "\" is named twice as a group column: name it once.");
            }
        }
    }

    /**
     * Reads the group columns of a table once and decides which fold each group, or its share of each fold, goes to; holds
     * numbers per group, not per row.
     *
     * @throws DataException if there is no such column, or there are too few groups or rows for the folds
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public FoldPlan plan(Table table, Progress progress) {
        check(table.columns());
        Count count = new Count(this, table);
        table.scan(groups, progress, count::add);
        return FoldPlan.of(this, count.index, Arrays.copyOf(count.rows, count.index.size()), count.withoutGroup);
    }

    /** Returns one name for the group columns. */
    String groupName() {
        return GroupLevels.join(groups);
    }

    /** Counts the rows of each group. */
    private static final class Count {
        private final GroupIndex index;
        private final GroupColumns reader;
        private final int[] groups = new int[Batch.CAPACITY];
        private long[] rows = {};
        private long withoutGroup;

        Count(GroupFolds folds, Table table) {
            this.index = new GroupIndex(folds.groups.size());
            this.reader = GroupColumns.adding(index, GroupColumns.of(table, folds.groups));
        }

        void add(Batch batch) {
            reader.read(batch, groups);
            if (rows.length < index.size()) {
                rows = Arrays.copyOf(rows, Math.max(index.size(), 2 * rows.length));
            }
            for (int i = 0; i < batch.size(); i++) {
                if (groups[i] == LevelIndex.MISSING) {
                    withoutGroup++;
                } else {
                    rows[groups[i]]++;
                }
            }
        }
    }
}
