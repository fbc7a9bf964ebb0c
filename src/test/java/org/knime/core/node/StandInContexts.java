package org.knime.core.node;

import java.util.Collections;
import java.util.Iterator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;

/** Makes the contexts and tables of the stand-in, whose constructors are not public. */
public final class StandInContexts {
    private StandInContexts() {}

    /** Returns a context that keeps the rows of the tables made in it. */
    public static ExecutionContext of(NodeProgressMonitor monitor) {
        return new ExecutionContext(monitor);
    }

    /** Returns a context whose tables only count their rows: for tables larger than memory. */
    public static ExecutionContext counting(NodeProgressMonitor monitor) {
        return new Counting(monitor);
    }

    /** Returns a table over rows that are made anew whenever they are read. */
    public static BufferedDataTable table(DataTableSpec spec, long size, Iterable<DataRow> rows) {
        return new BufferedDataTable(spec, size, rows);
    }

    private static final class Counting extends ExecutionContext {
        Counting(NodeProgressMonitor monitor) {
            super(monitor);
        }

        @Override
        public BufferedDataContainer createDataContainer(DataTableSpec spec) {
            return new CountingContainer(spec);
        }

        @Override
        ExecutionContext with(NodeProgressMonitor monitor) {
            return new Counting(monitor);
        }
    }

    private static final class CountingContainer extends BufferedDataContainer {
        private final DataTableSpec spec;
        private long rows;

        CountingContainer(DataTableSpec spec) {
            super(spec);
            this.spec = spec;
        }

        @Override
        public void addRowToTable(DataRow row) {
            if (row.getNumCells() != spec.getNumColumns()) {
                throw new IllegalArgumentException("Row \"" + row.getKey() + "\" has " + row.getNumCells() + " cells");
            }
            rows++;
        }

        @Override
        public long size() {
            return rows;
        }

        @Override
        public BufferedDataTable getTable() {
            return new BufferedDataTable(spec, rows, CountingContainer::noRows);
        }

        private static Iterator<DataRow> noRows() {
            return Collections.emptyIterator();
        }
    }
}
