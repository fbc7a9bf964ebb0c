package org.knime.core.data;

/** A cell that reads as text; a stand-in with the signatures of KNIME's. */
public interface StringValue extends DataValue {
    String getStringValue();
}
