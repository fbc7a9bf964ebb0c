package org.multilevel.knime.predictor;

import org.knime.node.DefaultNode;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.streaming.StreamedNodeFactory;

/** The Linear Mixed Model Predictor: appends the predictions of a fitted model to a table. */
public final class MixedModelPredictorNodeFactory extends StreamedNodeFactory {
    private static final String DESCRIPTION = """
            <p>Predicts the response of a linear mixed model for every row of a table.</p>
            <p>A row of a group that the model was fitted to gets the prediction for its own group: the fixed effects plus the \
            group's random intercept and slopes. A row of another group gets what the option <i>Unseen groups</i> says. The \
            population prediction, without group effects, can be appended too.</p>
            <p>The table needs the predictor columns of the model, under the same names; the response is not needed. Without a \
            group column, or where the group is missing, a row is predicted for the population. A missing value in a predictor gives a missing prediction; an infinite one is refused with its row. Rows are predicted one by one, so that a table of any \
            size can be predicted; row IDs and order stay as they are. In a component that is executed by streaming each row goes on \
            as soon as it is predicted.</p>
            """;

    private static final PredictorNode NODE = new PredictorNode();

    private static final DefaultNode DEFINITION = DefaultNode.create()
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
            .model(NODE::model)
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
        super(DEFINITION, NODE);
    }
}
