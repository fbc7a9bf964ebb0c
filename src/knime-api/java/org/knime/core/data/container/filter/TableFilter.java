package org.knime.core.data.container.filter;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.knime.core.data.DataTableSpec;

/** Says which columns of a table are wanted; a stand-in with the signatures of KNIME's. */
public final class TableFilter {
    private final Set<Integer> columns;

    private TableFilter(Set<Integer> columns) {
        this.columns = columns;
    }

    public static TableFilter materializeCols(int... indices) {
        Set<Integer> columns = new LinkedHashSet<>();
        Arrays.stream(indices).forEach(columns::add);
        return new TableFilter(columns);
    }

    public static TableFilter materializeCols(DataTableSpec spec, String... columnNames) {
        return materializeCols(spec.columnsToIndices(columnNames));
    }

    public Optional<Set<Integer>> getMaterializeColumnIndices() {
        return Optional.of(columns);
    }

    public void validate(DataTableSpec spec, long size) {
        for (int column : columns) {
            if (column < 0 || column >= spec.getNumColumns()) {
                throw new IndexOutOfBoundsException("Column " + column + " of " + spec.getNumColumns());
            }
        }
    }
}
