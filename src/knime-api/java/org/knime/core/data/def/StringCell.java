package org.knime.core.data.def;

import java.util.Objects;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.NominalValue;
import org.knime.core.data.StringValue;

/** A text; a stand-in with the signatures of KNIME's. */
public final class StringCell extends DataCell implements StringValue, NominalValue {
    public static final DataType TYPE = DataType.getType(StringCell.class);
    private static final long serialVersionUID = 1;
    private final String value;

    public StringCell(String str) {
        value = Objects.requireNonNull(str, "String value can't be null.");
    }

    @Override
    public String getStringValue() {
        return value;
    }

    @Override
    public String toString() {
        return value;
    }

    @Override
    protected boolean equalsDataCell(DataCell cell) {
        return value.equals(((StringCell) cell).value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
