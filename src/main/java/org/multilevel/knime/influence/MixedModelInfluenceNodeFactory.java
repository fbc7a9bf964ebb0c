package org.multilevel.knime.influence;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.data.Progress;
import org.multilevel.fit.FitOptions;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.influence.LevelInfluence;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.ModelTable;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTables;

/** Defines the node that says which levels of a grouping factor drive a model. */
public final class MixedModelInfluenceNodeFactory extends DefaultNodeFactory {
    private static final int NAMED = 3;

    private static final String DESCRIPTION = """
            <p>Leaves out one level of a grouping factor after the other, such as each school, or one subject of residuals that go together, fits the model again to all other rows, and \
            says what moves: Cook's distance, the change of each fixed effect in standard errors, and the change of each standard \
            deviation and correlation.</p>
            <p>The refits are exact, and need no further pass over the table: the cross-products of the level are subtracted; a generalised \
            model is fitted again to the rows that are left. The model port \
            does not carry cross-products, which grow with the groups and their pairs; so the table is the second input and is \
            read again. Levels that move the fixed effects most are named in the node's message.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Mixed Model Influence")
            .icon("influence.png")
            .shortDescription("Says which groups drive a mixed model, by leaving out each.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputPort(
                            "Model", "The model of a learner of this extension.", MixedModelPortObject.TYPE)
                    .addInputTable("Data", "The table that the model was fitted to, unchanged.")
                    .addOutputTable(
                            "Influence",
                            "A row for each level and estimate: <i>group</i>, <i>level</i>, <i>rows</i>, <i>cooks_distance</i>,"
                                    + " <i>parameter</i>, <i>dfbetas</i> (change of a fixed effect in standard errors of the full fit) and"
                                    + " <i>change</i> (of a standard deviation or correlation)."))
            .model(model -> model.parametersClass(MixedModelInfluenceParameters.class)
                    .configure(MixedModelInfluenceNodeFactory::configure)
                    .execute(MixedModelInfluenceNodeFactory::execute))
            .nodeType(NodeType.Other)
            .keywords(Keywords.with("influence", "cook's distance", "dfbetas", "outlier", "leave one out"));

    /** Creates the factory. */
    public MixedModelInfluenceNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelInfluenceParameters parameters = input.getParameters();
        MixedModelPortObjectSpec model = input.getInPortSpec(0);
        Sentences.configuring(() -> {
            String group = parameters.group(model.factorsToLeaveOut());
            ModelTable.check(model, input.getInTableSpec(1));
            return group;
        });
        output.setOutSpec(0, KnimeResults.spec(ResultTables.INFLUENCE_CHANGES));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        MixedModelInfluenceParameters parameters = input.getParameters();
        Influence found = Sentences.executing(() -> {
            MixedModelPortObject port = input.getInPortObject(0);
            MixedModel model = port.model();
            String group = parameters.group(port.getSpec().factorsToLeaveOut());
            ExecutionProgress progress = ExecutionProgress.ofPasses(input.getExecutionContext());
            Influence influence = influence(model, input.getInTable(1), group, progress);
            output.setOutData(
                    0, KnimeResults.table(ResultTables.influenceChanges(influence), input.getExecutionContext()));
            return influence;
        });
        output.setWarningMessage(said(found));
    }

    private static Influence influence(MixedModel model, BufferedDataTable table, String group, Progress progress) {
        int threads = FitOptions.DEFAULT.threads();
        return model.generalised().isPresent()
                ? Influence.of(ModelTable.liveGeneralised(model, table, progress), group, threads, progress)
                : Influence.of(ModelTable.live(model, table, progress), group, threads, progress);
    }

    private static String said(Influence influence) {
        List<LevelInfluence> most = influence.mostInfluential(NAMED);
        String named = most.stream()
                .map(level ->
                        String.format(Locale.ROOT, "%s (Cook's distance %.3f)", level.level(), level.cooksDistance()))
                .collect(Collectors.joining(", "));
        String sentence = most.isEmpty() ? "" : "Most influential: " + named + ". ";
        return (sentence + String.join(" ", influence.notes())).strip();
    }
}
