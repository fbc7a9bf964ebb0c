package org.multilevel.knime.streaming;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeDialogPane;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeView;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.webui.node.dialog.NodeDialog;
import org.knime.core.webui.node.dialog.NodeDialogFactory;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/**
 * The factory of a node that is defined as all others are, and streams.
 *
 * <p>KNIME's own factory of such definitions makes a node model that streams one table without a model and nothing else, and lets
 * nobody change it. So description, ports and dialog are taken from it, and the node model is another, which reads and writes the
 * same settings.
 */
@SuppressWarnings("removal") // KNIME demands methods that it is about to remove.
public abstract class StreamedNodeFactory extends ConfigurableNodeFactory<NodeModel> implements NodeDialogFactory {
    private final Described described;
    private final StreamedNode<?> node;

    /** Creates the factory of a node by its definition and by what it does. */
    protected StreamedNodeFactory(DefaultNode definition, StreamedNode<?> node) {
        super(true);
        this.described = new Described(definition);
        this.node = node;
        init();
    }

    /** Opens what KNIME's factory keeps for classes that extend it. */
    private static final class Described extends DefaultNodeFactory {
        Described(DefaultNode definition) {
            super(definition);
        }

        NodeDescription description() {
            try {
                return createNodeDescription();
            } catch (Exception e) {
                // Of a description that is made of texts, and not read from a file, nothing can be missing or
                // malformed.
                throw new IllegalStateException(e);
            }
        }

        Optional<PortsConfigurationBuilder> ports() {
            return createPortsConfigBuilder();
        }
    }

    /** Returns KNIME's own factory of the definition, whose node does not stream. */
    public final DefaultNodeFactory described() {
        return described;
    }

    @Override
    protected final NodeDescription createNodeDescription() {
        return described.description();
    }

    @Override
    protected final Optional<PortsConfigurationBuilder> createPortsConfigBuilder() {
        return described.ports();
    }

    @Override
    public final NodeDialog createNodeDialog() {
        return described.createNodeDialog();
    }

    @Override
    protected final NodeModel createNodeModel(NodeCreationConfiguration configuration) {
        PortsConfiguration ports = configuration
                .getPortConfig()
                .orElseThrow(() -> new IllegalStateException("KNIME has no ports for a node that defines some"));
        return new StreamedNodeModel<>(node, ports.getInputPorts(), ports.getOutputPorts());
    }

    @Override
    protected final int getNrNodeViews() {
        return 0;
    }

    @Override
    public final @Nullable NodeView<NodeModel> createNodeView(int index, NodeModel model) {
        return null;
    }

    @Override
    protected final boolean hasDialog() {
        return false;
    }

    @Override
    protected final @Nullable NodeDialogPane createNodeDialogPane(NodeCreationConfiguration configuration) {
        return null;
    }
}
