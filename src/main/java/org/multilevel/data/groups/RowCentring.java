package org.multilevel.data.groups;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.RowInput;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.error.DataException;

/**
 * Splits rows by group means as a host hands them over, one by one.
 *
 * <p>Set every column of {@link #columns()}, call {@link #centre()}, then ask for {@link #between} and {@link #within}. Group
 * columns may be set by label or by number, whatever they were in the table of the means. Not safe for use by several threads.
 */
public final class RowCentring implements RowInput {
    private final GroupMeans means;
    private final List<Column> columns;
    private final int groupColumns;
    private final GroupRow group;
    private final double[] values;
    private final double[] between;
    private final double[] within;
    private long rows;
    private Supplier<String> rowName = () -> Long.toString(rows + 1);
    private long withoutGroup;
    private long unseen;

    RowCentring(GroupMeans means) {
        GroupCentring centring = means.centring();
        this.means = means;
        this.columns = Stream.concat(
                        centring.groups().stream().map(Column::categorical),
                        centring.columns().stream().map(Column::numeric))
                .toList();
        this.groupColumns = centring.groups().size();
        this.group = new GroupRow(means.index());
        this.values = new double[centring.columns().size()];
        this.between = new double[values.length];
        this.within = new double[values.length];
        Arrays.fill(values, Double.NaN);
    }

    /** Returns the group columns, then the columns to split. */
    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public void nameRows(Supplier<String> current) {
        this.rowName = current;
    }

    @Override
    public void setNumber(int column, double value) {
        if (column < groupColumns) {
            group.setNumber(column, value);
        } else {
            values[column - groupColumns] = value;
        }
    }

    /** Sets the label of a group column. */
    @Override
    public void setLabel(int column, String label) {
        group.setLabel(column, label);
    }

    @Override
    public void setMissing(int column) {
        setNumber(column, Double.NaN);
    }

    /**
     * Splits the row that is set.
     *
     * @throws DataException if a value is infinite, or its group is unseen and that is an error
     */
    public void centre() {
        int found = group.group();
        withoutGroup += found == LevelIndex.MISSING ? 1 : 0;
        unseen += found == LevelIndex.UNSEEN ? 1 : 0;
        if (found == LevelIndex.UNSEEN && means.centring().unseen() == UnseenGroupMean.ERROR) {
            throw unseen(means.centring(), group.label(), rowName.get());
        }
        for (int k = 0; k < values.length; k++) {
            double centre = means.centre(k, found);
            between[k] = means.between(k, centre);
            within[k] = values[k] - centre;
            if (Double.isInfinite(within[k])) {
                throw means.infinite(k, rowName.get(), values[k]);
            }
        }
        rows++;
    }

    /** Returns the group mean for the column at this position among those that are split, NaN where missing. */
    public double between(int column) {
        return between[column];
    }

    /** Returns the deviation from the group mean, NaN where missing. */
    public double within(int column) {
        return within[column];
    }

    /** Returns what a user should hear about the rows so far. */
    public CentringSummary summary() {
        return CentringSummary.of(means.centring(), rows, withoutGroup, unseen);
    }

    /** Returns the error for a row of a group without mean. */
    static DataException unseen(GroupCentring centring, String label, String row) {
        return new DataException("Row " + row + ": " + centring.groupName() + " is \"" + label
                + "\", for which there is no group mean: leave the row out, or choose missing values or the grand mean for unseen"
                + " groups.");
    }
}
