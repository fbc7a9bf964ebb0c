package org.multilevel.data.groups;

import org.multilevel.data.Batch;
import org.multilevel.data.Table;
import org.multilevel.data.levels.LevelIndex;

/** Consecutive rows of a table, split by group means; reused from batch to batch. */
public final class CentredRows {
    private final GroupMeans means;
    private final GroupColumns reader;
    private final int[] groups = new int[Batch.CAPACITY];
    /** By column, then row. */
    private final double[][] between;

    private final double[][] within;
    private final double[][] centred;
    private long firstRow;
    private int size;
    private long rows;
    private long withoutGroup;
    private long unseen;

    CentredRows(GroupMeans means, Table table) {
        GroupCentring centring = means.centring();
        this.means = means;
        this.reader = GroupColumns.finding(means.index(), GroupColumns.of(table, centring.groups()));
        this.between = new double[centring.columns().size()][Batch.CAPACITY];
        this.within = new double[centring.columns().size()][Batch.CAPACITY];
        this.centred = new double[centring.columns().size()][Batch.CAPACITY];
    }

    /** Returns the 0-based position in the table of the first of these rows. */
    public long firstRow() {
        return firstRow;
    }

    /** Returns how many rows these are. */
    public int size() {
        return size;
    }

    /** Returns the group means for the column at this position among those that are split, NaN where missing; one for each row. */
    public double[] between(int column) {
        return between[column];
    }

    /** Returns the deviations from the group means, NaN where missing; one for each row. */
    public double[] within(int column) {
        return within[column];
    }

    /** Returns the deviations from the mean of all rows that have a group, NaN where missing; one for each row. */
    public double[] centred(int column) {
        return centred[column];
    }

    CentredRows read(Batch batch) {
        firstRow = batch.firstRow();
        size = batch.size();
        reader.read(batch, groups);
        for (int i = 0; i < size; i++) {
            withoutGroup += groups[i] == LevelIndex.MISSING ? 1 : 0;
            if (groups[i] == LevelIndex.UNSEEN) {
                unseen++;
                if (means.centring().unseen() == UnseenGroupMean.ERROR) {
                    throw RowCentring.unseen(means.centring(), reader.label(batch, i), batch.rowName(i));
                }
            }
        }
        for (int k = 0; k < between.length; k++) {
            double[] values = batch.numbers(means.centring().groups().size() + k);
            for (int i = 0; i < size; i++) {
                double centre = means.centre(k, groups[i]);
                between[k][i] = means.between(k, centre);
                within[k][i] = values[i] - centre;
                centred[k][i] = values[i] - means.grandMean(k);
                if (Double.isInfinite(within[k][i])) {
                    throw means.infinite(k, batch.rowName(i), values[i]);
                }
            }
        }
        rows += size;
        return this;
    }

    CentringSummary summary() {
        return CentringSummary.of(means.centring(), rows, withoutGroup, unseen);
    }
}
