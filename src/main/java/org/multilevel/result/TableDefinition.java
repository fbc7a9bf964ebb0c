package org.multilevel.result;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a table consists of, told once: the schema and the made table both come from here.
 *
 * @param <S> what the rows are made from, such as a list of tests
 */
final class TableDefinition<S> {
    private final String name;
    private final List<Column<S>> columns;

    private TableDefinition(String name, List<Column<S>> columns) {
        this.name = name;
        this.columns = columns;
    }

    /** Returns the definition of a table without columns. */
    static <S> TableDefinition<S> named(String name) {
        return new TableDefinition<>(name, List.of());
    }

    /** Returns this definition with one more column of texts. */
    TableDefinition<S> text(String column, TextCell<S> cell) {
        return with(new Column<>(
                new ColumnSchema(column, ColumnSchema.Kind.TEXT),
                source -> new ResultColumn.Text(column, row -> cell.of(source, row))));
    }

    /** Returns this definition with one more column of floating-point numbers. */
    TableDefinition<S> real(String column, RealCell<S> cell) {
        return with(new Column<>(
                new ColumnSchema(column, ColumnSchema.Kind.REAL),
                source -> new ResultColumn.Real(column, row -> cell.of(source, row))));
    }

    /** Returns this definition with one more column of whole numbers. */
    TableDefinition<S> whole(String column, WholeCell<S> cell) {
        return with(new Column<>(
                new ColumnSchema(column, ColumnSchema.Kind.WHOLE),
                source -> new ResultColumn.Whole(column, row -> cell.of(source, row))));
    }

    /** Returns name and columns. */
    TableSchema schema() {
        return new TableSchema(name, columns.stream().map(Column::schema).toList());
    }

    /** Returns the table of a source; its cells are computed when they are asked for. */
    ResultTable table(S source, int rowCount) {
        return new ResultTable(
                name, columns.stream().map(column -> column.filler().of(source)).toList(), rowCount);
    }

    private TableDefinition<S> with(Column<S> column) {
        return new TableDefinition<>(
                name, Stream.concat(columns.stream(), Stream.of(column)).toList());
    }

    private record Column<S>(ColumnSchema schema, Filler<S> filler) {}

    private interface Filler<S> {
        ResultColumn of(S source);
    }

    /** Gives the text of a row, empty where there is none. */
    interface TextCell<S> {
        String of(S source, int row);
    }

    /** Gives the number of a row, NaN where there is none. */
    interface RealCell<S> {
        double of(S source, int row);
    }

    /** Gives the whole number of a row. */
    interface WholeCell<S> {
        long of(S source, int row);
    }
}
