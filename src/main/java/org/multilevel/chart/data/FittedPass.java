package org.multilevel.chart.data;

import java.util.Optional;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;
import org.multilevel.inference.Counts;
import org.multilevel.model.FittedCheck;
import org.multilevel.model.FittedRows;
import org.multilevel.model.MixedModel;

/**
 * Runs once through the rows that a model was fitted to, and shows of each its columns, its groups and how it was fitted.
 *
 * <p>It is the row at hand: whoever is called reads from it what is wanted.
 */
final class FittedPass {
    private final TappedTable table;
    private Optional<FittedRows> rows = Optional.empty();
    private int row;

    private FittedPass(Table table) {
        this.table = new TappedTable(table);
    }

    /**
     * Shows every row used to a consumer, in table order.
     *
     * @throws ChartException if these are not the rows that the model was fitted to
     * @throws org.multilevel.error.ModelException if it lacks a column of the model or has levels that the fit did not see
     * @throws org.multilevel.error.DataException if it cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    static void run(MixedModel model, Table table, Progress progress, Consumer<FittedPass> consumer) {
        FittedPass pass = new FittedPass(table);
        FittedCheck check = model.fitted(pass.table, progress, rows -> {
            pass.rows = Optional.of(rows);
            for (pass.row = 0; pass.row < rows.size(); pass.row++) {
                consumer.accept(pass);
            }
        });
        require(check);
    }

    /** Refuses other rows than those of the fit. */
    private static void require(FittedCheck check) {
        if (check.rows() != check.rowsOfFit()) {
            throw new ChartException("The model was fitted to " + Counts.of(check.rowsOfFit())
                    + " rows, but the table has " + Counts.of(check.rows())
                    + " that it can use: open the table that the model was fitted to.");
        }
        if (!check.holds()) {
            throw new ChartException(
                    "The table has as many rows as the one that the model was fitted to, but other values: open the"
                            + " table that the model was fitted to.");
        }
    }

    long row() {
        return rows().row(row);
    }

    double fitted() {
        return rows().fitted(row);
    }

    double response() {
        return rows().fitted(row) + rows().residual(row);
    }

    /**
     * Returns the residual as far as rows have one variance: multiplied by the root of the row's weight where there are weights, and the
     * Pearson residual of a generalised model.
     */
    double residual() {
        return rows().pearsonResidual(row);
    }

    /** Returns the variance that the model gives the response around its fitted value. */
    double variance() {
        return rows().variance(row);
    }

    /** Returns the row's weight or number of trials, 1 without any. */
    double weight() {
        return rows().weight(row);
    }

    /** Returns the number of the row's level; -1 for the factor -1, which is none. */
    int level(int factor) {
        return factor < 0 ? -1 : rows().level(row, factor);
    }

    /** Returns where a column that the model reads stands among those that {@link #number} and {@link #label} know. */
    int position(String column) {
        return table.position(column);
    }

    boolean isNumeric(String column) {
        return table.column(column).orElseThrow().type() == ColumnType.NUMERIC;
    }

    double number(int position) {
        return batch().numbers(position)[at()];
    }

    /** Returns the code of the row's label, -1 where missing. */
    int code(int position) {
        return batch().codes(position)[at()];
    }

    String label(int position) {
        return batch().levels(position).label(code(position));
    }

    private Batch batch() {
        return table.batch();
    }

    private int at() {
        return (int) (rows().row(row) - batch().firstRow());
    }

    private FittedRows rows() {
        return rows.orElseThrow();
    }
}
