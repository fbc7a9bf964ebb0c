package org.multilevel.knime.comparison;

import java.util.Arrays;
import java.util.List;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTables;

/** Defines the node that compares two or more fitted models. */
public final class MixedModelComparisonNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Compares two or more linear mixed models that were fitted to the same rows: number of parameters, AIC, BIC, \
            log-likelihood and deviance, and a likelihood-ratio test of each model against the next smaller one.</p>
            <p>A low p-value says that the larger model describes the data better than the smaller one would by chance. The \
            test holds where one model is a special case of the other; AIC and BIC, where smaller is better, hold for other \
            models too.</p>
            <p>Models of other rows are refused, and so are models with different fixed effects that were fitted by REML, \
            since their likelihoods cannot be compared: fit them by ML. More input ports can be added with the three dots of \
            the node.</p>
            """;

    // The first two ports are groups of their own, since the ports of an extendable group cannot be required.
    private static final DefaultNode NODE = DefaultNode.create()
            .name("Mixed Model Comparison")
            .icon("comparison.png")
            .shortDescription("Compares linear mixed models by likelihood-ratio tests, AIC and BIC.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .dynamicPorts(ports -> ports.addInputPortGroup(
                            "Model 1",
                            group -> group.name("Model 1")
                                    .description("A model of a Linear Mixed Model Learner.")
                                    .fixed(MixedModelPortObject.TYPE))
                    .addInputPortGroup(
                            "Model 2",
                            group -> group.name("Model 2")
                                    .description("Another model of the same rows.")
                                    .fixed(MixedModelPortObject.TYPE))
                    .addInputPortGroup(
                            "More models",
                            group -> group.name("More models")
                                    .description("Further models of the same rows.")
                                    .extendable()
                                    .supportedTypes(MixedModelPortObject.TYPE))
                    .addOutputPortGroup(
                            "Comparison",
                            group -> group.name("Comparison")
                                    .description(
                                            "A row for each model, from few parameters to many: <i>model</i>, <i>formula</i>,"
                                                    + " <i>parameters</i>, <i>aic</i>, <i>bic</i>, <i>log_likelihood</i>, <i>deviance</i>, and"
                                                    + " the test against the row above: <i>chi_squared</i>, <i>df</i>, <i>p_value</i>; then"
                                                    + " <i>aicc</i>, <i>p_boundary</i> (the p value where one variance is zero in the"
                                                    + " row above), <i>p_bootstrap</i> (empty here: a model holds no rows to draw from) and"
                                                    + " the <i>verdict</i> of the fit.")
                                    .fixed(BufferedDataTable.TYPE)))
            .model(model -> model.parametersClass(MixedModelComparisonParameters.class)
                    .configure(MixedModelComparisonNodeFactory::configure)
                    .execute(MixedModelComparisonNodeFactory::execute))
            .nodeType(NodeType.Other)
            .keywords(Keywords.with("anova", "likelihood ratio test", "aic", "bic", "deviance", "model selection"));

    /** Creates the factory. */
    public MixedModelComparisonNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelComparisonParameters parameters = input.getParameters();
        parameters.check();
        Sentences.configuring(() -> {
            ModelComparison.checkPlanned(parameters.planned(specs(input.getInPortSpecs())));
            return output;
        });
        output.setOutSpec(0, KnimeResults.spec(ResultTables.MODEL_COMPARISON));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        MixedModelComparisonParameters parameters = input.getParameters();
        List<String> notes = Sentences.executing(() -> {
            parameters.check();
            ModelComparison comparison = parameters.compare(models(input.getInPortObjects()));
            output.setOutData(
                    0, KnimeResults.table(ResultTables.modelComparison(comparison), input.getExecutionContext()));
            return comparison.notes();
        });
        Sentences.warn(output, notes);
    }

    private static List<MixedModelPortObjectSpec> specs(PortObjectSpec[] ports) {
        return Arrays.stream(ports).map(MixedModelPortObjectSpec.class::cast).toList();
    }

    private static List<MixedModel> models(PortObject[] ports) {
        return Arrays.stream(ports)
                .map(MixedModelPortObject.class::cast)
                .map(MixedModelPortObject::model)
                .toList();
    }
}
