package org.multilevel.knime.streaming;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.streamable.PortInput;
import org.knime.core.node.streamable.PortOutput;
import org.knime.core.node.streamable.RowOutput;
import org.knime.core.node.streamable.StreamableOperator;
import org.knime.core.node.streamable.StreamableOperatorInternals;

/**
 * Makes the rows of a streamed table.
 *
 * <p>KNIME may run it on a copy of the node, so that what a pass over the rows leaves, and what there is to say of them at the end, goes
 * to the node as KNIME hands it on.
 */
public abstract class StreamedOperator extends StreamableOperator {
    private @Nullable StreamableOperatorInternals left;

    /**
     * Makes the rows.
     *
     * @return what the user should know of them
     * @throws KNIMEException with the reason why there are none
     * @throws CanceledExecutionException if the user has asked to stop
     * @throws InterruptedException if a node before or after has failed
     */
    protected abstract List<String> run(PortInput[] in, RowOutput made, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException, InterruptedException;

    /** Returns what a reading of the rows before has left. */
    protected final @Nullable StreamableOperatorInternals left() {
        return left;
    }

    /** Keeps what a reading of the rows has found for when they are made. */
    protected final void leave(StreamableOperatorInternals found) {
        left = found;
    }

    @Override
    public final void runFinal(PortInput[] in, PortOutput[] out, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException, InterruptedException {
        left = new StreamedRemarks(run(in, (RowOutput) out[0], context));
    }

    @Override
    public final @Nullable StreamableOperatorInternals saveInternals() {
        return left;
    }

    @Override
    public final void loadInternals(@Nullable StreamableOperatorInternals internals) {
        left = internals;
    }
}
