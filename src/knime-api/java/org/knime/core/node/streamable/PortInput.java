package org.knime.core.node.streamable;

/** What comes in at a port; a stand-in with the signatures of KNIME's. */
public abstract class PortInput {}
