package org.knime.core.data;

/** A cell that reads as an integer; a stand-in with the signatures of KNIME's. */
public interface IntValue extends DataValue {
    int getIntValue();
}
