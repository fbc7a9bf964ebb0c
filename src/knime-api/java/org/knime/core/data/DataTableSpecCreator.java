package org.knime.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes table specifications; a stand-in with the signatures of KNIME's. */
public final class DataTableSpecCreator {
    private final List<DataColumnSpec> columns = new ArrayList<>();
    private String name;

    public DataTableSpecCreator() {}

    public DataTableSpecCreator(DataTableSpec spec) {
        name = spec.getName();
        addColumns(spec);
    }

    public DataTableSpecCreator replaceColumn(int index, DataColumnSpec colSpec) {
        columns.set(index, colSpec);
        return this;
    }

    public DataTableSpecCreator addColumns(DataColumnSpec... columns) {
        this.columns.addAll(Arrays.asList(columns));
        return this;
    }

    public DataTableSpecCreator addColumns(DataTableSpec fromSpec) {
        fromSpec.forEach(columns::add);
        return this;
    }

    public DataTableSpecCreator setName(String name) {
        this.name = name;
        return this;
    }

    public DataTableSpecCreator dropAllDomains() {
        columns.replaceAll(column -> new DataColumnSpecCreator(column.getName(), column.getType()).createSpec());
        return this;
    }

    public DataTableSpecCreator dropAllColumns() {
        columns.clear();
        return this;
    }

    public DataTableSpec createSpec() {
        return new DataTableSpec(name, columns.toArray(DataColumnSpec[]::new));
    }
}
