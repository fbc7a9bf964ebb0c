package org.multilevel.knime.predictor;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.streamable.PortInput;
import org.knime.core.node.streamable.PortObjectInput;
import org.knime.core.node.streamable.RowInput;
import org.knime.core.node.streamable.RowOutput;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.streaming.StreamedNode;
import org.multilevel.knime.streaming.StreamedOperator;

/** What the predictor does: the model comes whole, the rows as a table or one by one. */
final class PredictorNode implements StreamedNode<MixedModelPredictorParameters> {
    private static final int MODEL = 0;
    private static final int TABLE = 1;

    @Override
    public Class<MixedModelPredictorParameters> parametersClass() {
        return MixedModelPredictorParameters.class;
    }

    @Override
    public DataTableSpec configure(
            PortObjectSpec[] in, MixedModelPredictorParameters parameters, Consumer<String> warning)
            throws InvalidSettingsException {
        return Sentences.configuring(
                () -> PredictionTable.of((MixedModelPortObjectSpec) in[MODEL], (DataTableSpec) in[TABLE], parameters)
                        .spec());
    }

    @Override
    public BufferedDataTable execute(
            PortObject[] in,
            MixedModelPredictorParameters parameters,
            ExecutionContext context,
            Consumer<String> warning)
            throws KNIMEException, CanceledExecutionException {
        MixedModelPortObject model = (MixedModelPortObject) in[MODEL];
        BufferedDataTable rows = (BufferedDataTable) in[TABLE];
        PredictionTable.Result result =
                Sentences.executing(() -> PredictionTable.of(model.getSpec(), rows.getDataTableSpec(), parameters)
                        .predict(model.model(), rows, context));
        Sentences.warn(warning, result.summary().sentences());
        return result.table();
    }

    @Override
    public int streamedInput() {
        return TABLE;
    }

    @Override
    public boolean readsRowsBefore() {
        return false;
    }

    @Override
    public StreamedOperator operator(Supplier<MixedModelPredictorParameters> parameters) {
        return new StreamedOperator() {
            @Override
            protected List<String> run(PortInput[] in, RowOutput predicted, ExecutionContext context)
                    throws KNIMEException, CanceledExecutionException, InterruptedException {
                MixedModelPortObject model = (MixedModelPortObject) ((PortObjectInput) in[MODEL]).getPortObject();
                RowInput rows = (RowInput) in[TABLE];
                PredictionTable table = Sentences.executing(
                        () -> PredictionTable.of(model.getSpec(), rows.getDataTableSpec(), parameters.get()));
                return table.predict(model.model(), rows, predicted, context).sentences();
            }
        };
    }
}
