package org.multilevel.data.groups;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.multilevel.data.Column;
import org.multilevel.data.RowInput;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.error.DataException;

/**
 * Gives folds to the rows of a table as a host hands them over, one by one and in order.
 *
 * <p>Set every column of {@link #columns()}, by label or by number, then call {@link #next()}. Not safe for use by several
 * threads.
 */
public final class RowFolds implements RowInput {
    private final FoldPlan plan;
    private final GroupRow group;
    private final IntUnaryOperator walk;
    private long rows;
    private Supplier<String> rowName = () -> Long.toString(rows + 1);

    RowFolds(FoldPlan plan) {
        this.plan = plan;
        this.group = new GroupRow(plan.index());
        this.walk = plan.walk();
    }

    /** Returns the group columns. */
    @Override
    public List<Column> columns() {
        return plan.request().groups().stream().map(Column::categorical).toList();
    }

    @Override
    public void nameRows(Supplier<String> current) {
        this.rowName = current;
    }

    @Override
    public void setNumber(int column, double value) {
        group.setNumber(column, value);
    }

    @Override
    public void setLabel(int column, String label) {
        group.setLabel(column, label);
    }

    @Override
    public void setMissing(int column) {
        group.setMissing(column);
    }

    /**
     * Returns the fold of the row that is set, from 0, or {@link FoldPlan#NO_FOLD} if it has no group, or
     * {@link FoldPlan#TRAINING_ONLY} if it is never tested.
     *
     * @throws DataException if its group was not there when the plan was made
     */
    public int next() {
        int found = group.group();
        if (found == LevelIndex.UNSEEN) {
            throw plan.unseen(group.label(), rowName.get());
        }
        rows++;
        return found == LevelIndex.MISSING ? FoldPlan.NO_FOLD : walk.applyAsInt(found);
    }
}
