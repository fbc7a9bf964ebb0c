package org.multilevel.knime.learner;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.report.ReportPage;

/** Defines the node that fits a generalised linear mixed model. */
public final class GeneralisedMixedModelLearnerNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Fits a generalised linear mixed model to rows that come in groups, where the response is no measurement: yes or no, such \
            as passed or failed; successes among trials; counts, such as ticks or seizures; or positive numbers, such as times. Fixed \
            effects are the same for all groups; random intercepts and slopes vary from group to group.</p>
            <p>The family says what the response is, and the link what is linear in the predictors: the logarithm of the odds of a \
            yes, or of the mean of a count. The table of the fixed effects has them exponentiated too: odds ratios and ratios of \
            means, with their intervals.</p>
            <p>The target of the family <i>binomial</i> is a column with two texts or Boolean values, of which the second in alphabetical \
            order is the event unless another is chosen; a column with 0 and 1; a proportion beside a column of trials; or, in a \
            formula, <tt>cbind(successes, failures)</tt>. The target of all others is a column of numbers.</p>
            <p>Estimates are those of maximum likelihood, whose integral over the groups is approximated by Laplace's method or, for one \
            grouping, by adaptive Gauss-Hermite quadrature. Where the two differ much, a warning says by how much.</p>
            <p>A dropped node guesses the target, if the last column of two values can be it, and the column of groups; its warning says so \
            until the dialog was confirmed. The flow variables are those of the Linear Mixed Model Learner; <i>mixed_model_icc</i> is on the \
            scale of the link, and NaN where slopes vary.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Generalised Linear Mixed Model Learner")
            .icon("generalised.png")
            .shortDescription("Fits a mixed model to yes or no, counts or rates: a logistic, Poisson, negative binomial"
                    + " or Gamma regression with effects that vary by group.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Data", "The rows, with the response, the predictors and the groups.")
                    .addOutputPort(
                            "Model",
                            "The fitted model, for the Linear Mixed Model Predictor and the Mixed Model Comparison.",
                            MixedModelPortObject.TYPE)
                    .addOutputTable(
                            "Fixed effects",
                            "For each fixed effect its estimate, standard error, test and confidence interval, and where the"
                                    + " link has such a reading the exponentiated estimate with its interval: a ratio of odds or"
                                    + " means.")
                    .addOutputTable(
                            "Variance components",
                            "The variances and covariances of what varies by group, on the scale of the link.")
                    .addOutputTable(
                            "Group effects",
                            "For each group and effect how far the group lies from the fixed effect on the scale of the link, with"
                                    + " its standard deviation, and the group's own coefficient.")
                    .addOutputTable(
                            "Fit statistics",
                            "Log-likelihood, AIC, BIC, family, link, dispersion, the number of rows and groups, and how the fit"
                                    + " ended.")
                    .addOutputTable(
                            "ANOVA",
                            "For each term of the fixed effects its Wald test: chi-squared with its degrees of freedom.")
                    .addOutputTable(
                            "Intervals",
                            "For each parameter its interval on the scale of the link, if intervals are asked for: fixed effects,"
                                    + " standard deviations and correlations of what varies by group, and the dispersion.")
                    .addOutputTable(
                            "Fitted values",
                            "The input rows with fitted values, residuals, and Pearson and deviance residuals, if they are asked"
                                    + " for; else no rows."))
            .model(model -> model.parametersClass(GeneralisedLearnerParameters.class)
                    .configure(GeneralisedLearnerRun::configure)
                    .execute(GeneralisedLearnerRun::execute))
            .addView(view -> view.withoutParameters()
                    .description(
                            "Shows the model: its summary in words, odds or rates, the effects with their ratios, the"
                                    + " curves and effects of the groups in order, and how well it is calibrated.")
                    .page(page -> page.fromString(() -> ReportPage.html()).relativePath("report.html"))
                    .initialData(data -> data.data(input -> LearnerView.document())))
            .nodeType(NodeType.Learner)
            .keywords(Keywords.with(
                    "glmm",
                    "glmer",
                    "glmmTMB",
                    "generalized",
                    "logistic regression",
                    "probit",
                    "poisson",
                    "negative binomial",
                    "gamma",
                    "counts",
                    "rates",
                    "odds ratio",
                    "binary",
                    "classification"));

    /** Creates the factory, as KNIME does. */
    public GeneralisedMixedModelLearnerNodeFactory() {
        super(NODE);
    }
}
