package org.knime.core.node;

import java.util.concurrent.CompletionException;
import org.knime.core.data.container.ColumnRearranger;

/** Wraps what stops a rearrangement in another exception, as KNIME does with tables that are stored by columns. */
public final class WrappingContext extends ExecutionContext {
    public WrappingContext(NodeProgressMonitor monitor) {
        super(monitor);
    }

    @Override
    public BufferedDataTable createColumnRearrangeTable(
            BufferedDataTable in, ColumnRearranger rearranger, ExecutionMonitor subProgressMon) {
        try {
            return super.createColumnRearrangeTable(in, rearranger, subProgressMon);
        } catch (RuntimeException | CanceledExecutionException e) {
            throw new CompletionException(e);
        }
    }
}
