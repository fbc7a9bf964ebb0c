package org.multilevel.data.description;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.levels.GroupLevels;

/** What a {@link DescriptionRequest} finds in a table; immutable. */
public final class Description {
    private final Parts parts;
    private final int[] order;

    /** What it is made of; groups are numbered here as they were met. */
    record Parts(
            long rows,
            List<String> groupColumns,
            List<String> numbers,
            List<ColumnFacts> columns,
            List<LevelCount> levels,
            Optional<GroupCounts> groups,
            List<Variation> variations,
            List<Correlation> correlations,
            GroupRows groupRows,
            List<String> notes) {}

    /** What is known of every group. */
    interface GroupRows {
        /** Returns the labels of a group, one for each group column. */
        List<String> labels(int group);

        /** Returns how many rows a group has. */
        long rows(int group);

        /** Returns the mean of a numeric column, by its position, in a group. */
        double mean(int column, int group);
    }

    Description(Parts parts, int[] order) {
        this.parts = parts;
        this.order = order;
    }

    /** Returns how many rows the table has. */
    public long rows() {
        return parts.rows();
    }

    /** Returns the group columns, none where there are no groups. */
    public List<String> groupColumns() {
        return parts.groupColumns();
    }

    /** Returns one name for the group columns, empty where there are none. */
    public String groupName() {
        return GroupLevels.join(parts.groupColumns());
    }

    /** Returns the numeric columns that are described, in the order of the table. */
    public List<String> numbers() {
        return parts.numbers();
    }

    /** Returns what is said of each column: of the group columns, then of the others in the order of the table. */
    public List<ColumnFacts> columns() {
        return parts.columns();
    }

    /** Returns the levels of the categorical columns, column by column. */
    public List<LevelCount> levels() {
        return parts.levels();
    }

    /** Returns how large groups are, where there are any. */
    public Optional<GroupCounts> groups() {
        return parts.groups();
    }

    /** Returns how each column varies by group, in the order of the table; nothing without groups. */
    public List<Variation> variations() {
        return parts.variations();
    }

    /** Returns the correlations of each pair of numeric columns, in the order of the table. */
    public List<Correlation> correlations() {
        return parts.correlations();
    }

    /** Returns what somebody should know about how the table was read, as sentences; what a column is called stands with the column. */
    public List<String> notes() {
        return parts.notes();
    }

    /** Returns how many groups there are; they are numbered from 0 in the order of their labels, numbers by size. */
    public int groupCount() {
        return order.length;
    }

    /** Returns the labels of a group, one for each group column. */
    public List<String> groupLabels(int group) {
        return parts.groupRows().labels(order[group]);
    }

    /** Returns how many rows a group has. */
    public long groupRows(int group) {
        return parts.groupRows().rows(order[group]);
    }

    /** Returns the mean of a numeric column, by its position in {@link #numbers}, in a group; NaN where it has no value there. */
    public double groupMean(int column, int group) {
        return parts.groupRows().mean(column, order[group]);
    }
}
