package org.knime.core.data;

/** A cell that names a category; a stand-in with the signatures of KNIME's. */
public interface NominalValue extends DataValue {}
