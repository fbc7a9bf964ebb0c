package org.knime.core.node;

import java.util.Optional;
import org.knime.core.node.context.NodeCreationConfiguration;

/** A factory of nodes whose ports can be configured; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("removal")
public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {
    protected ConfigurableNodeFactory() {}

    protected ConfigurableNodeFactory(boolean lazyInitialization) {
        super(lazyInitialization);
    }

    @Override
    @Deprecated
    public T createNodeModel() {
        throw new UnsupportedOperationException("KNIME does not call it.");
    }

    @Override
    @Deprecated
    protected NodeDialogPane createNodeDialogPane() {
        throw new UnsupportedOperationException("KNIME does not call it.");
    }

    protected abstract Optional<PortsConfigurationBuilder> createPortsConfigBuilder();

    @Override
    protected abstract T createNodeModel(NodeCreationConfiguration creationConfig);

    @Override
    protected abstract NodeDialogPane createNodeDialogPane(NodeCreationConfiguration creationConfig);

    /** Collects groups of ports. */
    protected static final class PortsConfigurationBuilder {
        public PortsConfigurationBuilder() {}
    }
}
