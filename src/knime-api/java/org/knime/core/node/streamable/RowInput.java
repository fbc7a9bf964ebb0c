package org.knime.core.node.streamable;

import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;

/** Rows that come in one by one; a stand-in with the signatures of KNIME's. */
public abstract class RowInput extends PortInput {
    public abstract DataTableSpec getDataTableSpec();

    public abstract DataRow poll() throws InterruptedException;

    public abstract void close();
}
