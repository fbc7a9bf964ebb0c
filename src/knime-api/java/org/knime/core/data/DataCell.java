package org.knime.core.data;

import java.io.Serializable;

/** One value of a table; a stand-in with the signatures of KNIME's. */
public abstract class DataCell implements DataValue, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public DataCell materializeDataCell() {
        return this;
    }

    public final DataType getType() {
        return DataType.getType(getClass());
    }

    public boolean isMissing() {
        return false;
    }

    @Override
    public abstract String toString();

    /** Missing cells are equal whatever their reasons; cells of different classes are equal where their content is. */
    @Override
    public final boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof DataCell cell) || isMissing() != cell.isMissing()) {
            return false;
        }
        if (isMissing()) {
            return true;
        }
        if (getClass() == cell.getClass()) {
            return equalsDataCell(cell);
        }
        return getType().getPreferredValueClass().equals(cell.getType().getPreferredValueClass()) && equalContent(cell);
    }

    protected abstract boolean equalsDataCell(DataCell cell);

    protected boolean equalContent(DataValue otherValue) {
        return false;
    }

    @Override
    public abstract int hashCode();
}
