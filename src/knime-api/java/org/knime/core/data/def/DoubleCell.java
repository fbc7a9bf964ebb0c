package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;

/** A number; a stand-in with the signatures of KNIME's. */
public final class DoubleCell extends DataCell implements DoubleValue, BoundedValue {
    public static final DataType TYPE = DataType.getType(DoubleCell.class);
    private static final long serialVersionUID = 1;
    private final double value;

    public DoubleCell(double d) {
        value = d;
    }

    @Override
    public double getDoubleValue() {
        return value;
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }

    /** Two cells without a number are equal, as in KNIME. */
    @Override
    protected boolean equalsDataCell(DataCell cell) {
        double other = ((DoubleCell) cell).value;
        return value == other || (Double.isNaN(value) && Double.isNaN(other));
    }

    @Override
    public int hashCode() {
        return Double.hashCode(value);
    }
}
