package org.knime.core.node.streamable;

/** Works on rows as they come; a stand-in with the signatures of KNIME's. */
public abstract class StreamableOperator {}
