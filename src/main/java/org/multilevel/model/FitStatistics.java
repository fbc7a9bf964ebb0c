package org.multilevel.model;

import java.util.Optional;

/**
 * The numbers that describe a fit as a whole, as lme4 defines them.
 *
 * @param observations n, rows used
 * @param fixed p, estimated fixed effects
 * @param theta number of covariance parameters (elements of the lower triangles of lambda)
 * @param dispersion 1 where a residual variance or dispersion is estimated, else 0
 * @param logLikelihood the maximised log-likelihood; the restricted one for REML
 * @param criterion -2 logLikelihood
 * @param deviance -2 log-likelihood (not restricted) at these estimates
 * @param sigma residual standard deviation, per unit weight
 */
public record FitStatistics(
        long observations,
        int fixed,
        int theta,
        int dispersion,
        double logLikelihood,
        double criterion,
        double deviance,
        double sigma) {

    /** Returns the number of parameters: fixed effects, covariance parameters and the residual variance or dispersion. */
    public int parameters() {
        return fixed + theta + dispersion;
    }

    /** Returns Akaike's criterion, -2 logLikelihood + 2 parameters. */
    public double aic() {
        return criterion + 2.0 * parameters();
    }

    /**
     * Returns Akaike's criterion with the correction for few rows, aic + 2 k (k + 1) / (n - k - 1) with k parameters and n rows; NaN
     * unless n is larger than k + 1, because the correction has no meaning there. Source: Hurvich and Tsai (1989), Biometrika 76, 297-307.
     */
    public double aicc() {
        double k = parameters();
        double left = observations - k - 1;
        return left > 0 ? aic() + 2 * k * (k + 1) / left : Double.NaN;
    }

    /** Returns in a sentence why there is no {@link #aicc}; empty where there is one. */
    public Optional<String> aiccAbsence() {
        return observations > parameters() + 1
                ? Optional.empty()
                : Optional.of("AICc is missing, because it needs more rows than parameters and one, and there are "
                        + observations + " rows for " + parameters() + " parameters: read AIC or BIC.");
    }

    /** Returns Schwarz's criterion, -2 logLikelihood + parameters log(observations); n counts for REML also, as in R. */
    public double bic() {
        return criterion + parameters() * Math.log((double) observations);
    }
}
