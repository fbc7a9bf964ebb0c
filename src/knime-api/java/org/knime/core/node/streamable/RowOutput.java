package org.knime.core.node.streamable;

import org.knime.core.data.DataRow;

/** Rows that go out one by one; a stand-in with the signatures of KNIME's. */
public abstract class RowOutput extends PortOutput {
    public abstract void push(DataRow row) throws InterruptedException;

    public abstract void close() throws InterruptedException;

    /** Nobody wants more rows. */
    @SuppressWarnings("serial")
    public static class OutputClosedException extends RuntimeException {}
}
