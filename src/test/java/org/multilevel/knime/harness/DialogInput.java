package org.multilevel.knime.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParametersInput;

/**
 * What a dialog knows of the node's inputs: their specifications, null where a port is not connected, and the objects at the ports, none
 * before the nodes before it are executed.
 */
record DialogInput(List<PortType> in, List<PortType> out, List<PortObject> objects, PortObjectSpec... specs)
        implements NodeParametersInput {
    @Override
    public PortType[] getInPortTypes() {
        return in.toArray(PortType[]::new);
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
        return specs;
    }

    @Override
    public Optional<PortObjectSpec> getInPortSpec(int portIndex) {
        return Optional.ofNullable(specs[portIndex]);
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
        return Arrays.stream(specs).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
    }

    @Override
    public Optional<DataTableSpec> getInTableSpec(int portIndex) {
        return getInPortSpec(portIndex).map(DataTableSpec.class::cast);
    }

    @Override
    public PortObject[] getInPortObjects() {
        return objects.isEmpty() ? new PortObject[specs.length] : objects.toArray(PortObject[]::new);
    }

    @Override
    public Optional<PortObject> getInPortObject(int portIndex) {
        return objects.isEmpty() ? Optional.empty() : Optional.of(objects.get(portIndex));
    }

    @Override
    public BufferedDataTable[] getInTables() {
        return Arrays.stream(getInPortObjects())
                .map(BufferedDataTable.class::cast)
                .toArray(BufferedDataTable[]::new);
    }

    @Override
    public Optional<BufferedDataTable> getInTable(int portIndex) {
        return getInPortObject(portIndex).map(BufferedDataTable.class::cast);
    }

    @Override
    public PortType[] getOutPortTypes() {
        return out.toArray(PortType[]::new);
    }
}
