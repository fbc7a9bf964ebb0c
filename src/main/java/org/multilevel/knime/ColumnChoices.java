package org.multilevel.knime;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.LongValue;
import org.knime.core.data.def.StringCell;
import org.knime.node.parameters.widget.choices.util.FilteredInputTableColumnsProvider;

/** Says which columns of the first input port a dialog offers where numbers or groups are wanted. */
public final class ColumnChoices {
    private ColumnChoices() {}

    /** The columns whose values are numbers. */
    public static final class Numbers implements FilteredInputTableColumnsProvider {
        @Override
        public boolean isIncluded(DataColumnSpec column) {
            return KnimeColumns.isNumeric(column);
        }
    }

    /** The columns whose values are numbers or categories. */
    public static final class Usable implements FilteredInputTableColumnsProvider {
        @Override
        public boolean isIncluded(DataColumnSpec column) {
            return KnimeColumns.isUsable(column);
        }
    }

    /** The columns that can tell groups apart: whole numbers, also those that a reader took for decimal ones, and everything that is not a number. */
    public static final class Groups implements FilteredInputTableColumnsProvider {
        @Override
        public boolean isIncluded(DataColumnSpec column) {
            return isGroup(column);
        }
    }

    /**
     * Returns what an open dialog shows first where another group column is wanted: one that can well be it, else the first column of
     * texts, else of anything else that is not a number, else of whole numbers, Boolean values last; empty where there is none.
     *
     * @param taken a column that serves for something else already
     */
    public static String firstGroup(Optional<DataTableSpec> spec, String taken) {
        Set<String> candidates = spec.map(
                        table -> Set.copyOf(ColumnGuess.of(table).candidates()))
                .orElse(Set.of());
        return spec.stream()
                .flatMap(DataTableSpec::stream)
                .filter(column -> isGroup(column) && !column.getName().equals(taken))
                .min(Comparator.comparingInt(column -> candidates.contains(column.getName()) ? -1 : rank(column)))
                .map(DataColumnSpec::getName)
                .orElse("");
    }

    /** Returns what an open dialog shows first for one more grouping: a column that can well be it; empty where none is left. */
    public static String anotherGroup(Optional<DataTableSpec> spec, Set<String> taken) {
        return spec.stream()
                .flatMap(table -> ColumnGuess.of(table).candidates().stream())
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElse("");
    }

    private static boolean isGroup(DataColumnSpec column) {
        return KnimeColumns.isUsable(column)
                && (!KnimeColumns.isNumeric(column)
                        || column.getType().isCompatible(LongValue.class)
                        || ColumnGuess.hasFewWholeNumbers(column));
    }

    private static int rank(DataColumnSpec column) {
        if (column.getType().isCompatible(BooleanValue.class)) {
            return 3;
        }
        if (KnimeColumns.isNumeric(column)) {
            return 2;
        }
        return column.getType().equals(StringCell.TYPE) ? 0 : 1;
    }
}
