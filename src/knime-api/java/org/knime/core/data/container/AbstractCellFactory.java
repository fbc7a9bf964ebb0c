package org.knime.core.data.container;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.RowKey;
import org.knime.core.node.ExecutionMonitor;

/** Makes the cells of known columns; a stand-in with the signatures of KNIME's. */
public abstract class AbstractCellFactory implements CellFactory {
    private final DataColumnSpec[] columns;
    private boolean parallel;

    public AbstractCellFactory(DataColumnSpec... colSpecs) {
        this(false, colSpecs);
    }

    public AbstractCellFactory(boolean processConcurrently, DataColumnSpec... colSpecs) {
        columns = colSpecs.clone();
        parallel = processConcurrently;
    }

    public final void setParallelProcessing(boolean value) {
        parallel = value;
    }

    public final boolean isParallelProcessing() {
        return parallel;
    }

    @Override
    public DataColumnSpec[] getColumnSpecs() {
        return columns.clone();
    }

    public void afterProcessing() {}

    @Deprecated
    @Override
    public void setProgress(int curRowNr, int rowCount, RowKey lastKey, ExecutionMonitor exec) {
        setProgress((long) curRowNr, rowCount, lastKey, exec);
    }

    @Override
    public void setProgress(long curRowNr, long rowCount, RowKey lastKey, ExecutionMonitor exec) {
        exec.setProgress(curRowNr / (double) rowCount, () -> "Calculated row " + curRowNr + "/" + rowCount);
    }
}
