package org.knime.core.node;

/** A view of the classic user interface; a stand-in with the signatures of KNIME's. */
public abstract class AbstractNodeView<T extends AbstractNodeView.ViewableModel> {
    protected AbstractNodeView(T viewableModel) {}

    /** What has views. */
    public interface ViewableModel {}
}
