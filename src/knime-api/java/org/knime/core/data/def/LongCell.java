package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.LongValue;

/** A long integer; a stand-in with the signatures of KNIME's. */
public class LongCell extends DataCell implements LongValue, DoubleValue, BoundedValue {
    public static final DataType TYPE = DataType.getType(LongCell.class);
    private static final long serialVersionUID = 1;
    private final long value;

    public LongCell(long l) {
        value = l;
    }

    @Override
    public long getLongValue() {
        return value;
    }

    @Override
    public double getDoubleValue() {
        return value;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }

    @Override
    protected boolean equalsDataCell(DataCell cell) {
        return value == ((LongCell) cell).value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }
}
