package org.knime.core.node;

/** A view of the classic user interface; a stand-in with the signatures of KNIME's. */
public abstract class NodeView<T extends NodeModel> extends AbstractNodeView<T> {
    protected NodeView(T nodeModel) {
        super(nodeModel);
    }
}
