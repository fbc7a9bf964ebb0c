package org.multilevel.data.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.error.DataException;

/**
 * Which fold the rows of each group go to; immutable, made by {@link GroupFolds}.
 *
 * <p>Folds are numbered from 0. A row without a group is in no fold.
 */
public final class FoldPlan {
    /** Stands for the fold of a row that has no group. */
    public static final int NO_FOLD = -1;

    /** Stands for the fold of a row that is never tested, but trained on whichever fold is. */
    public static final int TRAINING_ONLY = -2;

    /** A fold that is so many times as large as another is worth a sentence. */
    private static final int UNEVEN = 2;

    private final GroupFolds folds;
    private final GroupIndex index;
    private final FoldShares shares;
    private final long[] groupRows;
    private final long withoutGroup;

    private FoldPlan(GroupFolds folds, GroupIndex index, FoldShares shares, long[] groupRows, long withoutGroup) {
        this.folds = folds;
        this.index = index;
        this.shares = shares;
        this.groupRows = groupRows;
        this.withoutGroup = withoutGroup;
    }

    /**
     * Makes the plan.
     *
     * @param groupRows how many rows each group has
     * @param withoutGroup how many rows have no group
     */
    static FoldPlan of(GroupFolds folds, GroupIndex index, long[] groupRows, long withoutGroup) {
        long[] tested = testedRows(folds, groupRows);
        if (Arrays.stream(groupRows).sum() + withoutGroup > 0) {
            checkEnough(folds, index, Arrays.stream(tested).sum());
        }
        if (folds.leavesOneGroupOut()) {
            return new FoldPlan(folds, index, WholeGroups.oneForEach(groupRows), groupRows, withoutGroup);
        }
        SeededGroups seeded = SeededGroups.of(index, folds.seed());
        FoldShares shares = switch (folds.mode()) {
            case WHOLE_GROUPS -> WholeGroups.balanced(folds.folds().orElseThrow(), groupRows, seeded);
            case WITHIN_GROUPS -> SpreadGroups.balanced(folds.folds().orElseThrow(), tested, seeded);
        };
        return new FoldPlan(folds, index, shares, groupRows, withoutGroup);
    }

    private static long[] testedRows(GroupFolds folds, long[] groupRows) {
        return folds.onlyTrainsOnLoneRows()
                ? Arrays.stream(groupRows).map(rows -> rows == 1 ? 0 : rows).toArray()
                : groupRows;
    }

    private static void checkEnough(GroupFolds folds, GroupIndex index, long rows) {
        String name = folds.groupName();
        int groups = index.size();
        // With a fold for each group there are as many as it takes.
        int wanted = folds.folds().orElse(groups);
        if (groups == 0) {
            throw new DataException(
                    "Column \"" + name + "\" has no value in any row: choose a group column that has values.");
        }
        if (folds.mode() == FoldMode.WITHIN_GROUPS) {
            if (rows == 0) {
                throw new DataException(
                        "Every group of \"" + name + "\" has a single row, so that no row of a known group"
                                + " could be tested: choose another group column, or folds of whole groups.");
            }
            if (rows < wanted) {
                throw new DataException(
                        (rows == 1 ? "Only 1 row has" : "Only " + rows + " rows have") + " a value of \"" + name
                                + (folds.onlyTrainsOnLoneRows() ? "\" that another row has too" : "\"")
                                + ", too few for " + wanted
                                + " folds: choose fewer folds, or use more rows.");
            }
        } else if (groups == 1) {
            throw new DataException("Column \"" + name + "\" has the one group \"" + index.label(0)
                    + "\", and folds of whole groups need at least 2: choose another group column, or spread the group over"
                    + " the folds.");
        } else if (groups < wanted) {
            throw new DataException("Column \"" + name + "\" has " + groups + " groups, too few for " + wanted
                    + " folds of whole groups: choose at most " + groups
                    + " folds, or spread the groups over the folds.");
        }
    }

    /** Returns what was asked for. */
    public GroupFolds request() {
        return folds;
    }

