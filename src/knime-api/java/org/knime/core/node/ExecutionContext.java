package org.knime.core.node;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.container.CellFactory;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.ColumnRearrangerUtils;
import org.knime.core.data.container.ColumnRearrangerUtils.RearrangedColumn;
import org.knime.core.data.container.DataContainerSettings;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.streamable.StreamableFunction;

/** What a node executes in: it makes tables and takes progress; a stand-in with the signatures of KNIME's. */
public class ExecutionContext extends ExecutionMonitor {
    ExecutionContext(NodeProgressMonitor progMon) {
        super(progMon);
    }

    public BufferedDataTable createBufferedDataTable(DataTable table, ExecutionMonitor subProgressMon)
            throws CanceledExecutionException {
        BufferedDataContainer container = createDataContainer(table.getDataTableSpec());
        for (DataRow row : table) {
            subProgressMon.checkCanceled();
            container.addRowToTable(row);
        }
        container.close();
        return container.getTable();
    }

    public BufferedDataContainer createDataContainer(DataTableSpec spec) {
        return new BufferedDataContainer(spec);
    }

    public BufferedDataContainer createDataContainer(DataTableSpec spec, boolean initDomain) {
        return createDataContainer(spec);
    }

    public BufferedDataContainer createDataContainer(DataTableSpec spec, DataContainerSettings settings) {
        return createDataContainer(spec);
    }

    public BufferedDataTable createColumnRearrangeTable(
            BufferedDataTable in, ColumnRearranger rearranger, ExecutionMonitor subProgressMon)
            throws CanceledExecutionException {
        StreamableFunction function = rearranger.createStreamableFunction();
        Optional<CellFactory> first = ColumnRearrangerUtils.extractRearrangedColumns(rearranger).stream()
                .filter(RearrangedColumn::isNewColumn)
                .map(RearrangedColumn::getCellFactory)
                .findFirst();
        BufferedDataContainer container = createDataContainer(rearranger.createSpec());
        long row = 0;
        for (DataRow each : in) {
            container.addRowToTable(computed(function, each, row++));
            if (first.isPresent()) {
                first.get().setProgress(row, in.size(), each.getKey(), subProgressMon);
            }
            subProgressMon.checkCanceled();
        }
        function.finish();
        container.close();
        BufferedDataTable made = container.getTable();
        return made.withSpec(withOldDomains(made.getSpec(), in.getSpec(), rearranger.createSpec()));
    }

    private static DataRow computed(StreamableFunction function, DataRow row, long index) {
        try {
            return function.compute(row, index);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Columns that come from the input keep its domains; only those of new columns are learned. */
    private static DataTableSpec withOldDomains(DataTableSpec made, DataTableSpec old, DataTableSpec wanted) {
        DataTableSpecCreator creator = new DataTableSpecCreator(made);
        for (int i = 0; i < made.getNumColumns(); i++) {
            DataColumnSpec column = wanted.getColumnSpec(i);
            DataColumnSpec before = old.getColumnSpec(column.getName());
            if (column.equals(before)) {
                creator.replaceColumn(i, before);
            }
        }
        return creator.createSpec();
    }

    public BufferedDataTable createJoinedTable(BufferedDataTable left, BufferedDataTable right, ExecutionMonitor exec)
            throws CanceledExecutionException {
        BufferedDataContainer container = createDataContainer(new DataTableSpec(left.getSpec(), right.getSpec()));
        Iterator<DataRow> others = right.iterator();
        for (DataRow row : left) {
            exec.checkCanceled();
            DataRow other = others.next();
            if (!row.getKey().equals(other.getKey())) {
                throw new IllegalArgumentException("Tables contain different row IDs: " + row.getKey());
            }
            List<DataCell> cells = new ArrayList<>();
            row.forEach(cells::add);
            other.forEach(cells::add);
            container.addRowToTable(new DefaultRow(row.getKey(), cells.toArray(DataCell[]::new)));
        }
        container.close();
        return container.getTable();
    }

    public BufferedDataTable createSpecReplacerTable(BufferedDataTable in, DataTableSpec newSpec) {
        return in.withSpec(newSpec);
    }

    public BufferedDataTable createVoidTable(DataTableSpec spec) {
        BufferedDataContainer container = createDataContainer(spec);
        container.close();
        return container.getTable();
    }

    public ExecutionContext createSubExecutionContext(double maxProg) {
        return with(new SubProgressMonitor(getProgressMonitor(), maxProg, false));
    }

    public ExecutionContext createSilentSubExecutionContext(double maxProg) {
        return with(new SubProgressMonitor(getProgressMonitor(), maxProg, true));
    }

    /** The same context with another progress. */
    ExecutionContext with(NodeProgressMonitor progMon) {
        return new ExecutionContext(progMon);
    }
}
