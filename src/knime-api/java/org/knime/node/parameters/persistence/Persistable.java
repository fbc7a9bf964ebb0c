package org.knime.node.parameters.persistence;

/** A class whose fields are saved; a stand-in with the signatures of KNIME's. */
public interface Persistable {}
