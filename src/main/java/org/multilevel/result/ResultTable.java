package org.multilevel.result;

import java.util.List;
import java.util.Optional;

/**
 * A named table of results with typed columns, as every host shows it.
 *
 * <p>Cells are computed when asked for, so a table with a row per group costs nothing until it is written.
 *
 * @param name such as {@code fixed_effects}, fit for a file name
 * @param columns the columns from left to right
 * @param rowCount number of rows; rows are numbered from 0
 */
public record ResultTable(String name, List<ResultColumn> columns, int rowCount) {

    /** Copies the columns. */
    public ResultTable {
        columns = List.copyOf(columns);
    }

    /** Returns name and columns without the cells. */
    public TableSchema schema() {
        return new TableSchema(name, columns.stream().map(ResultColumn::schema).toList());
    }

    /** Returns this table with the columns that a schema has and no others: what was known of it before there was a model. */
    public ResultTable shapedAs(TableSchema schema) {
        return new ResultTable(
                name,
                columns.stream()
                        .filter(column -> schema.columnNames().contains(column.name()))
                        .toList(),
                rowCount);
    }

    /** Returns the column of that name, if there is one. */
    public Optional<ResultColumn> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** Returns a cell as text in full precision; empty where there is no value. */
    public String text(int row, int column) {
        return columns.get(column).text(row);
    }
}
