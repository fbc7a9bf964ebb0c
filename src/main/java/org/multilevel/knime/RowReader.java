package org.multilevel.knime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.RowInput;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;

/** Hands the cells of one KNIME row after another to what the core computes row by row. */
public final class RowReader {
    private final RowInput target;
    private final int[] positions;
    private final boolean[] numeric;
    private final List<Column> needed;
    private @Nullable DataRow current;

    /**
     * Creates the reader for the rows of a table.
     *
     * @param target what takes the values
     * @param labels columns that only tell groups apart, see {@link KnimeColumns#of(DataTableSpec, Set)}
     * @throws DataException if the table lacks a column that the target needs
     */
    public RowReader(RowInput target, DataTableSpec spec, Set<String> labels) {
        this.target = target;
        Map<String, ColumnType> types = new HashMap<>();
        KnimeColumns.of(spec, labels).forEach(column -> types.put(column.name(), column.type()));
        this.needed = target.columns();
        this.positions = new int[needed.size()];
        this.numeric = new boolean[needed.size()];
        for (int k = 0; k < positions.length; k++) {
            String name = needed.get(k).name();
            ColumnType type = Optional.ofNullable(types.get(name))
                    .orElseThrow(() -> new DataException("The table has no column \"" + name + "\" that can be used."));
            positions[k] = spec.findColumnIndex(name);
            numeric[k] = type == ColumnType.NUMERIC;
        }
        target.nameRows(this::currentName);
    }

    /**
     * Sets all columns of the target to the values of a row.
     *
     * @throws DataException if a number is infinite, which the learner refuses too
     */
    public void read(DataRow row) {
        current = row;
        for (int k = 0; k < positions.length; k++) {
            DataCell cell = row.getCell(positions[k]);
            if (cell.isMissing()) {
                target.setMissing(k);
            } else if (numeric[k]) {
                target.setNumber(k, finite(k, KnimeCells.number(cell)));
            } else {
                target.setLabel(k, cell.toString());
            }
        }
    }

    private double finite(int column, double value) {
        if (Double.isInfinite(value)) {
            throw new DataException(Labels.infinite(needed.get(column).name(), currentName()));
        }
        return value;
    }

    private String currentName() {
        return KnimeTable.rowName(Objects.requireNonNull(current, "a row is read before it is named")
                .getKey());
    }
}
