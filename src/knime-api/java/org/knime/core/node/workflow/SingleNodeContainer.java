package org.knime.core.node.workflow;

/** A node that is no workflow of its own; a stand-in with the signatures of KNIME's. */
public abstract class SingleNodeContainer extends NodeContainer {
    SingleNodeContainer() {}

    public abstract FlowObjectStack getOutgoingFlowObjectStack();
}
