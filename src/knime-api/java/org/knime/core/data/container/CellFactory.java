package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.node.ExecutionMonitor;

/** Makes the cells of new columns from a row; a stand-in with the signatures of KNIME's. */
public interface CellFactory {
    default DataCell[] getCells(DataRow row) {
        return getCells(row, -1);
    }

    default DataCell[] getCells(DataRow row, long rowIndex) {
        return getCells(row);
    }

    DataColumnSpec[] getColumnSpecs();

    @Deprecated
    void setProgress(int curRowNr, int rowCount, RowKey lastKey, ExecutionMonitor exec);

    @SuppressWarnings("deprecation")
    default void setProgress(long curRowNr, long rowCount, RowKey lastKey, ExecutionMonitor exec) {
        setProgress((int) curRowNr, (int) rowCount, lastKey, exec);
    }
}
