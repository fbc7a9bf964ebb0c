package org.multilevel.inference.shares;

import java.util.OptionalDouble;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.Link;

/**
 * The variance that a response has around its linear predictor on the scale of the link, which stands in the place of a residual variance in R
 * squared and intraclass correlation; a number that names how it was found.
 *
 * <p>A binomial response is taken for a latent one above a threshold. With the mean mu of the model without predictors (exp of its intercept),
 * that of counts is log(1 + V(mu) / mu^2), the lognormal approximation; that of a gamma distribution is by the delta method its squared coefficient of
 * variation with the link log, and that over mu^2 with the link inverse. Source: Nakagawa, Johnson, Schielzeth (2017), J. R. Soc. Interface 14, 20170213, tables 1 and 2; these are
 * the choices of R's package performance (0.10), but that it leaves out mu with the link inverse, so that its shares depend on the unit of
 * the response there.
 *
 * @param value NaN where there is none: for models of counts, or with the link inverse, that an early version saved
 * @param approximation {@code latent}, {@code lognormal} or {@code delta}
 */
public record DistributionVariance(double value, String approximation) {
    /** Returns that of a model. */
    public static DistributionVariance of(Generalised model) {
        return of(model.distribution(), model.nullMean(), model.dispersion());
    }

    /**
     * Returns the variance of a single outcome of 0 or 1 on the scale of the link by the delta method, p (1 - p) / (dp / d eta)^2, which with
     * the link logit is 1 / (p (1 - p)): the observation level, where the others take a latent response. p is the mean of the model without
     * predictors over all groups. The same source, table 2.
     *
     * @return empty for other families, without groups, and for models that an early version saved
     */
    public static OptionalDouble ofObservation(Generalised model) {
        double p = model.nullMean();
        if (model.distribution().family() != Family.BINOMIAL || Double.isNaN(p)) {
            return OptionalDouble.empty();
        }
        Link link = model.distribution().link();
        double slope = link.slope(link.of(p));
        return OptionalDouble.of(p * (1 - p) / (slope * slope));
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
            case GAMMA ->
                new DistributionVariance(
                        distribution.link() == Link.LOG ? dispersion : dispersion / (mean * mean), "delta");
        };
    }
}
