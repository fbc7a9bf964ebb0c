package org.multilevel.knime.means;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.formula.Formula;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.means.MeansAsked;
import org.multilevel.inference.means.MeansQuestion;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.result.MeansTables;

/** The Mixed Model Marginal Means: what a model expects for the levels of its predictors, and the differences between them. */
public final class MixedModelMeansNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Estimates marginal means of a mixed model: what is expected of the response for each level of a predictor, or \
            each combination of levels of several, while the other predictors are averaged over or held at their means. Or it \
            estimates slopes: how what is expected changes with a numeric predictor, for the levels of others.</p>
            <p>The second table has the differences between them, with p values and intervals that allow for there being several \
            comparisons.</p>
            <p>Degrees of freedom come from the model, as those of its fixed effects do. Means that the rows of the fit do not tell, \
            such as that of a combination of levels that did not occur, are missing. The conventions are those of the R package \
            emmeans.</p>
            <p>Those of a generalised model are on the scale of its link, by normal tests. Beside them stands what they are for its \
            response: probabilities or means of a group whose effects are zero, and for slopes and differences the ratios of odds or means.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Mixed Model Marginal Means")
            .icon("means.png")
            .shortDescription("Estimates marginal means, slopes and contrasts of a mixed model.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(
                    ports -> ports.addInputPort(
                                    "Model",
                                    "The model of a Linear or Generalised Linear Mixed Model Learner.",
                                    MixedModelPortObject.TYPE)
                            .addOutputTable(
                                    "Means",
                                    "A row for each mean or slope: a column for each predictor, <i>estimate</i> (or <i>slope</i>),"
                                            + " <i>std_error</i>, <i>df</i>, <i>ci_lower</i>, <i>ci_upper</i>; of a generalised model also"
                                            + " <i>response</i>, <i>response_std_error</i>, <i>response_ci_lower</i>, <i>response_ci_upper</i>, or"
                                            + " <i>exp_slope</i>, <i>exp_ci_lower</i>, <i>exp_ci_upper</i>.")
                            .addOutputTable(
                                    "Contrasts",
                                    "A row for each difference: <i>contrast</i>, a column for each predictor that is held fixed,"
                                            + " <i>estimate</i>, <i>std_error</i>, <i>df</i>, <i>statistic</i>, <i>p_value</i> (adjusted),"
                                            + " <i>p_unadjusted</i>, <i>adjustment</i>, <i>ci_lower</i>, <i>ci_upper</i>; of a generalised model also"
                                            + " <i>exp_estimate</i>, <i>exp_ci_lower</i>, <i>exp_ci_upper</i>: ratios of odds or means."))
            .model(model -> model.parametersClass(MixedModelMeansParameters.class)
                    .configure(MixedModelMeansNodeFactory::configure)
                    .execute(MixedModelMeansNodeFactory::execute))
            .nodeType(NodeType.Other)
            .keywords(
                    "lmm",
                    "lme4",
                    "emmeans",
                    "lsmeans",
                    "least squares means",
                    "estimated marginal means",
                    "contrasts",
                    "pairwise comparisons",
                    "post hoc",
                    "tukey",
                    "simple slopes",
                    "emtrends");

    /** Creates the factory, as KNIME does. */
    public MixedModelMeansNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelPortObjectSpec model = input.getInPortSpec(0);
        MixedModelMeansParameters parameters = input.getParameters();
        MeansQuestion<?> question = Sentences.configuring(() -> {
            parameters.guess(model);
            parameters.check();
            MeansQuestion<?> asked = parameters.question(model.inference());
            MeansAsked.check(Formula.parse(model.formula()), asked.predictors());
            return asked;
        });
        List<String> factors = question.factors();
        boolean generalised = model.family().isPresent();
        output.setOutSpec(0, KnimeResults.spec(MeansTables.estimatesSchema(question.quantity(), factors, generalised)));
        output.setOutSpec(
                1,
                KnimeResults.spec(MeansTables.contrastsSchema(
                        question.quantity(),
                        factors.subList(factors.size() - question.within(), factors.size()),
                        generalised)));
        parameters.guessed().ifPresent(output::setWarningMessage);
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        MixedModelPortObject model = input.getInPortObject(0);
        MixedModelMeansParameters parameters = input.getParameters();
        List<String> remarks = new ArrayList<>();
        Sentences.executing(() -> {
            parameters.guess(model.getSpec());
            parameters.check();
            parameters.guessed().ifPresent(remarks::add);
            MarginalMeans answer =
                    parameters.question(model.getSpec().inference()).ask(model.model());
            output.setOutData(0, KnimeResults.table(MeansTables.estimates(answer), input.getExecutionContext()));
            output.setOutData(1, KnimeResults.table(MeansTables.contrasts(answer), input.getExecutionContext()));
            return remarks.addAll(answer.notes());
        });
        Sentences.warn(output, remarks);
    }
}
