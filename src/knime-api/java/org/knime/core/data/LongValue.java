package org.knime.core.data;

/** A cell that reads as a long integer; a stand-in with the signatures of KNIME's. */
public interface LongValue extends DataValue {
    long getLongValue();
}
