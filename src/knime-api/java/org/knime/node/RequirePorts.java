package org.knime.node;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNode.RequireModel;
import org.knime.node.RequirePorts.ConfigurablePort.BoundExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.ExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;

/** Asks for the ports of a node; a stand-in with the signatures of KNIME's. */
public interface RequirePorts {
    /** A port without a group is a fixed group of its own, named as the port is. */
    default RequireModel ports(Consumer<PortsAdder> ports) {
        return dynamicPorts(groups -> ports.accept(new PortsAdder() {
            @Override
            public PortsAdder addInputPort(String name, String description, PortType portType) {
                groups.addInputPortGroup(
                        name, group -> group.name(name).description(description).fixed(portType));
                return this;
            }

            @Override
            public PortsAdder addOutputPort(String name, String description, PortType portType) {
                groups.addOutputPortGroup(
                        name, group -> group.name(name).description(description).fixed(portType));
                return this;
            }
        }));
    }

    RequireModel dynamicPorts(Consumer<DynamicPortsAdder> ports);

    /** Adds fixed ports. */
    interface PortsAdder {
        PortsAdder addInputPort(String name, String description, PortType portType);

        PortsAdder addOutputPort(String name, String description, PortType portType);

        default PortsAdder addInputTable(String name, String description) {
            return addInputPort(name, description, BufferedDataTable.TYPE);
        }

        default PortsAdder addOutputTable(String name, String description) {
            return addOutputPort(name, description, BufferedDataTable.TYPE);
        }
    }

    /** Adds groups of ports. */
    interface DynamicPortsAdder {
        DynamicPortsAdder addInputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration);

        DynamicPortsAdder addOutputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration);

        DynamicPortsAdder addInputAndOutputPortGroup(
                String groupId, Function<RequireInputPortName, ConfigurablePort> groupConfiguration);
    }

    /** Asks for the name of a port. */
    interface RequirePortName {
        RequirePortDescription name(String name);
    }

    /** Asks for the description of a port. */
    interface RequirePortDescription {
        RequireConfigurablePortMode description(String description);
    }

    /** Asks for the name of an input port. */
    interface RequireInputPortName {
        RequireInputPortDescription inputName(String name);
    }

    /** Asks for the description of an input port. */
    interface RequireInputPortDescription {
        RequireOutputPortName inputDescription(String description);
    }

    /** Asks for the name of an output port. */
    interface RequireOutputPortName {
        RequireOutputPortDescription outputName(String name);
    }

    /** Asks for the description of an output port. */
    interface RequireOutputPortDescription {
        RequireConfigurablePortMode outputDescription(String description);
    }

    /** Asks how many ports there are. */
    interface RequireConfigurablePortMode {
        FinalConfigurablePort fixed(PortType portType);

        RequireSupportedTypes<OptionalConfigurablePort> optional();

        RequireSupportedTypes<ExtendableConfigurablePort> extendable();

        BoundExtendableConfigurablePort boundExtendable(String groupId);

        RequireSupportedTypes<FinalConfigurablePort> exchangable(PortType defaultType);
    }

    /** Asks for the types that a port can have. */
    interface RequireSupportedTypes<T> {
        T supportedTypes(PortType... portTypes);

        T supportedTypes(Predicate<PortType> portTypePredicate);
    }

    /** A port or a group of ports. */
    sealed interface ConfigurablePort
            permits FinalConfigurablePort,
                    OptionalConfigurablePort,
                    ExtendableConfigurablePort,
                    BoundExtendableConfigurablePort {
        /** One that is settled. */
        final class FinalConfigurablePort implements ConfigurablePort {}

        /** One that can be left out. */
        non-sealed interface OptionalConfigurablePort extends ConfigurablePort {
            FinalConfigurablePort defaultPortType(PortType defaultPortType);
        }

        /** One that can be extended. */
        non-sealed interface ExtendableConfigurablePort extends ConfigurablePort {
            ExtendableConfigurablePort fixedTypes(PortType... portTypes);

            ExtendableConfigurablePort defaultNonFixedTypes(PortType... portTypes);
        }

        /** One that is extended with another one. */
        non-sealed interface BoundExtendableConfigurablePort extends ConfigurablePort {
            BoundExtendableConfigurablePort fixedNumPorts(int numPorts);

            BoundExtendableConfigurablePort defaultNumPorts(int numPorts);
        }
    }
}
