package org.knime.core.data;

/** A cell whose column has bounds in its domain; a stand-in with the signatures of KNIME's. */
public interface BoundedValue extends DataValue {}
