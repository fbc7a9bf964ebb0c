package org.knime.node.parameters.updates;

/** Names a parameter, so that others can depend on it; a stand-in with the signatures of KNIME's. */
public interface ParameterReference<V> {}
