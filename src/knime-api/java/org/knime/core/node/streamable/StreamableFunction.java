package org.knime.core.node.streamable;

import org.knime.core.data.DataRow;
import org.knime.core.node.ExecutionContext;

/** Makes a row out of a row; a stand-in with the signatures of KNIME's. */
public abstract class StreamableFunction extends StreamableOperator {
    protected StreamableFunction() {}

    public void init(ExecutionContext ctx) throws Exception {}

    public DataRow compute(DataRow input) throws Exception {
        return compute(input, -1);
    }

    public DataRow compute(DataRow input, long rowIndex) throws Exception {
        return compute(input);
    }

    public void finish() {}
}
