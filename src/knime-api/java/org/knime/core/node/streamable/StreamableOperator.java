package org.knime.core.node.streamable;

import org.knime.core.node.ExecutionContext;

/** Works on rows as they come; a stand-in with the signatures of KNIME's. */
public abstract class StreamableOperator {
    public abstract void runFinal(PortInput[] inputs, PortOutput[] outputs, ExecutionContext exec) throws Exception;

    public void runIntermediate(PortInput[] inputs, ExecutionContext exec) throws Exception {}

    public void loadInternals(StreamableOperatorInternals internals) {}

    public StreamableOperatorInternals saveInternals() {
        return null;
    }
}
