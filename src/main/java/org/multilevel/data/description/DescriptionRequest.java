package org.multilevel.data.description;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Columns;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;

/**
 * Which columns of a table are to be described, and by which groups.
 *
 * <pre>{@code
 * Description described = DescriptionRequest.of("school").describe(table, Progress.NONE);
 * }</pre>
 *
 * @param columns the columns to describe; none means all but the group columns
 * @param groups the column that says which group a row belongs to; of several columns, every combination is a group; none for a
 *     description without groups
 */
public record DescriptionRequest(List<String> columns, List<String> groups) {

    /** Copies the lists. */
    public DescriptionRequest {
        columns = List.copyOf(columns);
        groups = List.copyOf(groups);
    }

    /** Returns the request for all columns, by the groups of some columns or, without any, without groups. */
    public static DescriptionRequest of(String... groups) {
        return new DescriptionRequest(List.of(), List.of(groups));
    }

    /** Returns this for some columns only. */
    public DescriptionRequest withColumns(String... chosen) {
        return new DescriptionRequest(List.of(chosen), groups);
    }

    /**
     * Checks that a table with these columns can be described so.
     *
     * @throws DataException with the sentence for the first thing that is wrong
     */
    public void check(List<Column> available) {
        Columns.positions(
                available, Stream.concat(groups.stream(), columns.stream()).toList(), "the table");
        checkNames();
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
        Set<String> described = new HashSet<>();
        for (String column : columns) {
            if (names.contains(column)) {
                throw new DataException("Column \"" + column
                        + "\" is both a group column and a column to describe: choose it for one of the two.");
            }
            if (!described.add(column)) {
                throw new DataException(
                        "Column \"" + column + "\" is named twice as a column to describe: name it once.");
            }
        }
    }

    /**
     * Describes a table. It is read twice, and up to five times where there are many rows; what is held are numbers per group and per
     * level, never the rows.
     *
     * @throws DataException if the columns are not as needed, or a value is infinite
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Description describe(Table table, Progress progress) {
        check(table.columns());
        return new DescriptionScan(this, table).run(progress);
    }

    /** Returns the numeric columns that are described, in the order of the table. */
    public List<String> numbers(List<Column> available) {
        return described(available, ColumnType.NUMERIC);
    }

    /** Returns the categorical columns that are described, in the order of the table. */
    List<String> categories(List<Column> available) {
        return described(available, ColumnType.CATEGORICAL);
    }

    private List<String> described(List<Column> available, ColumnType type) {
        return available.stream()
                .filter(column -> column.type() == type)
                .map(Column::name)
                .filter(name -> !groups.contains(name))
                .filter(name -> columns.isEmpty() || columns.contains(name))
                .toList();
    }
}
