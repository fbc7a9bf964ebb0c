package org.multilevel.knime.harness;

import java.time.LocalDate;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.StringValue;
import org.knime.core.data.time.localdate.LocalDateValue;

/** A date, as KNIME's extension for dates and times has it: it reads as a text, too. */
public final class DateCell extends DataCell implements LocalDateValue, BoundedValue, StringValue {
    public static final DataType TYPE = DataType.getType(DateCell.class);
    private static final long serialVersionUID = 1;
    private final LocalDate date;

    public DateCell(LocalDate date) {
        this.date = date;
    }

    @Override
    public LocalDate getLocalDate() {
        return date;
    }

    @Override
    public String getStringValue() {
        return date.toString();
    }

    @Override
    protected boolean equalsDataCell(DataCell cell) {
        return date.equals(((DateCell) cell).date);
    }

    @Override
    public int hashCode() {
        return date.hashCode();
    }

    @Override
    public String toString() {
        return date.toString();
    }
}
