package org.multilevel.knime.learner;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
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

    /** What is told of a row. */
    private record Told(String title, ToDouble value) {}

    /** Reads a number of row i. */
    private interface ToDouble {
        double of(FittedRows rows, int i);
    }

    private static final List<Told> LINEAR =
            List.of(new Told("Fitted", FittedRows::fitted), new Told("Residual", FittedRows::residual));

    private static final List<Told> GENERALISED = List.of(
            new Told("Fitted", FittedRows::fitted),
            new Told("Residual", FittedRows::residual),
            new Told("Linear predictor", FittedRows::linearPredictor),
            new Told("Pearson residual", FittedRows::pearsonResidual),
            new Told("Deviance residual", FittedRows::devianceResidual));

    /** Returns the spec: the input with two columns more. */
    static DataTableSpec spec(DataTableSpec table, String response) {
        return spec(table, response, LINEAR);
    }

    /** Returns the spec for a generalised model: the input with five columns more. */
    static DataTableSpec generalisedSpec(DataTableSpec table, String response) {
        return spec(table, response, GENERALISED);
    }

    private static DataTableSpec spec(DataTableSpec table, String response, List<Told> told) {
        AppendedColumns columns = AppendedColumns.to(table);
        told.forEach(each -> columns.add(each.title() + " (" + response + ")", DoubleCell.TYPE));
        return columns.spec();
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
        List<Told> told = model.generalised().isPresent() ? GENERALISED : LINEAR;
        DataTableSpec all = spec(rows.getDataTableSpec(), response, told);
        int before = rows.getDataTableSpec().getNumColumns();
        BufferedDataContainer container =
                context.createDataContainer(new DataTableSpec(IntStream.range(before, all.getNumColumns())
                        .mapToObj(all::getColumnSpec)
                        .toArray(DataColumnSpec[]::new)));
        try (Writer writer = new Writer(rows, told, container)) {
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
        private final List<Told> told;
        private final BufferedDataContainer target;
        private long position;

        Writer(BufferedDataTable rows, List<Told> told, BufferedDataContainer target) {
            this.told = told;
            this.rows = rows.filter(TableFilter.materializeCols()).iterator();
            this.target = target;
        }

        @Override
        public void accept(FittedRows fitted) {
            for (int i = 0; i < fitted.size(); i++) {
                while (position < fitted.row(i)) {
                    write(each -> DataType.getMissingCell());
                }
                int row = i;
                write(each -> KnimeCells.of(each.value().of(fitted, row)));
            }
        }

        void finish() {
            while (rows.hasNext()) {
                write(each -> DataType.getMissingCell());
            }
        }

        private void write(Function<Told, DataCell> cell) {
            RowKey key = rows.next().getKey();
            target.addRowToTable(new DefaultRow(key, told.stream().map(cell).toArray(DataCell[]::new)));
            position++;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
