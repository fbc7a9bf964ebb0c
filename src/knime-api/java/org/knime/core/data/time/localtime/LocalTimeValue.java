package org.knime.core.data.time.localtime;

import java.time.LocalTime;
import org.knime.core.data.DataValue;

/** A cell that reads as a time of day; a stand-in with the signatures of KNIME's. */
public interface LocalTimeValue extends DataValue {
    LocalTime getLocalTime();
}
