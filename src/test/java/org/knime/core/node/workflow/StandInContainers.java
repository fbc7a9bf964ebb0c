package org.knime.core.node.workflow;

import org.knime.core.node.NodeModel;

/** Makes the container of a node, whose constructor is not public. */
public final class StandInContainers {
    private StandInContainers() {}

    public static NativeNodeContainer of(String name, NodeModel model) {
        return new NativeNodeContainer(name, model);
    }
}
