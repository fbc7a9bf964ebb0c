package org.knime.core.data.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.NominalValue;
import org.knime.core.data.RowIterator;
import org.knime.core.data.RowKey;
import org.knime.core.util.DuplicateKeyException;

/** Collects rows in memory and learns the domains of their columns; a stand-in with the signatures of KNIME's. */
public class DataContainer {
    /** As many different values as KNIME keeps in a domain. */
    private static final int MOST_VALUES = 60;

    private final DataTableSpec spec;
    private final List<DataRow> rows = new ArrayList<>();
    private final Map<RowKey, Integer> keys = new HashMap<>();
    private boolean closed;

    public DataContainer(DataTableSpec spec) {
        this.spec = spec;
    }

    public void addRowToTable(DataRow row) {
        if (closed) {
            throw new IllegalStateException("Cannot add row: container is already closed");
        }
        if (row.getNumCells() != spec.getNumColumns()) {
            throw new IllegalArgumentException("Cell count in row \"" + row.getKey() + "\" is not equal to length of "
                    + "column names array: " + row.getNumCells() + " vs. " + spec.getNumColumns());
        }
        for (int i = 0; i < row.getNumCells(); i++) {
            check(row.getCell(i), spec.getColumnSpec(i));
        }
        if (keys.put(row.getKey(), rows.size()) != null) {
            throw new DuplicateKeyException(
                    "Encountered duplicate row ID \"" + row.getKey() + "\"",
                    row.getKey().getString());
        }
        rows.add(row);
    }

    private static void check(DataCell cell, DataColumnSpec column) {
        if (!column.getType().isASuperTypeOf(cell.getType())) {
            throw new IllegalArgumentException("Runtime class of object \"" + cell + "\" (index " + column.getName()
                    + ") is " + cell.getType() + " and does not comply with its supposed superclass "
                    + column.getType());
        }
    }

    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isOpen() {
        return !closed;
    }

    public long size() {
        return rows.size();
    }

    public DataTable getTable() {
        DataTableSpec withDomains = getTableSpec();
        return new DataTable() {
            @Override
            public DataTableSpec getDataTableSpec() {
                return withDomains;
            }

            @Override
            public RowIterator iterator() {
                return CloseableRowIterator.wrap(rows.iterator());
            }
        };
    }

    /** With the domains of the rows, once the container is closed. */
    public DataTableSpec getTableSpec() {
        if (!closed) {
            throw new IllegalStateException("Cannot get spec: container is not closed");
        }
        DataColumnSpec[] columns = new DataColumnSpec[spec.getNumColumns()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = withDomain(i);
        }
        return new DataTableSpec(spec.getName(), columns);
    }

    private DataColumnSpec withDomain(int column) {
        DataColumnSpec plain = spec.getColumnSpec(column);
        DataType type = plain.getType();
        DataColumnDomainCreator domain = new DataColumnDomainCreator();
        if (type.isCompatible(NominalValue.class)) {
            // As with KNIME's own, what the spec already has comes first.
            Set<DataCell> given = plain.getDomain().getValues();
            Set<DataCell> values = new LinkedHashSet<>(given == null ? Set.of() : given);
            rows.stream()
                    .map(row -> row.getCell(column))
                    .filter(cell -> !cell.isMissing())
                    .forEach(values::add);
            domain.setValues(values.size() > MOST_VALUES ? null : values);
        }
        if (type.isCompatible(BoundedValue.class) && type.isCompatible(DoubleValue.class)) {
            List<DataCell> cells = rows.stream()
                    .map(row -> row.getCell(column))
                    .filter(cell -> cell instanceof DoubleValue number && !Double.isNaN(number.getDoubleValue()))
                    .toList();
            if (!cells.isEmpty()) {
                domain.setLowerBound(Collections.min(cells, DataContainer::compareNumbers));
                domain.setUpperBound(Collections.max(cells, DataContainer::compareNumbers));
            }
        }
        DataColumnSpecCreator creator = new DataColumnSpecCreator(plain);
        creator.setDomain(domain.createDomain());
        return creator.createSpec();
    }

    private static int compareNumbers(DataCell a, DataCell b) {
        return Double.compare(((DoubleValue) a).getDoubleValue(), ((DoubleValue) b).getDoubleValue());
    }
}
