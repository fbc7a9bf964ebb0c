package org.knime.core.node;

/** What a node says of itself; a stand-in with the signatures of KNIME's. */
public abstract class NodeDescription {
    public NodeDescription() {}
}
