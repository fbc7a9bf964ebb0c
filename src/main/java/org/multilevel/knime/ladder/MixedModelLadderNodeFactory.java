package org.multilevel.knime.ladder;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.ModelTable;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.MixedModel;
import org.multilevel.model.SpecifiedModel;
import org.multilevel.result.ResultTables;

/** Defines the node that fits the models which lead to one, and recommends a step. */
public final class MixedModelLadderNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Fits the models that lead to a linear or generalised mixed model, each with a part more: the null model, a random intercept for each \
            grouping factor, the fixed effects, and each random slope. Every step is tested against the one before, and one is \
            recommended: the last that is better than the one before it at p &lt; 0.05 and whose optimum does not lie at the edge.</p>
            <p>All steps are fitted by maximum likelihood to the rows that the model uses, those of a generalised model with its family, \
            link and approximation. Where a step adds a variance, \
            <i>p_boundary</i> takes into account that it cannot be negative. The sentence with the reason is the node's message.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Mixed Model Ladder")
            .icon("ladder.png")
            .shortDescription("Fits the models that lead to a linear or generalised mixed model, and recommends one.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputPort(
                            "Model",
                            "The model of a learner, linear or generalised: the last step.",
                            MixedModelPortObject.TYPE)
                    .addInputTable("Data", "The table that the model was fitted to: the steps are fitted to its rows.")
                    .addOutputTable(
                            "Ladder",
                            "A row for each step: <i>step</i>, <i>name</i>, <i>formula</i>, <i>parameters</i>, <i>log_likelihood</i>,"
                                    + " <i>aic</i>, <i>bic</i>, <i>icc</i>, <i>r2_marginal</i>, <i>r2_conditional</i>, the test against the row"
                                    + " above (<i>chi_squared</i>, <i>df</i>, <i>p_value</i>, <i>p_boundary</i>), <i>verdict</i> and"
                                    + " <i>recommended</i>."))
            .model(model -> model.withoutParameters()
                    .configure(MixedModelLadderNodeFactory::configure)
                    .execute(MixedModelLadderNodeFactory::execute))
            .nodeType(NodeType.Other)
            .keywords(Keywords.with("model selection", "null model", "r squared", "icc", "step"));

    /** Creates the factory. */
    public MixedModelLadderNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelPortObjectSpec model = input.getInPortSpec(0);
        Sentences.configuring(() -> {
            ModelTable.check(model, input.getInTableSpec(1));
            ModelLadder.check(
                    Formula.parse(model.formula()),
                    List.of(input.getInTableSpec(1).getColumnNames()));
            return output;
        });
        output.setOutSpec(0, KnimeResults.spec(ResultTables.LADDER));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        List<String> said = Sentences.executing(() -> {
            MixedModelPortObject port = input.getInPortObject(0);
            MixedModel model = port.model();
            ExecutionProgress progress = ExecutionProgress.ofPasses(input.getExecutionContext());
            // The ladder of other rows would lead to another model than the one at the port.
            Table table = ModelTable.checked(model, input.getInTable(1), progress);
            ModelLadder ladder = ModelLadder.of(SpecifiedModel.of(model).withProgress(progress), table);
            output.setOutData(0, KnimeResults.table(ResultTables.ladder(ladder), input.getExecutionContext()));
            List<String> sentences = new ArrayList<>(List.of(ladder.reason()));
            sentences.addAll(ladder.notes());
            return sentences;
        });
        output.setWarningMessage(String.join(" ", said));
    }
}
