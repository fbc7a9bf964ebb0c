package org.knime.core.node.context;

import java.util.Optional;
import org.knime.core.node.context.ports.PortsConfiguration;

/** How a node was made; a stand-in with the signatures of KNIME's. */
public class NodeCreationConfiguration {
    private final PortsConfiguration ports;

    NodeCreationConfiguration(PortsConfiguration ports) {
        this.ports = ports;
    }

    public Optional<? extends PortsConfiguration> getPortConfig() {
        return Optional.ofNullable(ports);
    }
}
