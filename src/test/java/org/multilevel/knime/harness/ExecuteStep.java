package org.multilevel.knime.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.StandInNodeModel;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.NodeDefinition;
import org.knime.node.parameters.NodeParameters;

/** Executes a node once. */
final class ExecuteStep implements ExecuteInput, ExecuteOutput {
    private final Optional<NodeParameters> parameters;
    private final StandInNodeModel model;
    private final ExecutionContext context;
    private final PortObject[] in;
    private final List<PortType> outTypes;
    private final PortObject[] out;
    private Optional<String> warning = Optional.empty();

    private ExecuteStep(
            Optional<NodeParameters> parameters,
            StandInNodeModel model,
            ExecutionContext context,
            PortObject[] in,
            List<PortType> outTypes) {
        this.parameters = parameters;
        this.model = model;
        this.context = context;
        this.in = in;
        this.outTypes = outTypes;
        out = new PortObject[outTypes.size()];
    }

    static ExecuteStep run(
            NodeDefinition definition,
            Optional<NodeParameters> parameters,
            StandInNodeModel model,
            ExecutionContext context,
            PortObject... in)
            throws InvalidSettingsException, KNIMEException, CanceledExecutionException {
        ExecuteStep step = new ExecuteStep(parameters, model, context, in, definition.types(false, 0));
        if (definition.rearranges()) {
            BufferedDataTable table = (BufferedDataTable) in[0];
            step.out[0] = context.createColumnRearrangeTable(
                    table, ConfigureStep.rearranger(definition, parameters, table.getSpec()), context);
        } else {
            definition.execute(step, step);
        }
        return step;
    }

    /** What comes out is there, is of the port's type, and has the structure that configure has promised. */
    static void check(NodeDefinition definition, Configured promised, List<PortObject> outputs) {
        List<PortType> types = definition.types(false, 0);
        for (int i = 0; i < types.size(); i++) {
            PortObject output = outputs.get(i);
            if (!types.get(i).acceptsPortObject(output)) {
                throw new AssertionError("Output " + i + " is to be " + types.get(i) + " but is " + output);
            }
            PortObjectSpec expected = promised.specs().get(i);
            PortObjectSpec made = output.getSpec();
            boolean same = expected instanceof DataTableSpec table
                    ? table.equalStructure((DataTableSpec) made)
                    : expected == null || expected.equals(made);
            if (!same) {
                throw new AssertionError("Output " + i + " was configured as " + expected + " but is " + made);
            }
        }
    }

    List<PortObject> outputs() {
        return NodeRun.listOf(out);
    }

    Optional<String> warning() {
        return warning;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <S extends NodeParameters> S getParameters() {
        return (S) parameters.orElse(null);
    }

    @Override
    public ExecutionContext getExecutionContext() {
        return context;
    }

    @Override
    public PortObject[] getInPortObjects() {
        return in;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <D extends PortObject> D getInPortObject(int portIndex) {
        return (D) in[portIndex];
    }

    @Override
    public BufferedDataTable[] getInTables() {
        return Arrays.stream(in).map(BufferedDataTable.class::cast).toArray(BufferedDataTable[]::new);
    }

    @Override
    public BufferedDataTable getInTable(int portIndex) {
        return (BufferedDataTable) in[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
        return outTypes.toArray(PortType[]::new);
    }

    @Override
    public <D extends PortObject> void setOutData(int index, D data) {
        out[index] = data;
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <D extends PortObject> void setOutData(D... data) {
        System.arraycopy(data, 0, out, 0, data.length);
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <D extends PortObject> void setInternalData(D... data) {
        model.setInternalPortObjects(data);
    }

    @Override
    public void setWarningMessage(String message) {
        warning = Optional.ofNullable(message);
    }
}
