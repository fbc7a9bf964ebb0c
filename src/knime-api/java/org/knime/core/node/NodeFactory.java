package org.knime.core.node;

/** What KNIME makes a node of; a stand-in with the signatures of KNIME's. */
public abstract class NodeFactory<T extends NodeModel> {
    protected NodeFactory() {}

    protected NodeFactory(boolean lazyInitialization) {}

    /** The group of nodes that a node belongs to. */
    public enum NodeType {
        Source,
        Sink,
        Learner,
        Predictor,
        Manipulator,
        Visualizer,
        Widget,
        Meta,
        LoopStart,
        LoopEnd,
        ScopeStart,
        ScopeEnd,
        @Deprecated
        QuickForm,
        Configuration,
        Other,
        Missing,
        Unknown,
        Subnode,
        VirtualIn,
        VirtualOut,
        Container
    }
}
