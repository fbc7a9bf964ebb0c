package org.knime.core.data;

/** A missing cell, with or without a reason; a stand-in with the signatures of KNIME's. */
public interface MissingValue extends DataValue {
    String getError();
}
