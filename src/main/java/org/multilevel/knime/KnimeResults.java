package org.multilevel.knime;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.multilevel.result.ColumnSchema;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import org.multilevel.result.TableSchema;

/** Makes KNIME tables of result tables: the spec from the schema alone, so that it is known before anything is computed. */
public final class KnimeResults {
    /** Often enough for somebody who waits after asking to stop. */
    private static final int ROWS_BETWEEN_CHECKS = 1024;

    private KnimeResults() {}

    /** Returns the spec of a result table. */
    public static DataTableSpec spec(TableSchema schema) {
        DataColumnSpec[] columns = schema.columns().stream()
                .map(column -> new DataColumnSpecCreator(column.name(), type(column)).createSpec())
                .toArray(DataColumnSpec[]::new);
        return new DataTableSpecCreator()
                .setName(schema.name())
                .addColumns(columns)
                .createSpec();
    }

    private static DataType type(ColumnSchema column) {
        return switch (column.kind()) {
            case TEXT -> StringCell.TYPE;
            case REAL -> DoubleCell.TYPE;
            case WHOLE -> LongCell.TYPE;
        };
    }

    /**
     * Writes a result table, with row IDs that say what the rows are about, and missing cells where there is no value.
     *
     * @throws CanceledExecutionException if the user has asked to stop
     */
    public static BufferedDataTable table(ResultTable result, ExecutionContext context)
            throws CanceledExecutionException {
        BufferedDataContainer container = context.createDataContainer(spec(result.schema()));
        RowNames names = RowNames.of(result);
        try {
            for (int i = 0; i < result.rowCount(); i++) {
                if (i % ROWS_BETWEEN_CHECKS == 0) {
                    context.checkCanceled();
                }
                container.addRowToTable(new DefaultRow(new RowKey(names.next(i)), cells(result, i)));
            }
        } finally {
            container.close();
        }
        return container.getTable();
    }

    private static DataCell[] cells(ResultTable result, int row) {
        return result.columns().stream().map(column -> cell(column, row)).toArray(DataCell[]::new);
    }

    private static DataCell cell(ResultColumn column, int row) {
        if (column instanceof ResultColumn.Real real) {
            return KnimeCells.of(real.cells().applyAsDouble(row));
        }
        if (column instanceof ResultColumn.Whole whole) {
            return new LongCell(whole.cells().applyAsLong(row));
        }
        return KnimeCells.of(column.text(row));
    }
}
