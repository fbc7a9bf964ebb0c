package org.knime.core.data;

/** A cell that reads as a number; a stand-in with the signatures of KNIME's. */
public interface DoubleValue extends DataValue {
    double getDoubleValue();
}
