package org.knime.core.node.streamable;

import org.knime.core.data.DataRow;
import org.knime.core.node.ExecutionContext;

/** Makes a row out of a row; a stand-in with the signatures of KNIME's. */
public abstract class StreamableFunction extends StreamableOperator {
    protected StreamableFunction() {}

    @Override
    public void runFinal(PortInput[] inputs, PortOutput[] outputs, ExecutionContext ctx) throws Exception {
        init(ctx);
        RowInput in = (RowInput) inputs[0];
        RowOutput out = (RowOutput) outputs[0];
        long index = 0;
        for (DataRow row = in.poll(); row != null; row = in.poll()) {
            out.push(compute(row, index++));
        }
        finish();
    }

    public void init(ExecutionContext ctx) throws Exception {}

    public DataRow compute(DataRow input) throws Exception {
        return compute(input, -1);
    }

    public DataRow compute(DataRow input, long rowIndex) throws Exception {
        return compute(input);
    }

    public void finish() {}
}
