package org.knime.core.node;

import java.io.File;
import java.util.List;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectHolder;
import org.knime.core.node.port.PortType;

/** The model of a node in a test: it holds what the node keeps for its view. */
public final class StandInNodeModel extends NodeModel implements PortObjectHolder {
    private PortObject[] internal;

    public StandInNodeModel(List<PortType> in, List<PortType> out) {
        super(in.toArray(PortType[]::new), out.toArray(PortType[]::new));
    }

    @Override
    public PortObject[] getInternalPortObjects() {
        return internal;
    }

    @Override
    public void setInternalPortObjects(PortObject[] portObjects) {
        internal = portObjects;
    }

    @Override
    protected void saveSettingsTo(NodeSettingsWO settings) {}

    @Override
    protected void validateSettings(NodeSettingsRO settings) {}

    @Override
    protected void loadValidatedSettingsFrom(NodeSettingsRO settings) {}

    @Override
    protected void loadInternals(File folder, ExecutionMonitor monitor) {}

    @Override
    protected void saveInternals(File folder, ExecutionMonitor monitor) {}

    @Override
    protected void reset() {}
}
