package org.knime.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knime.core.node.port.PortType;
import org.knime.node.RequirePorts.ConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.BoundExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.ExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.knime.node.RequirePorts.RequireConfigurablePortMode;
import org.knime.node.RequirePorts.RequireInputPortName;
import org.knime.node.RequirePorts.RequirePortName;
import org.knime.node.RequirePorts.RequireSupportedTypes;

/** A group of ports of a node: a fixed one, or one that can be extended. Only the stand-in has it. */
final class PortGroup {
    final String id;
    final boolean input;
    final String name;
    final String description;
    final List<PortType> types = new ArrayList<>();
    boolean extendable;

    private PortGroup(String id, boolean input, String name, String description) {
        this.id = id;
        this.input = input;
        this.name = name;
        this.description = description;
    }

    /** In the order of their definition; no two groups have the same id. */
    static List<PortGroup> defined(Consumer<DynamicPortsAdder> definition) {
        Map<String, PortGroup> groups = new LinkedHashMap<>();
        definition.accept(new Adder(groups));
        return List.copyOf(groups.values());
    }

    private static final class Adder implements DynamicPortsAdder {
        private final Map<String, PortGroup> groups;

        Adder(Map<String, PortGroup> groups) {
            this.groups = groups;
        }

        @Override
        public DynamicPortsAdder addInputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration) {
            return add(groupId, true, groupConfiguration);
        }

        @Override
        public DynamicPortsAdder addOutputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration) {
            return add(groupId, false, groupConfiguration);
        }

        @Override
        public DynamicPortsAdder addInputAndOutputPortGroup(
                String groupId, Function<RequireInputPortName, ConfigurablePort> groupConfiguration) {
            throw new UnsupportedOperationException("No node of ours has such a group.");
        }

        private DynamicPortsAdder add(
                String id, boolean input, Function<RequirePortName, ConfigurablePort> definition) {
            definition.apply(name -> description -> {
                PortGroup group = new PortGroup(id, input, name, description);
                if (groups.putIfAbsent(id, group) != null) {
                    throw new IllegalArgumentException("Port group \"" + id + "\" already exists.");
                }
                return new Mode(group);
            });
            return this;
        }
    }

    private static final class Mode implements RequireConfigurablePortMode {
        private final PortGroup group;

        Mode(PortGroup group) {
            this.group = group;
        }

        @Override
        public FinalConfigurablePort fixed(PortType portType) {
            group.types.add(portType);
            return new FinalConfigurablePort();
        }

        @Override
        public RequireSupportedTypes<OptionalConfigurablePort> optional() {
            throw new UnsupportedOperationException("No node of ours has an optional port.");
        }

        @Override
        public RequireSupportedTypes<ExtendableConfigurablePort> extendable() {
            group.extendable = true;
            return new RequireSupportedTypes<>() {
                @Override
                public ExtendableConfigurablePort supportedTypes(PortType... portTypes) {
                    group.types.addAll(Arrays.asList(portTypes));
                    return new Extendable();
                }

                @Override
                public ExtendableConfigurablePort supportedTypes(Predicate<PortType> portTypePredicate) {
                    return new Extendable();
                }
            };
        }

        @Override
        public BoundExtendableConfigurablePort boundExtendable(String groupId) {
            throw new UnsupportedOperationException("No node of ours has bound ports.");
        }

        @Override
        public RequireSupportedTypes<FinalConfigurablePort> exchangable(PortType defaultType) {
            throw new UnsupportedOperationException("No node of ours has an exchangeable port.");
        }
    }

    private static final class Extendable implements ExtendableConfigurablePort {
        @Override
        public ExtendableConfigurablePort fixedTypes(PortType... portTypes) {
            throw new UnsupportedOperationException("Fixed ports of an extendable group have no name in KNIME.");
        }

        @Override
        public ExtendableConfigurablePort defaultNonFixedTypes(PortType... portTypes) {
            return this;
        }
    }
}
