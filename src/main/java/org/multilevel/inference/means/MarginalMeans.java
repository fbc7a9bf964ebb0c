package org.multilevel.inference.means;

import java.util.List;
import java.util.Optional;
import org.multilevel.inference.LinearFunction;

/**
 * Estimated marginal means, or slopes, and the differences between them that were asked for.
 *
 * @param quantity what was estimated
 * @param covariate the predictor of which slopes are, empty for means
 * @param response the response as the formula has it, on whose scale the estimates are unless the model is a generalised one
 * @param factors the predictors that the estimates are of, by name: those compared first, then those held fixed
 * @param within how many of the last factors are held fixed in a comparison
 * @param estimates the estimates, the first factor varying fastest
 * @param contrasts the differences, family by family
 * @param level of all intervals
 * @param source where degrees of freedom come from, such as {@code satterthwaite}
 * @param averaged in words what the estimates are averaged over and what covariates were set to
 * @param notes in words what a user should know; empty where all is plain
 * @param onResponse what they are on the scale of the response, where the model is a generalised one, whose estimates are on that of its link
 * @param functions the differences as functions of the fixed effects, those that are estimable, such as to ask intervals of
 */
public record MarginalMeans(
        Quantity quantity,
        String covariate,
        String response,
        List<Factor> factors,
        int within,
        List<Estimate> estimates,
        List<Difference> contrasts,
        double level,
        String source,
        List<String> averaged,
        List<String> notes,
        Optional<ResponseMeans> onResponse,
        List<LinearFunction> functions) {

    /** What is estimated. */
    public enum Quantity {
        /** What is expected of the response. */
        MEAN,
        /** How that changes with a covariate. */
        SLOPE
    }

    /** Copies the lists. */
    public MarginalMeans {
        factors = List.copyOf(factors);
        estimates = List.copyOf(estimates);
        contrasts = List.copyOf(contrasts);
        averaged = List.copyOf(averaged);
        notes = List.copyOf(notes);
        functions = List.copyOf(functions);
    }

    /** A predictor that the estimates are of. */
    public record Factor(String name, boolean isCovariate) {}

    /**
     * One mean or slope; its numbers are NaN where it is not estimable.
     *
     * @param levels one for every factor; numbers as their labels
     * @param df NaN where the distribution is taken as normal
     */
    public record Estimate(
            List<String> levels, double estimate, double standardError, double df, double lower, double upper) {
        /** Copies the levels. */
        public Estimate {
            levels = List.copyOf(levels);
        }
    }

    /**
     * One difference; its numbers are NaN where it is not estimable.
     *
     * @param name such as {@code a - b}
     * @param levels of the factors that are held fixed
     * @param df NaN where the distribution is taken as normal
     * @param pValue adjusted
     * @param adjustment what was used for p values: Holm's has the intervals of Bonferroni
     */
    public record Difference(
            String name,
            List<String> levels,
            double estimate,
            double standardError,
            double df,
            double statistic,
            double pValue,
            double unadjustedPValue,
            Adjustment adjustment,
            double lower,
            double upper) {
        /** Copies the levels. */
        public Difference {
            levels = List.copyOf(levels);
        }
    }
}
