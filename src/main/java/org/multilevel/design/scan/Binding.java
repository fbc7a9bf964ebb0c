package org.multilevel.design.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Table;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** Where the columns that a scan asks for stand in its batches, and how the table reads them. */
public final class Binding {
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Column> columns = new HashMap<>();
    private final int batchRows;

    /**
     * Binds column names to a table.
     *
     * @throws ModelException if the table lacks one of them
     */
    public Binding(Table table, List<String> names) {
        this(table.columns(), names, table.batchRows());
    }

    /**
     * Binds column names to a table of which only the columns are known.
     *
     * @throws ModelException if the table lacks one of them
     */
    public Binding(List<Column> available, List<String> names) {
        this(available, names, Batch.CAPACITY);
    }

    private Binding(List<Column> available, List<String> names, int batchRows) {
        this.batchRows = batchRows;
        this.names = List.copyOf(names);
        Map<String, Column> existing = new HashMap<>();
        available.forEach(column -> existing.put(column.name(), column));
        for (int k = 0; k < names.size(); k++) {
            String name = names.get(k);
            Column column = Optional.ofNullable(existing.get(name)).orElseThrow(() -> unknown(name, available));
            positions.put(name, k);
            columns.put(name, column);
        }
    }

    private static ModelException unknown(String name, List<Column> available) {
        List<String> all = available.stream().map(Column::name).toList();
        String start = "The table has no column " + Labels.quoted(name);
        return new ModelException(
                all.isEmpty()
                        ? start + ": it has no columns at all."
                        : start + "; " + Labels.instead(name, all, Labels.Instead.NAMES, "its columns are") + ".");
    }

    /** Returns the columns to ask for, in the order of the batches. */
    public List<String> names() {
        return names;
    }

    /** Returns how many rows a batch of the table holds at most. */
    public int batchRows() {
        return batchRows;
    }

    public int position(String name) {
        return positions.getOrDefault(name, -1);
    }

    public boolean isNumeric(String name) {
        return column(name).type() == ColumnType.NUMERIC;
    }

    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("not bound: " + name);
        }
        return column;
    }
}
