package org.multilevel.knime.predictor;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;

/** The Linear Mixed Model Predictor: appends the predictions of a fitted model to a table. */
public final class MixedModelPredictorNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Predicts the response of a linear mixed model for every row of a table.</p>
            <p>A row of a group that the model was fitted to gets the prediction for its own group: the fixed effects plus the \
            group's random intercept and slopes. A row of another group gets what the option <i>Unseen groups</i> says. The \
            population prediction, without group effects, can be appended too.</p>
            <p>The table needs the predictor columns of the model, under the same names; the response is not needed. Without a \
            group column, or where the group is missing, a row is predicted for the population. A missing value in a predictor gives a missing prediction; an infinite one is refused with its row. Rows are predicted one by one, so that a table of any \
            size can be predicted; row IDs and order stay as they are.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Linear Mixed Model Predictor")
            .icon("predictor.png")
            .shortDescription("Predicts rows of known and new groups with a linear mixed model.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputPort(
                            "Model", "The model of a Linear Mixed Model Learner.", MixedModelPortObject.TYPE)
                    .addInputTable(
                            "Data", "The rows to be predicted, with the predictor and group columns of the model.")
                    .addOutputTable("Predictions", "The same rows with the predictions appended."))
            .model(model -> model.parametersClass(MixedModelPredictorParameters.class)
                    .configure(MixedModelPredictorNodeFactory::configure)
                    .execute(MixedModelPredictorNodeFactory::execute))
            .nodeType(NodeType.Predictor)
            .keywords(
                    "lmm",
                    "lme4",
                    "lmer",
                    "multilevel",
                    "hierarchical",
                    "random effects",
                    "mixed effects",
                    "prediction",
                    "blup",
                    "population",
                    "unseen groups");

    /** Creates the factory, as KNIME does. */
    public MixedModelPredictorNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelPortObjectSpec model = input.getInPortSpec(0);
        MixedModelPredictorParameters parameters = input.getParameters();
        output.setOutSpec(
                0,
                Sentences.configuring(() -> PredictionTable.of(model, input.getInTableSpec(1), parameters)
                        .spec()));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws CanceledExecutionException, KNIMEException {
        MixedModelPortObject model = input.getInPortObject(0);
        MixedModelPredictorParameters parameters = input.getParameters();
        PredictionTable.Result result = Sentences.executing(() -> {
            var table = input.getInTable(1);
            return PredictionTable.of(model.getSpec(), table.getDataTableSpec(), parameters)
                    .predict(model.model(), table, input.getExecutionContext());
        });
        output.setOutData(0, result.table());
        Sentences.warn(output, result.summary().sentences());
    }
}
