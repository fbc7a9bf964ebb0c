package weka.knowledgeflow.steps;

import org.jspecify.annotations.NullMarked;
import org.multilevel.data.Progress;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTables;
import weka.classifiers.functions.ResultInstances;
import weka.core.Instances;

/** The tables of a fitted model that a step can give; flows save the names. */
@NullMarked
public enum MixedModelTable {
    /** Estimates, standard errors, tests and intervals of the fixed effects. */
    FIXED_EFFECTS,
    /** Variances, covariances and correlations of the random effects, and the residual variance. */
    VARIANCE_COMPONENTS,
    /** The effects of each group. */
    GROUP_EFFECTS,
    /** Log-likelihood, AIC, BIC, numbers of rows and groups, and what else describes the fit as a whole. */
    FIT_STATISTICS,
    /** The training data with fitted values and residuals. */
    FITTED_VALUES,
    /** Correlations and standard deviations of covariance structures with their standard errors. */
    COVARIANCE_PARAMETERS;

    /** Returns whether a model has anything in this table whatever the data are. */
    boolean isOf(MixedModel model) {
        return this != COVARIANCE_PARAMETERS || model.structures().isPresent();
    }

    /**
     * Returns the table as a data set.
     *
     * @param inference gives tests and intervals
     * @param training the instances that the model was fitted to
     * @param progress may stop it
     */
    Instances of(MixedModel model, Inference inference, Instances training, Progress progress) {
        ResultTables tables = ResultTables.of(model, inference);
        return switch (this) {
            case FIXED_EFFECTS -> ResultInstances.of(tables.fixedEffects());
            case VARIANCE_COMPONENTS -> ResultInstances.of(tables.varianceComponents());
            case COVARIANCE_PARAMETERS -> ResultInstances.of(tables.covarianceParameters());
            case GROUP_EFFECTS -> ResultInstances.of(tables.groupEffects());
            case FIT_STATISTICS -> ResultInstances.of(tables.fitStatistics());
            case FITTED_VALUES -> FittedInstances.of(model, training, progress);
        };
    }
}
