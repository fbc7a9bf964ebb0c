package org.multilevel.inference.shares;

import org.multilevel.glm.Distribution;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.Link;

/**
 * The variance that a response has around its linear predictor on the scale of the link, which stands in the place of a residual variance in R
 * squared and intraclass correlation; a number that names how it was found.
 *
 * <p>A binomial response is taken for a latent one above a threshold. With the mean mu of the model without predictors (exp of its intercept),
 * that of counts is log(1 + V(mu) / mu^2), the lognormal approximation; with the link log that of a gamma distribution is its squared coefficient of
 * variation, the delta method. Source: Nakagawa, Johnson, Schielzeth (2017), J. R. Soc. Interface 14, 20170213, tables 1 and 2; these are
 * the choices of R's package performance (0.10).
 *
 * @param value NaN where there is none: with the inverse link, and for models of counts that an early version saved
 * @param approximation {@code latent}, {@code lognormal} or {@code delta}
 */
public record DistributionVariance(double value, String approximation) {
    /** Returns that of a model. */
    public static DistributionVariance of(Generalised model) {
        return of(model.distribution(), model.nullMean(), model.dispersion());
    }

    /**
     * Returns that of a distribution.
     *
     * @param mean mu
     * @param dispersion as {@link Generalised#dispersion}
     */
    static DistributionVariance of(Distribution distribution, double mean, double dispersion) {
        return switch (distribution.family()) {
            case BINOMIAL -> new DistributionVariance(distribution.link().latentVariance(), "latent");
            case POISSON -> new DistributionVariance(Math.log1p(1 / mean), "lognormal");
            case NEGATIVE_BINOMIAL -> new DistributionVariance(Math.log1p(1 / mean + 1 / dispersion), "lognormal");
            case GAMMA -> new DistributionVariance(distribution.link() == Link.LOG ? dispersion : Double.NaN, "delta");
        };
    }
}
