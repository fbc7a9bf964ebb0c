package org.knime.core.node.streamable;

import org.knime.core.node.port.PortObject;

/** An object that comes in whole; a stand-in with the signatures of KNIME's. */
public class PortObjectInput extends PortInput {
    private final PortObject object;

    public PortObjectInput(PortObject portObject) {
        object = portObject;
    }

    public PortObject getPortObject() {
        return object;
    }
}