    /** Returns how many folds there are. */
    public int folds() {
        return shares.foldRows().length;
    }

    /** Returns how many groups there are. */
    public int groups() {
        return index.size();
    }

    /** Returns how many rows of the table are in a fold, and tested with it. */
    public long rows(int fold) {
        return shares.foldRows()[fold];
    }

    /** Returns how many rows of the table are in no fold, since they have no group. */
    public long rowsWithoutFold() {
        return withoutGroup;
    }

    /** Returns how many groups have a single row. */
    public int singleRowGroups() {
        return (int) Arrays.stream(groupRows).filter(rows -> rows == 1).count();
    }

    /** Returns what a user should hear about the folds. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        String name = folds.groupName();
        if (withoutGroup > 0) {
            sentences.add((withoutGroup == 1 ? "1 row has" : withoutGroup + " rows have") + " no value of " + name
                    + ": " + (withoutGroup == 1 ? "it is" : "they are") + " in no fold.");
        }
        int single = singleRowGroups();
        if (single > 0 && folds.mode() == FoldMode.WITHIN_GROUPS) {
            sentences.add((single == 1 ? "1 group of " + name + " has" : single + " groups of " + name + " have")
                    + " a single row: "
                    + (folds.onlyTrainsOnLoneRows()
                            ? "it is trained on and never tested, since no row of its group would be left to train on."
                            : "when it is tested, no row of its group is left to train on."));
        }
        long least = Arrays.stream(shares.foldRows()).min().orElse(0);
        long most = Arrays.stream(shares.foldRows()).max().orElse(0);
        if (most >= UNEVEN * least && most > 0 && folds.mode() == FoldMode.WHOLE_GROUPS) {
            sentences.add(
                    "The folds have " + least + " to " + most + " rows, since a group of " + name + " is never split.");
        }
        return sentences;
    }

    /** Returns what gives folds to rows that a host hands over one by one, from the first row of the table on. */
    public RowFolds rows() {
        return new RowFolds(this);
    }

    /**
     * Gives the rows of the table their folds.
     *
     * @param consumer gets them in the order of the rows
     * @throws DataException if a row belongs to a group that was not there when the plan was made
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public void assign(Table table, Progress progress, Consumer consumer) {
        folds.check(table.columns());
        GroupColumns reader = GroupColumns.finding(index, GroupColumns.of(table, folds.groups()));
        IntUnaryOperator walk = walk();
        int[] groups = new int[Batch.CAPACITY];
        int[] assigned = new int[Batch.CAPACITY];
        table.scan(folds.groups(), progress, batch -> {
            reader.read(batch, groups);
            for (int i = 0; i < batch.size(); i++) {
                if (groups[i] == LevelIndex.UNSEEN) {
                    throw unseen(reader.label(batch, i), batch.rowName(i));
                }
                assigned[i] = groups[i] == LevelIndex.MISSING ? NO_FOLD : walk.applyAsInt(groups[i]);
            }
            consumer.accept(batch.firstRow(), batch.size(), assigned);
        });
    }

    /** Hears the folds of consecutive rows. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * Takes the folds of some rows.
         *
         * @param firstRow the 0-based position in the table of the first of them
         * @param size how many rows these are
         * @param folds their folds from 0, or {@link #NO_FOLD} or {@link #TRAINING_ONLY}; the first {@code size} entries count,
         *     and the array is reused
         */
        void accept(long firstRow, int size, int[] folds);
    }

    GroupIndex index() {
        return index;
    }

    IntUnaryOperator walk() {
        IntUnaryOperator walk = shares.walk();
        return folds.onlyTrainsOnLoneRows()
                ? group -> groupRows[group] == 1 ? TRAINING_ONLY : walk.applyAsInt(group)
                : walk;
    }

    /** Returns the error for a row of a group that is not in the plan. */
    DataException unseen(String label, String row) {
        return new DataException(
                "Row " + row + ": " + folds.groupName() + " is \"" + label
                        + "\", which was not in the table when the folds were planned: plan them on the table that is to be divided.");
    }
}
