package org.multilevel.knime.learner;

import java.util.function.Consumer;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.knime.AppendedColumns;
import org.multilevel.knime.KnimeCells;
import org.multilevel.model.FittedRows;
import org.multilevel.model.MixedModel;

/** The learner's own rows with their fitted values and residuals; no row is held, and the input's cells are not copied. */
final class FittedTable {
    private FittedTable() {}

    /** Returns the spec: the input with two columns more. */
    static DataTableSpec spec(DataTableSpec table, String response) {
        return columns(table, response).spec();
    }

    private static AppendedColumns columns(DataTableSpec table, String response) {
        return AppendedColumns.to(table)
                .add("Fitted (" + response + ")", DoubleCell.TYPE)
                .add("Residual (" + response + ")", DoubleCell.TYPE);
    }

    /**
     * Reads the rows once more; those that the fit did not use get missing values.
     *
     * @param response the response as results have it
     * @param read the columns of the model in the same rows
     * @throws CanceledExecutionException if the user has asked to stop
     */
    static BufferedDataTable of(
            MixedModel model,
            String response,
            Table read,
            BufferedDataTable rows,
            Progress progress,
            ExecutionContext context)
            throws CanceledExecutionException {
        DataTableSpec all = spec(rows.getDataTableSpec(), response);
        int before = rows.getDataTableSpec().getNumColumns();
        BufferedDataContainer container = context.createDataContainer(
                new DataTableSpec(all.getColumnSpec(before), all.getColumnSpec(before + 1)));
        try (Writer writer = new Writer(rows, container)) {
            model.fitted(read, progress, writer);
            writer.finish();
        } finally {
            container.close();
        }
        return context.createJoinedTable(rows, container.getTable(), context);
    }

    /** Writes the rows in the table's order, beside its row IDs. */
    private static final class Writer implements Consumer<FittedRows>, AutoCloseable {
        private final CloseableRowIterator rows;
        private final BufferedDataContainer target;
        private long position;

        Writer(BufferedDataTable rows, BufferedDataContainer target) {
            this.rows = rows.filter(TableFilter.materializeCols()).iterator();
            this.target = target;
        }

        @Override
        public void accept(FittedRows fitted) {
            for (int i = 0; i < fitted.size(); i++) {
                while (position < fitted.row(i)) {
                    write(DataType.getMissingCell(), DataType.getMissingCell());
                }
                write(KnimeCells.of(fitted.fitted(i)), KnimeCells.of(fitted.residual(i)));
            }
        }

        void finish() {
            while (rows.hasNext()) {
                write(DataType.getMissingCell(), DataType.getMissingCell());
            }
        }

        private void write(DataCell fitted, DataCell residual) {
            RowKey key = rows.next().getKey();
            target.addRowToTable(new DefaultRow(key, fitted, residual));
            position++;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
