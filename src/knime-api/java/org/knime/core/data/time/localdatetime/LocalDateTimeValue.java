package org.knime.core.data.time.localdatetime;

import java.time.LocalDateTime;
import org.knime.core.data.DataValue;

/** A cell that reads as a date with a time; a stand-in with the signatures of KNIME's. */
public interface LocalDateTimeValue extends DataValue {
    LocalDateTime getLocalDateTime();
}
