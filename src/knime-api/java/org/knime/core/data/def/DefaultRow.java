package org.knime.core.data.def;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;

/** A row that holds its cells; a stand-in with the signatures of KNIME's. */
public class DefaultRow implements DataRow {
    private final RowKey key;
    private final List<DataCell> cells;

    public DefaultRow(RowKey rowKey, DataCell... row) {
        this(rowKey, Arrays.asList(row));
    }

    public DefaultRow(String rowId, DataCell... row) {
        this(new RowKey(rowId), row);
    }

    public DefaultRow(String rowId, List<DataCell> row) {
        this(new RowKey(rowId), row);
    }

    public DefaultRow(RowKey rowKey, List<DataCell> row) {
        key = Objects.requireNonNull(rowKey);
        cells = List.copyOf(row);
    }

    public DefaultRow(String rowId, double... row) {
        this(rowId, Arrays.stream(row).<DataCell>mapToObj(DoubleCell::new).toList());
    }

    public DefaultRow(String rowId, int... row) {
        this(rowId, Arrays.stream(row).<DataCell>mapToObj(IntCell::new).toList());
    }

    public DefaultRow(String rowId, String... row) {
        this(rowId, Arrays.stream(row).<DataCell>map(StringCell::new).toList());
    }

    public DefaultRow(RowKey key, DataRow row) {
        this(key, row.stream().toList());
    }

    @Override
    public final int getNumCells() {
        return cells.size();
    }

    @Override
    public final RowKey getKey() {
        return key;
    }

    @Override
    public final DataCell getCell(int index) {
        return cells.get(index);
    }

    @Override
    public Iterator<DataCell> iterator() {
        return cells.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataRow row
                && key.equals(row.getKey())
                && cells.equals(row.stream().toList());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, cells);
    }

    @Override
    public String toString() {
        return key + ": " + cells;
    }
}
