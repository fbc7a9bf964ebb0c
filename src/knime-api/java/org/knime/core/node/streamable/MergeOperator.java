package org.knime.core.node.streamable;

/** Puts together what several operators have left; a stand-in with the signatures of KNIME's. */
public abstract class MergeOperator {
    public StreamableOperatorInternals mergeIntermediate(StreamableOperatorInternals[] operators) {
        throw new IllegalStateException("Not implemented");
    }

    public abstract StreamableOperatorInternals mergeFinal(StreamableOperatorInternals[] operators);
}
