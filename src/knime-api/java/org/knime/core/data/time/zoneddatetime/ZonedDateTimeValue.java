package org.knime.core.data.time.zoneddatetime;

import java.time.ZonedDateTime;
import org.knime.core.data.DataValue;

/** A cell that reads as a date with a time in a zone; a stand-in with the signatures of KNIME's. */
public interface ZonedDateTimeValue extends DataValue {
    ZonedDateTime getZonedDateTime();
}
