package org.knime.core.node.context;

import java.util.List;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.node.port.PortType;

/** Makes the configurations of the stand-in, whose constructors are not public. */
public final class StandInConfigurations {
    private StandInConfigurations() {}

    public static NodeCreationConfiguration of(List<PortType> in, List<PortType> out) {
        return new NodeCreationConfiguration(new PortsConfiguration() {
            @Override
            public PortType[] getInputPorts() {
                return in.toArray(PortType[]::new);
            }

            @Override
            public PortType[] getOutputPorts() {
                return out.toArray(PortType[]::new);
            }
        });
    }
}
