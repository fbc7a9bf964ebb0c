package org.multilevel.knime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.NominalValue;
import org.knime.core.data.StringValue;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.error.DataException;

/**
 * Says from a KNIME table's spec alone how each of its columns is read.
 *
 * <p>Numbers are numeric; Boolean values, texts, nominal values, dates and times are categorical, each value by its text. Columns of
 * other types (lists, images, mixed types) cannot be used and are passed over.
 */
public final class KnimeColumns {
    private KnimeColumns() {}

    /** Returns how the values of a column are read, or nothing if they can be neither numbers nor categories. */
    public static Optional<ColumnType> kind(DataColumnSpec column) {
        DataType type = column.getType();
        // A Boolean value is a number to KNIME, too, but its two values are categories to everybody else.
        if (type.isCompatible(BooleanValue.class)) {
            return Optional.of(ColumnType.CATEGORICAL);
        }
        if (type.isCompatible(DoubleValue.class)) {
            return Optional.of(ColumnType.NUMERIC);
        }
        boolean hasText = type.isCompatible(StringValue.class) || type.isCompatible(NominalValue.class);
        return hasText && !type.isCollectionType() ? Optional.of(ColumnType.CATEGORICAL) : Optional.empty();
    }

    /** Cells of several types have no class in common but the one of all cells. */
    private static boolean isMixed(DataType type) {
        return type.getCellClass() == null
                && !type.isCollectionType()
                && !type.isCompatible(DoubleValue.class)
                && !type.isCompatible(StringValue.class)
                && !type.isCompatible(NominalValue.class);
    }

    /** Returns whether a column can be used at all: its name is not empty and its values are numbers or categories. */
    public static boolean isUsable(DataColumnSpec column) {
        return !column.getName().isEmpty() && kind(column).isPresent();
    }

    /** Returns whether the values of a column are read as numbers. */
    public static boolean isNumeric(DataColumnSpec column) {
        return isUsable(column) && kind(column).equals(Optional.of(ColumnType.NUMERIC));
    }

    /** Returns the usable columns in the order of the table. */
    public static List<Column> of(DataTableSpec spec) {
        return of(spec, Set.of());
    }

    /**
     * Returns the usable columns in the order of the table.
     *
     * @param labels columns that only tell groups apart: there, long integers are labels, since a double does not tell all of them
     *     apart
     */
    public static List<Column> of(DataTableSpec spec, Set<String> labels) {
        List<Column> columns = new ArrayList<>();
        for (DataColumnSpec column : spec) {
            if (isUsable(column)) {
                columns.add(column(column, labels));
            }
        }
        return columns;
    }

    private static Column column(DataColumnSpec column, Set<String> labels) {
        DataType type = column.getType();
        boolean isLong = type.isCompatible(LongValue.class) && !type.isCompatible(IntValue.class);
        return isNumeric(column) && !(isLong && labels.contains(column.getName()))
                ? Column.numeric(column.getName())
                : Column.categorical(column.getName());
    }

    /**
     * Refuses names of columns that are there but cannot be used.
     *
     * @throws DataException naming the first of them and its type
     */
    public static void checkUsable(DataTableSpec spec, Collection<String> names) {
        for (String name : names) {
            DataColumnSpec column = spec.getColumnSpec(name);
            if (column != null && isMixed(column.getType())) {
                throw new DataException("Column \"" + name
                        + "\" is mixed, with values of more than one type, which are neither all numbers nor all texts: make them one type,"
                        + " as with Column Auto Type Cast or Number to String, or choose another column.");
            }
            if (column != null && !isUsable(column)) {
                throw new DataException("Column \"" + name + "\" is of type "
                        + column.getType().getName()
                        + ", which holds neither numbers nor categories: choose another column.");
            }
        }
    }
}
