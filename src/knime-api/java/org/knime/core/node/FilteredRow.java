package org.knime.core.node;

import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;

/** A row of which only some cells were asked for: as in KNIME, the others cannot be read. Only the stand-in has it. */
record FilteredRow(DataRow row, Set<Integer> wanted) implements DataRow {
    @Override
    public int getNumCells() {
        return row.getNumCells();
    }

    @Override
    public RowKey getKey() {
        return row.getKey();
    }

    @Override
    public DataCell getCell(int index) {
        if (!wanted.contains(index)) {
            throw new IllegalStateException("Cell " + index + " is not among the wanted ones: " + wanted);
        }
        return row.getCell(index);
    }

    @Override
    public Iterator<DataCell> iterator() {
        return IntStream.range(0, getNumCells()).mapToObj(this::getCell).iterator();
    }
}
