package org.knime.core.node.workflow;

/** A node in a workflow; a stand-in with the signatures of KNIME's. */
public abstract class NodeContainer {
    NodeContainer() {}

    public abstract String getName();
}
