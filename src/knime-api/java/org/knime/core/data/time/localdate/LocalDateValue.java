package org.knime.core.data.time.localdate;

import java.time.LocalDate;
import org.knime.core.data.DataValue;

/** A cell that reads as a date; a stand-in with the signatures of KNIME's. */
public interface LocalDateValue extends DataValue {
    LocalDate getLocalDate();
}
