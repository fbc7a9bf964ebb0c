package org.knime.core.node.workflow;

import org.knime.core.node.NodeModel;

/** A node that an extension brings; a stand-in with the signatures of KNIME's. */
public class NativeNodeContainer extends SingleNodeContainer {
    private final String name;
    private final NodeModel model;
    private final FlowObjectStack outgoing = new FlowObjectStack();

    NativeNodeContainer(String name, NodeModel model) {
        this.name = name;
        this.model = model;
    }

    @Override
    public String getName() {
        return name;
    }

    public NodeModel getNodeModel() {
        return model;
    }

    @Override
    public FlowObjectStack getOutgoingFlowObjectStack() {
        return outgoing;
    }
}
