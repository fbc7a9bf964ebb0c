package org.knime.core.node;

import java.util.List;
import org.knime.core.node.context.StandInConfigurations;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** Asks of a node's model what in KNIME only the platform does. */
public final class StandInNodes {
    private StandInNodes() {}

    public static NodeModel model(ConfigurableNodeFactory<?> factory, List<PortType> in, List<PortType> out) {
        return factory.createNodeModel(StandInConfigurations.of(in, out));
    }

    public static boolean isDescribed(NodeFactory<?> factory) {
        return factory.description() != null;
    }

    public static PortObjectSpec[] configure(NodeModel model, PortObjectSpec... in) throws InvalidSettingsException {
        return model.configure(in);
    }

    public static PortObject[] execute(NodeModel model, ExecutionContext context, PortObject... in) throws Exception {
        return model.execute(in, context);
    }

    public static NodeSettings save(NodeModel model) {
        NodeSettings settings = new NodeSettings("model");
        model.saveSettingsTo(settings);
        return settings;
    }

    /** Loads settings as when a workflow is opened. */
    public static void load(NodeModel model, NodeSettingsRO settings) throws InvalidSettingsException {
        model.validateSettings(settings);
        model.loadValidatedSettingsFrom(settings);
    }

    public static String warning(NodeModel model) {
        return model.getWarningMessage();
    }
}
