package org.knime.node;

import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.NodeModel;

/** The factory of a node that is defined fluently; a stand-in with the signatures of KNIME's. */
public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel> {
    final DefaultNode definition;

    protected DefaultNodeFactory(DefaultNode node) {
        super(true);
        definition = node;
    }
}
