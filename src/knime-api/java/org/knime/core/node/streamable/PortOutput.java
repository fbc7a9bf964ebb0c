package org.knime.core.node.streamable;

/** What goes out at a port; a stand-in with the signatures of KNIME's. */
public abstract class PortOutput {}
