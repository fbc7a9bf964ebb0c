package org.multilevel.knime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.AbstractCellFactory;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.streamable.RowInput;
import org.knime.core.node.streamable.RowOutput;
import org.knime.core.node.streamable.StreamableFunction;

/**
 * Columns that a node appends to its table, computed row by row: their names, made unique, are known before there are rows; then
 * row keys, order and all other columns stay as they are, and no row is held.
 */
public final class AppendedColumns {
    private final DataTableSpec table;
    private final List<DataColumnSpec> columns = new ArrayList<>();
    private DataTableSpec taken;

    private AppendedColumns(DataTableSpec table) {
        this.table = table;
        this.taken = table;
    }

    /** Computes the cells of one row after another, in the order of the table. */
    @FunctionalInterface
    public interface RowCells {
        /**
         * Returns the cells of a row, one for each appended column.
         *
         * @param position the 0-based position of the row in the table
         */
        DataCell[] of(DataRow row, long position);
    }

    /** Starts with no columns. */
    public static AppendedColumns to(DataTableSpec table) {
        return new AppendedColumns(table);
    }

    /** Adds a column, whose name gets a number if the table has it already. */
    public AppendedColumns add(String name, DataType type) {
        return add(new DataColumnSpecCreator(unique(name), type).createSpec());
    }

    /** Adds a column of labels, which its domain lists; its name gets a number if the table has it already. */
    public AppendedColumns add(String name, List<String> labels) {
        DataColumnSpecCreator creator = new DataColumnSpecCreator(unique(name), StringCell.TYPE);
        creator.setDomain(
                new DataColumnDomainCreator(labels.stream().map(StringCell::new).toArray(DataCell[]::new))
                        .createDomain());
        return add(creator.createSpec());
    }

    private String unique(String name) {
        return DataTableSpec.getUniqueColumnName(taken, name);
    }

    private AppendedColumns add(DataColumnSpec column) {
        columns.add(column);
        taken = new DataTableSpec(taken, new DataTableSpec(column));
        return this;
    }

    /** Returns how many columns have been added. */
    public int size() {
        return columns.size();
    }

    /** Returns the spec of the table with the columns. */
    public DataTableSpec spec() {
        return rearranger(new Factory(columns, "", (row, position) -> new DataCell[0]))
                .createSpec();
    }

    /**
     * Appends the columns.
     *
     * @param activity what the node is doing, such as {@code predicting rows}
     * @param monitor shows how it goes
     * @throws CanceledExecutionException if the user has asked to stop
     */
    public BufferedDataTable append(
            BufferedDataTable rows, String activity, RowCells cells, ExecutionContext context, ExecutionMonitor monitor)
            throws CanceledExecutionException {
        Factory factory = new Factory(columns, activity, cells);
        try {
            return context.createColumnRearrangeTable(rows, rearranger(factory), monitor);
        } catch (RuntimeException e) {
            // Some of KNIME's tables wrap what stops them, be it the user or a row that cannot be used.
            context.checkCanceled();
            throw factory.problem().orElse(e);
        }
    }

    /**
     * Appends the columns to rows that come one by one, and hands each on before the next.
     *
     * @param activity what the node is doing, such as {@code predicting rows}
     * @throws KNIMEException with the reason why a row cannot be used
     * @throws CanceledExecutionException if the user has asked to stop
     * @throws InterruptedException if a node before or after has failed
     */
    public void append(RowInput rows, RowOutput made, String activity, RowCells cells, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException, InterruptedException {
        Factory factory = new Factory(columns, activity, cells);
        StreamableFunction function = rearranger(factory).createStreamableFunction();
        long position = 0;
        for (DataRow row = rows.poll(); row != null; row = rows.poll()) {
            made.push(computed(function, factory, row, position));
            long done = ++position;
            context.setMessage(() -> activity + " (" + done + ")");
            context.checkCanceled();
        }
        rows.close();
        made.close();
    }

    private static DataRow computed(StreamableFunction function, Factory factory, DataRow row, long position)
            throws KNIMEException, CanceledExecutionException {
        return Sentences.executing(() -> {
            try {
                return function.compute(row, position);
            } catch (Exception e) {
                throw factory.problem().orElseGet(() -> new IllegalStateException(e));
            }
        });
    }

    private ColumnRearranger rearranger(Factory factory) {
        ColumnRearranger rearranger = new ColumnRearranger(table);
        if (!columns.isEmpty()) {
            rearranger.append(factory);
        }
        return rearranger;
    }

    /** Computes the cells and remembers why it could not. */
    private static final class Factory extends AbstractCellFactory {
        private final String activity;
        private final RowCells cells;
        private Optional<RuntimeException> problem = Optional.empty();

        Factory(List<DataColumnSpec> columns, String activity, RowCells cells) {
            super(columns.toArray(DataColumnSpec[]::new));
            this.activity = activity;
            this.cells = cells;
        }

        Optional<RuntimeException> problem() {
            return problem;
        }

        @Override
        public DataCell[] getCells(DataRow row, long position) {
            try {
                return cells.of(row, position);
            } catch (RuntimeException e) {
                problem = Optional.of(e);
                throw e;
            }
        }

        @Override
        public void setProgress(long row, long rows, RowKey key, ExecutionMonitor monitor) {
            monitor.setProgress(rows == 0 ? 1 : (double) row / rows, () -> activity + " (" + row + " of " + rows + ")");
        }
    }
}
