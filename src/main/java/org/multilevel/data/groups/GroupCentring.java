package org.multilevel.data.groups;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Columns;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupLevels;
import org.multilevel.error.DataException;

/**
 * Splits numeric columns into what differs between groups and what differs within them.
 *
 * <p>A column x gives two: <i>between</i>, the mean of x in the row's group, and <i>within</i>, x less that mean. In a mixed
 * model they have a coefficient each, so that the effect of belonging to a group with a high x is not mixed up with that of
 * having a higher x than the others in one's group (Enders and Tofighi 2007, Psychological Methods 12(2)).
 *
 * <pre>{@code
 * GroupMeans means = GroupCentring.of(List.of("ses"), List.of("school")).fit(table, Progress.NONE);
 * means.centre(table, Progress.NONE, rows -> ...);
 * }</pre>
 *
 * <p>A missing value takes no part in its group's mean, and has no deviation. A row without a group has neither.
 *
 * @param columns the numeric columns to split
 * @param groups the column that says which group a row belongs to; of several columns, every combination is a group
 * @param unseen what a row gets whose group the means do not have
 * @param lessGrandMean whether the mean of all rows is subtracted from <i>between</i>
 */
public record GroupCentring(List<String> columns, List<String> groups, UnseenGroupMean unseen, boolean lessGrandMean) {

    /** Copies the lists. */
    public GroupCentring {
        columns = List.copyOf(columns);
        groups = List.copyOf(groups);
    }

    /** Returns the split of columns by groups, with missing values for unseen groups and plain group means. */
    public static GroupCentring of(List<String> columns, List<String> groups) {
        return new GroupCentring(columns, groups, UnseenGroupMean.MISSING, false);
    }

    /** Returns this with another choice for groups that the means do not have. */
    public GroupCentring withUnseenGroups(UnseenGroupMean choice) {
        return new GroupCentring(columns, groups, choice, lessGrandMean);
    }

    /** Returns this with group means, or with their differences from the mean of all rows that have a group. */
    public GroupCentring withGrandMeanSubtracted(boolean subtracted) {
        return new GroupCentring(columns, groups, unseen, subtracted);
    }

    /** Returns the name of the column of group means, which a host makes unique in its table. */
    public static String betweenName(String column) {
        return column + "_between";
    }

    /** Returns the name of the column of deviations from group means, which a host makes unique in its table. */
    public static String withinName(String column) {
        return column + "_within";
    }

    /** Returns the name of the column of deviations from the mean of all rows, which a host makes unique in its table. */
    public static String centredName(String column) {
        return column + "_centred";
    }

    /**
     * Checks that a table with these columns can be split.
     *
     * @throws DataException with the sentence for the first thing that is wrong
     */
    public void check(List<Column> available) {
        if (groups.isEmpty()) {
            throw new DataException(
                    "No group column is chosen: choose the column that says which group a row belongs to.");
        }
        if (columns.isEmpty()) {
            throw new DataException("No column to centre is chosen: choose at least one numeric column.");
        }
        int[] positions = Columns.positions(available, wanted(), "the table");
        checkNames();
        for (int k = 0; k < columns.size(); k++) {
            if (available.get(positions[groups.size() + k]).type() != ColumnType.NUMERIC) {
                throw new DataException("Column \"" + columns.get(k)
                        + "\" is categorical and has no mean: choose numeric columns to" + " centre.");
            }
        }
    }

    /**
     * Checks what is wrong whatever the table is.
     *
     * @throws DataException if a column is named twice
     */
    public void checkNames() {
        Set<String> names = new HashSet<>();
        for (String group : groups) {
            if (!names.add(group)) {
                throw new DataException("Column \"" + group + "\" is named twice as a group column: name it once.");
            }
        }
        Set<String> centred = new HashSet<>();
        for (String name : columns) {
            if (names.contains(name)) {
                throw new DataException("Column \"" + name
                        + "\" is both a group column and a column to centre: choose it for" + " one of the two.");
            }
            if (!centred.add(name)) {
                throw new DataException("Column \"" + name + "\" is named twice as a column to centre: name it once.");
            }
        }
    }

    /**
     * Reads a table once and returns its group means; holds numbers per group, not per row.
     *
     * @throws DataException if the columns are not as needed, or a value is infinite
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public GroupMeans fit(Table table, Progress progress) {
        return sums(table, progress).means();
    }

    /**
     * Reads a part of a larger table; the sums of all parts, merged, give the means of the whole.
     *
     * @throws DataException if the columns are not as needed, or a value is infinite
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public GroupSums sums(Table table, Progress progress) {
        check(table.columns());
        GroupSums sums = new GroupSums(this);
        sums.add(table, progress);
        return sums;
    }

    /** Returns the columns that a scan needs: the group columns, then those to split. */
    List<String> wanted() {
        return Stream.concat(groups.stream(), columns.stream()).toList();
    }

    /** Returns one name for the group columns. */
    String groupName() {
        return GroupLevels.join(groups);
    }
}
