package org.knime.core.node.context.ports;

import org.knime.core.node.port.PortType;

/** The ports of a node; a stand-in with the signatures of KNIME's. */
public interface PortsConfiguration {
    PortType[] getInputPorts();

    PortType[] getOutputPorts();
}
