package org.multilevel.data.groups;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;

/**
 * The means of numeric columns in every group, and rows split by them; immutable, made by {@link GroupCentring}.
 *
 * <p>Groups are found by their labels, so the means of one table serve to split another. A group that has rows but no value in a
 * column has no mean there, and its rows get missing values for that column.
 */
public final class GroupMeans {
    private final GroupCentring centring;
    private final GroupIndex index;
    /** By column, then group. */
    private final double[][] means;

    private final double[] grandMeans;

    private GroupMeans(GroupCentring centring, Data data) {
        this.centring = centring;
        this.index = new GroupIndex(centring.groups().size());
        this.means = data.means();
        this.grandMeans = data.grandMeans();
        data.levels().forEach(index::add);
    }

    /**
     * What a host saves of group means beside the {@link GroupCentring}.
     *
     * @param levels for each group its labels, one for each group column
     * @param means for each column the means by group, NaN where a group has no value
     * @param grandMeans for each column the mean of all rows that have a group, NaN where there are none
     */
    public record Data(List<List<String>> levels, double[][] means, double[] grandMeans) {

        /** Copies the list of levels. */
        public Data {
            levels = levels.stream().map(List::copyOf).toList();
        }

        private boolean fits(GroupCentring centring) {
            int columns = centring.columns().size();
            return means.length == columns
                    && grandMeans.length == columns
                    && Arrays.stream(means).allMatch(column -> column.length == levels.size())
                    && levels.stream()
                            .allMatch(
                                    labels -> labels.size() == centring.groups().size());
        }
    }

    /**
     * Returns the means that a host has saved.
     *
     * @throws DataException if the parts do not fit together
     */
    public static GroupMeans of(GroupCentring centring, Data data) {
        if (!data.fits(centring)) {
            throw contradiction(centring);
        }
        GroupMeans restored = new GroupMeans(centring, data);
        if (restored.groups() != data.levels().size()) {
            throw contradiction(centring);
        }
        return restored;
    }

    private static DataException contradiction(GroupCentring centring) {
        return new DataException("The saved group means of " + centring.groupName()
                + " contradict themselves: compute them anew from the table.");
    }

    /** Returns what was asked for. */
    public GroupCentring centring() {
        return centring;
    }

    /** Returns what a host saves; the arrays are the ones used here. */
    public Data data() {
        return new Data(IntStream.range(0, groups()).mapToObj(this::levels).toList(), means, grandMeans);
    }

    /** Returns how many groups there are; they are numbered in the order in which they were met. */
    public int groups() {
        return index.size();
    }

    /** Returns the labels of a group, one for each group column. */
    public List<String> levels(int group) {
        return index.labels(group);
    }

    /** Returns the mean of a column, by its position among those that are split, in a group; NaN if it has no value there. */
    public double mean(int column, int group) {
        return means[column][group];
    }

    /** Returns the mean of a column over all rows that have a group; NaN if there is no value. */
    public double grandMean(int column) {
        return grandMeans[column];
    }

    /** Returns what splits rows that a host hands over one by one. */
    public RowCentring rows() {
        return new RowCentring(this);
    }

    /**
     * Splits the rows of a table, which may be another than the one that the means are from.
     *
     * @param consumer gets the rows in order; what it gets is reused
     * @return what a user should hear about it
     * @throws DataException if the columns are not as needed, a value is infinite, or a group is unseen and that is an error
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public CentringSummary centre(Table table, Progress progress, Consumer<CentredRows> consumer) {
        centring.check(table.columns());
        CentredRows rows = new CentredRows(this, table);
        table.scan(centring.wanted(), progress, batch -> consumer.accept(rows.read(batch)));
        return rows.summary().withNotes(table.notes(centring.wanted()));
    }

    GroupIndex index() {
        return index;
    }

    /** Returns the mean from which the values of a group deviate, NaN where there is none. */
    double centre(int column, int group) {
        if (group >= 0) {
            return mean(column, group);
        }
        return group == LevelIndex.UNSEEN && centring.unseen() == UnseenGroupMean.GRAND_MEAN
                ? grandMean(column)
                : Double.NaN;
    }

    /** Returns <i>between</i> for a mean. */
    double between(int column, double centre) {
        return centring.lessGrandMean() ? centre - grandMean(column) : centre;
    }

    /** Returns the error for a value that has no mean or deviation. */
    DataException infinite(int column, String row, double value) {
        return infinite(centring.columns().get(column), row, value);
    }

    /** Returns the error for a value that has no mean or deviation. */
    static DataException infinite(String column, String row, double value) {
        return new DataException(
                Double.isInfinite(value)
                        ? Labels.infinite(column, row)
                        : "Row " + row + " of column " + Labels.quoted(column) + " has the value " + value
                                + ", which is too large for a mean: correct it, or make it missing.");
    }
}
