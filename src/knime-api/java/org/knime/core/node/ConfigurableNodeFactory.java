package org.knime.core.node;

/** A factory of nodes whose ports can be configured; a stand-in with the signatures of KNIME's. */
public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {
    protected ConfigurableNodeFactory() {}

    protected ConfigurableNodeFactory(boolean lazyInitialization) {
        super(lazyInitialization);
    }
}
