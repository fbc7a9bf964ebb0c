package org.multilevel.knime.learner;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.report.ReportPage;

/** Defines the node that fits a linear mixed model. */
public final class MixedModelLearnerNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Fits a linear mixed model (also called multilevel or hierarchical linear model) to rows that come in groups, \
            such as pupils in schools or repeated measurements of subjects. Fixed effects are the same for all groups; \
            random intercepts and slopes vary from group to group.</p>
            <p>A dropped node guesses the response and the column of groups where the table tells them, warns of what it has \
            guessed until the dialog was confirmed, and asks where they are not clear. It starts with a random intercept and \
            nothing else, which shows how much of the variance lies between groups. Then choose fixed effects \
            and slopes, or write the formula in the notation of R's lme4. Both make the same model, and the dialog shows its \
            formula.</p>
            <p>Numeric columns enter as they are. Texts, Boolean values, dates and times are categories; the first in \
            alphabetical order is the reference to which the others are compared. Rows in which a column of the model is \
            missing are left out and counted in a warning, or stop the node. The table is read several times where it is and \
            never copied, so it may be larger than memory.</p>
            <p>A variance that is estimated as zero, or a correlation of one, is a result and not a failure: the node says so \
            in a warning. The flow variables <i>mixed_model_log_likelihood</i>, <i>mixed_model_aic</i>, \
            <i>mixed_model_bic</i>, <i>mixed_model_icc</i>, <i>mixed_model_converged</i> and <i>mixed_model_singular</i> go to the \
            nodes that follow; <i>mixed_model_icc</i> is NaN where slopes vary or rows are weighted, since it is \
            not one number then.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Linear Mixed Model Learner")
            .icon("learner.png")
            .shortDescription("Fits a linear mixed model: fixed effects, and intercepts and slopes that vary by group.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Data", "The rows, with the response, the predictors and the groups.")
                    .addOutputPort(
                            "Model",
                            "The fitted model, for the Linear Mixed Model Predictor and the Mixed Model Comparison.",
                            MixedModelPortObject.TYPE)
                    .addOutputTable(
                            "Fixed effects",
                            "For each fixed effect its estimate, standard error, test and confidence interval.")
                    .addOutputTable(
                            "Variance components",
                            "The variances and covariances of what varies by group, and the residual variance.")
                    .addOutputTable(
                            "Group effects",
                            "For each group and effect how far the group lies from the fixed effect, with its standard"
                                    + " deviation, and the group's own coefficient.")
                    .addOutputTable(
                            "Fit statistics",
                            "Log-likelihood, AIC, BIC, R squared, intraclass correlations, the number of rows and groups, and how the fit ended.")
                    .addOutputTable(
                            "ANOVA",
                            "For each term of the fixed effects its F test, with numerator and denominator degrees of freedom.")
                    .addOutputTable(
                            "Intervals",
                            "For each parameter its interval, if intervals are asked for: fixed effects, standard deviations"
                                    + " and correlations of what varies by group, and the residual standard deviation.")
                    .addOutputTable(
                            "Fitted values",
                            "The input rows with fitted values and residuals, if they are asked for; else no rows.")
                    .addOutputTable(
                            "Covariance parameters",
                            "Of a model with covariance structures: their correlations and standard deviations, with standard errors and"
                                    + " confidence intervals; else no rows."))
            .model(model -> model.parametersClass(MixedModelLearnerParameters.class)
                    .configure(LearnerRun::configure)
                    .execute(LearnerRun::execute))
            .addView(view -> view.withoutParameters()
                    .description(
                            "Shows the model: its summary, the fixed effects, and the effects of the groups in order.")
                    .page(page -> page.fromString(() -> ReportPage.html()).relativePath("report.html"))
                    .initialData(data -> data.data(input -> LearnerView.document())))
            .nodeType(NodeType.Learner)
            .keywords(Keywords.with("random intercept", "random slope", "repeated measures", "panel data"));

    /** Creates the factory. */
    public MixedModelLearnerNodeFactory() {
        super(NODE);
    }
}
