package org.multilevel.knime.streaming;

import java.io.File;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.streamable.InputPortRole;
import org.knime.core.node.streamable.MergeOperator;
import org.knime.core.node.streamable.PartitionInfo;
import org.knime.core.node.streamable.PortOutput;
import org.knime.core.node.streamable.StreamableOperator;
import org.knime.core.node.streamable.StreamableOperatorInternals;
import org.knime.core.webui.node.dialog.defaultdialog.NodeParametersUtil;
import org.knime.node.parameters.NodeParameters;
import org.multilevel.knime.Sentences;

/**
 * A node on a canvas that streams; settings are made, read and written as by the node model of KNIME's definitions.
 *
 * <p>One operator gets all rows in their order, so that what it says of them is said of all.
 */
final class StreamedNodeModel<P extends NodeParameters> extends NodeModel {
    private final StreamedNode<P> node;
    private @Nullable P parameters;

    StreamedNodeModel(StreamedNode<P> node, PortType[] inputs, PortType[] outputs) {
        super(inputs, outputs);
        this.node = node;
    }

    @Override
    protected PortObjectSpec[] configure(PortObjectSpec[] in) throws InvalidSettingsException {
        if (parameters == null) {
            parameters = NodeParametersUtil.createSettings(node.parametersClass(), in);
            parameters.validate();
        }
        return new PortObjectSpec[] {node.configure(in, parameters, this::setWarningMessage)};
    }

    @Override
    protected PortObject[] execute(PortObject[] in, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException {
        return new PortObject[] {node.execute(in, parameters(), context, this::setWarningMessage)};
    }

    private P parameters() {
        if (parameters == null) {
            throw new IllegalStateException("KNIME configures a node before it runs it");
        }
        return parameters;
    }

    @Override
    public InputPortRole[] getInputPortRoles() {
        InputPortRole[] roles = super.getInputPortRoles();
        roles[node.streamedInput()] = InputPortRole.NONDISTRIBUTED_STREAMABLE;
        return roles;
    }

    @Override
    public StreamableOperator createStreamableOperator(PartitionInfo part, PortObjectSpec[] in) {
        return node.operator(this::parameters);
    }

    /** There is one operator, so that nothing is merged; but KNIME asks for what it has left only where something can be. */
    @Override
    public MergeOperator createMergeOperator() {
        return new MergeOperator() {
            @Override
            public @Nullable StreamableOperatorInternals mergeIntermediate(StreamableOperatorInternals[] left) {
                return left[0];
            }

            @Override
            public @Nullable StreamableOperatorInternals mergeFinal(StreamableOperatorInternals[] left) {
                return left[0];
            }
        };
    }

    /** Hears nothing where a node behind wanted no more rows. */
    @Override
    public void finishStreamableExecution(
            @Nullable StreamableOperatorInternals internals, ExecutionContext context, PortOutput[] out) {
        if (internals instanceof StreamedRemarks remarks) {
            Sentences.warn(this::setWarningMessage, remarks.sentences());
        }
    }

    @Override
    public boolean iterate(@Nullable StreamableOperatorInternals internals) {
        return node.readsRowsBefore() && internals == null;
    }

    @Override
    protected void saveSettingsTo(NodeSettingsWO settings) {
        NodeParametersUtil.saveSettings(
                node.parametersClass(),
                parameters == null ? NodeParametersUtil.createSettings(node.parametersClass()) : parameters,
                settings);
    }

    @Override
    protected void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
        NodeParametersUtil.loadSettings(settings, node.parametersClass()).validate();
    }

    @Override
    protected void loadValidatedSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        parameters = NodeParametersUtil.loadSettings(settings, node.parametersClass());
    }

    @Override
    protected void reset() {
        // A node keeps nothing of its last run.
    }

    @Override
    protected void loadInternals(File folder, ExecutionMonitor monitor) {
        // A node keeps nothing of its last run.
    }

    @Override
    protected void saveInternals(File folder, ExecutionMonitor monitor) {
        // A node keeps nothing of its last run.
    }
}
