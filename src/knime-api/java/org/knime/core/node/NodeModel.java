package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.streamable.InputPortRole;
import org.knime.core.node.streamable.MergeOperator;
import org.knime.core.node.streamable.PartitionInfo;
import org.knime.core.node.streamable.PortOutput;
import org.knime.core.node.streamable.StreamableOperator;
import org.knime.core.node.streamable.StreamableOperatorInternals;

/** The working part of a node; a stand-in with the signatures of KNIME's. */
public abstract class NodeModel implements AbstractNodeView.ViewableModel {
    private final PortType[] in;
    private final PortType[] out;
    private String warning;

    protected NodeModel(PortType[] inPortTypes, PortType[] outPortTypes) {
        in = inPortTypes.clone();
        out = outPortTypes.clone();
    }

    protected final int getNrInPorts() {
        return in.length;
    }

    protected final int getNrOutPorts() {
        return out.length;
    }

    protected final PortType getInPortType(int index) {
        return in[index];
    }

    protected final PortType getOutPortType(int index) {
        return out[index];
    }

    protected PortObjectSpec[] configure(PortObjectSpec[] inSpecs) throws InvalidSettingsException {
        throw new UnsupportedOperationException("The node is not configured.");
    }

    protected PortObject[] execute(PortObject[] inObjects, ExecutionContext exec) throws Exception {
        throw new UnsupportedOperationException("The node is not executed.");
    }

    protected abstract void loadInternals(File nodeInternDir, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    protected abstract void saveInternals(File nodeInternDir, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    protected abstract void saveSettingsTo(NodeSettingsWO settings);

    protected abstract void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException;

    protected abstract void loadValidatedSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException;

    protected abstract void reset();

    protected final void setWarningMessage(String warningMessage) {
        warning = warningMessage;
    }

    protected final String getWarningMessage() {
        return warning;
    }

    public InputPortRole[] getInputPortRoles() {
        InputPortRole[] roles = new InputPortRole[getNrInPorts()];
        Arrays.fill(roles, InputPortRole.NONDISTRIBUTED_NONSTREAMABLE);
        return roles;
    }

    public StreamableOperator createStreamableOperator(PartitionInfo partitionInfo, PortObjectSpec[] inSpecs)
            throws InvalidSettingsException {
        throw new UnsupportedOperationException("The node does not stream.");
    }

    public boolean iterate(StreamableOperatorInternals internals) {
        return false;
    }

    public MergeOperator createMergeOperator() {
        return null;
    }

    public void finishStreamableExecution(
            StreamableOperatorInternals internals, ExecutionContext exec, PortOutput[] output) throws Exception {
        throw new IllegalStateException("Nothing is merged.");
    }
}
