package org.multilevel.inference.comparison;

import org.multilevel.model.MixedModel;

/**
 * A model of a {@link ModelComparison} and its likelihood ratio test against the model before it.
 *
 * @param name its name, unique in the comparison
 * @param model the model
 * @param chiSquared twice the difference of the log-likelihoods, 0 where it is negative; NaN for the first model
 * @param df how many parameters more than the model before; NaN for the first model
 * @param pValue probability of a chi-squared as large or larger; NaN for the first model and where df is 0
 * @param pBoundary the same from the mixture that holds where one variance is zero under the model before, as {@link BoundaryTest} has
 *     it; NaN where no variance is, more than one, or the model before is no special case
 * @param pBootstrap the same from the {@link BootstrapTest}; NaN where that was not asked for or has no answer
 */
public record ComparedModel(
        String name,
        MixedModel model,
        double chiSquared,
        double df,
        double pValue,
        double pBoundary,
        double pBootstrap) {

    /** Returns a model that is not tested. */
    static ComparedModel untested(String name, MixedModel model) {
        return new ComparedModel(name, model, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Returns this with the p value of a bootstrap. */
    ComparedModel withBootstrap(double p) {
        return new ComparedModel(name, model, chiSquared, df, pValue, pBoundary, p);
    }
}
