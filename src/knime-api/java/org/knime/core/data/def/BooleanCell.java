package org.knime.core.data.def;

import org.knime.core.data.BooleanValue;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.NominalValue;

/** True or false; a stand-in with the signatures of KNIME's. */
public final class BooleanCell extends DataCell
        implements BooleanValue, IntValue, LongValue, DoubleValue, BoundedValue, NominalValue {
    public static final BooleanCell TRUE = new BooleanCell(true);
    public static final BooleanCell FALSE = new BooleanCell(false);
    public static final DataType TYPE = DataType.getType(BooleanCell.class);
    private static final long serialVersionUID = 1;
    private final boolean value;

    BooleanCell(boolean b) {
        value = b;
    }

    @Override
    public boolean getBooleanValue() {
        return value;
    }

    @Override
    public int getIntValue() {
        return value ? 1 : 0;
    }

    @Override
    public long getLongValue() {
        return getIntValue();
    }

    @Override
    public double getDoubleValue() {
        return getIntValue();
    }

    @Override
    public String toString() {
        return Boolean.toString(value);
    }

    @Override
    protected boolean equalsDataCell(DataCell cell) {
        return value == ((BooleanCell) cell).value;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(value);
    }

    /** Hands out the two cells. */
    public static final class BooleanCellFactory {
        public static final DataType TYPE = BooleanCell.TYPE;

        private BooleanCellFactory() {}

        public static DataCell create(boolean b) {
            return b ? TRUE : FALSE;
        }
    }
}
