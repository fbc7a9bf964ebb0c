package org.knime.node;

import java.io.IOException;
import java.util.Optional;
import org.apache.xmlbeans.XmlException;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeDialogPane;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeView;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.webui.node.dialog.NodeDialog;
import org.knime.core.webui.node.dialog.NodeDialogFactory;
import org.xml.sax.SAXException;

/** The factory of a node that is defined fluently; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("removal")
public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel> implements NodeDialogFactory {
    final DefaultNode definition;

    protected DefaultNodeFactory(DefaultNode node) {
        super(true);
        definition = node;
        super.init();
    }

    @Override
    protected final NodeDescription createNodeDescription() throws SAXException, IOException, XmlException {
        return new Description(definition);
    }

    /** The description of a node; only the stand-in has it. */
    static final class Description extends NodeDescription {
        final DefaultNode node;

        Description(DefaultNode node) {
            this.node = node;
        }
    }

    @Override
    protected final Optional<PortsConfigurationBuilder> createPortsConfigBuilder() {
        return Optional.of(new PortsConfigurationBuilder());
    }

    @Override
    public final NodeDialog createNodeDialog() {
        return new NodeDialog() {};
    }

    @Override
    protected final NodeModel createNodeModel(NodeCreationConfiguration creationConfig) {
        throw new UnsupportedOperationException("Tests run the definition.");
    }

    @Override
    @Deprecated
    protected final boolean hasDialog() {
        return false;
    }

    @Override
    @Deprecated
    protected final NodeDialogPane createNodeDialogPane(NodeCreationConfiguration creationConfig) {
        return null;
    }

    @Override
    protected final int getNrNodeViews() {
        return 0;
    }

    @Override
    @Deprecated
    public final NodeView<NodeModel> createNodeView(int viewIndex, NodeModel nodeModel) {
        return null;
    }
}
