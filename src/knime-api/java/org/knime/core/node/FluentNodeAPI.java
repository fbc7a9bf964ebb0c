package org.knime.core.node;

/** Marks the types of the fluent definition of a node; a stand-in with the signatures of KNIME's. */
public interface FluentNodeAPI {}
