package org.multilevel.knime.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.RearrangeColumnsInput;
import org.knime.node.NodeDefinition;
import org.knime.node.parameters.NodeParameters;

/** Configures a node once. */
final class ConfigureStep implements ConfigureInput, ConfigureOutput {
    private final Optional<NodeParameters> parameters;
    private final PortObjectSpec[] in;
    private final List<PortType> outTypes;
    private final PortObjectSpec[] out;
    private Optional<String> warning = Optional.empty();

    private ConfigureStep(Optional<NodeParameters> parameters, PortObjectSpec[] in, List<PortType> outTypes) {
        this.parameters = parameters;
        this.in = in;
        this.outTypes = outTypes;
        out = new PortObjectSpec[outTypes.size()];
    }

    static Configured run(NodeDefinition definition, Optional<NodeParameters> parameters, PortObjectSpec... in)
            throws InvalidSettingsException {
        ConfigureStep step = new ConfigureStep(parameters, in, definition.types(false, 0));
        if (definition.rearranges()) {
            step.setOutSpec(
                    0, rearranger(definition, parameters, (DataTableSpec) in[0]).createSpec());
        } else {
            definition.configure(step, step);
        }
        return new Configured(NodeRun.listOf(step.out), step.warning);
    }

    static ColumnRearranger rearranger(
            NodeDefinition definition, Optional<NodeParameters> parameters, DataTableSpec spec)
            throws InvalidSettingsException {
        ColumnRearranger[] made = new ColumnRearranger[1];
        definition.rearrange(
                new RearrangeColumnsInput() {
                    @Override
                    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
                    public <S extends NodeParameters> S getParameters() {
                        return (S) parameters.orElse(null);
                    }

                    @Override
                    public DataTableSpec getDataTableSpec() {
                        return spec;
                    }
                },
                rearranger -> made[0] = rearranger);
        if (made[0] == null) {
            throw new InvalidSettingsException("No column rearranger has been set.");
        }
        return made[0];
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <S extends NodeParameters> S getParameters() {
        return (S) parameters.orElse(null);
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
        return in;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <S extends PortObjectSpec> S getInPortSpec(int index) {
        return (S) in[index];
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
        return Arrays.stream(in).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
    }

    @Override
    public DataTableSpec getInTableSpec(int portIndex) {
        return (DataTableSpec) in[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
        return outTypes.toArray(PortType[]::new);
    }

    @Override
    public <S extends PortObjectSpec> void setOutSpec(int index, S spec) {
        out[index] = spec;
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <S extends PortObjectSpec> void setOutSpecs(S... specs) {
        System.arraycopy(specs, 0, out, 0, specs.length);
    }

    @Override
    public void setWarningMessage(String message) {
        warning = Optional.ofNullable(message);
    }
}
