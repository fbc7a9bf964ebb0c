package org.knime.core.node;

import java.io.IOException;
import org.apache.xmlbeans.XmlException;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.xml.sax.SAXException;

/** What KNIME makes a node of; a stand-in with the signatures of KNIME's. */
public abstract class NodeFactory<T extends NodeModel> {
    private NodeDescription description;

    protected NodeFactory() {
        this(false);
    }

    protected NodeFactory(boolean lazyInitialization) {
        if (!lazyInitialization) {
            init();
        }
    }

    public synchronized void init() {
        try {
            description = createNodeDescription();
        } catch (SAXException | IOException | XmlException e) {
            throw new IllegalStateException(e);
        }
    }

    NodeDescription description() {
        return description;
    }

    protected NodeDescription createNodeDescription() throws SAXException, IOException, XmlException {
        throw new IOException("The stand-in reads no description.");
    }

    public abstract T createNodeModel();

    protected T createNodeModel(NodeCreationConfiguration creationConfig) {
        return createNodeModel();
    }

    protected abstract int getNrNodeViews();

    @Deprecated(since = "5.6", forRemoval = true)
    public abstract NodeView<T> createNodeView(int viewIndex, T nodeModel);

    @Deprecated(since = "5.6", forRemoval = true)
    protected abstract boolean hasDialog();

    @Deprecated(since = "5.6", forRemoval = true)
    protected abstract NodeDialogPane createNodeDialogPane();

    @Deprecated(since = "5.6", forRemoval = true)
    protected NodeDialogPane createNodeDialogPane(NodeCreationConfiguration creationConfig) {
        return createNodeDialogPane();
    }

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
