package org.knime.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import javax.swing.JComponent;
import org.knime.core.node.port.PortObjectSpec;

/** The columns of a table; a stand-in with the signatures of KNIME's. */
public final class DataTableSpec implements PortObjectSpec, Iterable<DataColumnSpec> {
    private final String name;
    private final List<DataColumnSpec> columns;
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    public DataTableSpec() {
        this((String) null);
    }

    public DataTableSpec(DataColumnSpec... colSpecs) {
        this(null, colSpecs);
    }

    public DataTableSpec(DataTableSpec spec1, DataTableSpec spec2) {
        this(null, Stream.concat(spec1.stream(), spec2.stream()).toArray(DataColumnSpec[]::new));
    }

    public DataTableSpec(String name) {
        this(name, new DataColumnSpec[0]);
    }

    public DataTableSpec(String name, DataColumnSpec... colSpecs) {
        this.name = Objects.requireNonNullElse(name, "default");
        columns = List.of(colSpecs);
        for (int i = 0; i < colSpecs.length; i++) {
            Integer first = indices.put(colSpecs[i].getName(), i);
            if (first != null) {
                throw new IllegalArgumentException("Duplicate column name \"" + colSpecs[i].getName()
                        + "\" at positions " + first + " and " + i + ".");
            }
        }
    }

    public DataTableSpec(String[] names, DataType[] types) {
        this(null, createColumnSpecs(names, types));
    }

    public static final DataColumnSpec[] createColumnSpecs(String[] names, DataType[] types) {
        DataColumnSpec[] specs = new DataColumnSpec[names.length];
        Arrays.setAll(specs, i -> new DataColumnSpecCreator(names[i], types[i]).createSpec());
        return specs;
    }

    public boolean containsCompatibleType(Class<? extends DataValue> valueClass) {
        return stream().anyMatch(column -> column.getType().isCompatible(valueClass));
    }

    public boolean containsName(String columnName) {
        return findColumnIndex(columnName) >= 0;
    }

    public boolean isCompatibleWith(DataTableSpec spec) {
        return columnsPass(spec, DataColumnSpec::isCompatibleWith);
    }

    public boolean equalStructure(DataTableSpec spec) {
        return columnsPass(spec, DataColumnSpec::equalStructure);
    }

    private boolean columnsPass(DataTableSpec other, BiPredicate<DataColumnSpec, DataColumnSpec> comparison) {
        if (other == null || other.columns.size() != columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!comparison.test(columns.get(i), other.columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    public int findColumnIndex(String columnName) {
        return columnName == null ? -1 : indices.getOrDefault(columnName, -1);
    }

    public int[] columnsToIndices(String... columnNames) {
        return Arrays.stream(columnNames).mapToInt(this::findColumnIndex).toArray();
    }

    public final String[] getColumnNames() {
        return stream().map(DataColumnSpec::getName).toArray(String[]::new);
    }

    public DataColumnSpec getColumnSpec(int index) {
        return columns.get(index);
    }

    public DataColumnSpec getColumnSpec(String column) {
        int index = findColumnIndex(column);
        return index < 0 ? null : columns.get(index);
    }

    public String getName() {
        return name;
    }

    public int getNumColumns() {
        return columns.size();
    }

    @Override
    public Iterator<DataColumnSpec> iterator() {
        return new ArrayList<>(columns).iterator();
    }

    public Stream<DataColumnSpec> stream() {
        return columns.stream();
    }

    /** The name itself, or with the first number that makes it unique, as in "x (#1)". */
    public static String getUniqueColumnName(DataTableSpec spec, String columnName) {
        String trimmed = columnName.trim();
        String result = trimmed;
        for (int number = 1; spec.containsName(result); number++) {
            result = trimmed + " (#" + number + ")";
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataTableSpec spec && name.equals(spec.name) && columns.equals(spec.columns);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, columns);
    }

    @Override
    public String toString() {
        return "name=" + name + ",columns=" + Arrays.toString(getColumnNames());
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }
}
