package org.multilevel.result;

import java.util.List;

/**
 * The name and columns of a {@link ResultTable}, known before there is anything to put into it.
 *
 * @param name such as {@code fixed_effects}, fit for a file name
 * @param columns the columns from left to right
 */
public record TableSchema(String name, List<ColumnSchema> columns) {

    /** Copies the columns. */
    public TableSchema {
        columns = List.copyOf(columns);
    }

    /** Returns the table of these columns that has no rows. */
    public ResultTable empty() {
        return new ResultTable(
                name,
                columns.stream()
                        .map(column -> switch (column.kind()) {
                            case TEXT -> (ResultColumn) new ResultColumn.Text(column.name(), row -> "");
                            case REAL -> new ResultColumn.Real(column.name(), row -> Double.NaN);
                            case WHOLE -> new ResultColumn.Whole(column.name(), row -> 0);
                        })
                        .toList(),
                0);
    }

    /** Returns the columns' names from left to right. */
    public List<String> columnNames() {
        return columns.stream().map(ColumnSchema::name).toList();
    }
}
