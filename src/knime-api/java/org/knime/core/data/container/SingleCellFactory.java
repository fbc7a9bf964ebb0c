package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;

/** Makes the cells of one column; a stand-in with the signatures of KNIME's. */
public abstract class SingleCellFactory extends AbstractCellFactory {
    public SingleCellFactory(DataColumnSpec newColSpec) {
        super(newColSpec);
    }

    public SingleCellFactory(boolean processConcurrently, DataColumnSpec newColSpec) {
        super(processConcurrently, newColSpec);
    }

    @Override
    public DataCell[] getCells(DataRow row, long rowIndex) {
        return new DataCell[] {getCell(row, rowIndex)};
    }

    public DataCell getCell(DataRow row) {
        return getCell(row, -1);
    }

    public DataCell getCell(DataRow row, long rowIndex) {
        return getCell(row);
    }
}
