package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;

/** An integer; a stand-in with the signatures of KNIME's. */
public class IntCell extends DataCell implements IntValue, LongValue, DoubleValue, BoundedValue {
    public static final DataType TYPE = DataType.getType(IntCell.class);
    private static final long serialVersionUID = 1;
    private final int value;

    public IntCell(int i) {
        value = i;
    }

    @Override
    public int getIntValue() {
        return value;
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
        return Integer.toString(value);
    }

    @Override
    protected boolean equalsDataCell(DataCell cell) {
        return value == ((IntCell) cell).value;
    }

    @Override
    public int hashCode() {
        return value;
    }
}
