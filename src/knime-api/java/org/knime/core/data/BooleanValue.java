package org.knime.core.data;

/** A cell that reads as true or false; a stand-in with the signatures of KNIME's. */
public interface BooleanValue extends DataValue {
    boolean getBooleanValue();
}
