package org.multilevel.glm.density;

import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;

/**
 * How far responses are from their means by what their family lets them vary: residuals of rows, and how their likelihood changes with the
 * linear predictor; immutable.
 *
 * <p>They are those of R's {@code residuals(fit, type = "pearson")} and {@code "deviance"}: without the dispersion of a gamma distribution,
 * which is one for all rows; that of a negative binomial distribution makes its variance. Source: McCullagh and Nelder (1989), Generalized
 * Linear Models, section 2.4.
 */
public final class RowResiduals {
    /** As near as a probability may come to 0 and 1; beyond, what a response could vary would be lost to rounding. */
    private static final double EDGE = Math.ulp(1.0);

    private final Distribution distribution;
    private final double dispersion;
    private final Density density;

    private RowResiduals(Distribution distribution, double dispersion) {
        this.distribution = distribution;
        this.dispersion = dispersion;
        this.density = Density.of(
                distribution,
                switch (distribution.family()) {
                    case NEGATIVE_BINOMIAL -> Math.log(dispersion);
                    case GAMMA -> -Math.log(dispersion);
                    case BINOMIAL, POISSON -> 0;
                });
    }

    /** Returns the residuals of a model. */
    public static RowResiduals of(Generalised model) {
        return new RowResiduals(model.distribution(), model.dispersion());
    }

    /** Returns the mean that goes with a linear predictor: of a share of successes, of a count, of a positive number. */
    public double mean(double eta) {
        return distribution.link().mean(eta);
    }

    /** Returns a mean that leaves the response something to vary. */
    private double bounded(double eta) {
        double mean = mean(eta);
        return switch (distribution.family()) {
            case BINOMIAL -> Math.min(Math.max(mean, EDGE), 1 - EDGE);
            case POISSON, NEGATIVE_BINOMIAL, GAMMA -> Math.max(mean, Double.MIN_NORMAL);
        };
    }

    /** Returns the variance of a response of that mean, for one trial, without the dispersion of a gamma distribution. */
    private double variance(double mean) {
        return switch (distribution.family()) {
            case BINOMIAL -> mean * (1 - mean);
            case POISSON -> mean;
            case NEGATIVE_BINOMIAL -> mean + mean * mean / dispersion;
            case GAMMA -> mean * mean;
        };
    }

    /**
     * Returns the Pearson residual: what the response is above its mean, over its standard deviation.
     *
     * @param y successes among the trials, a count, or a positive number
     * @param trials their number; 1 where there are none
     * @param weight the prior weight; 1 where there is none
     */
    public double pearson(double y, double trials, double weight, double eta) {
        double mean = bounded(eta);
        return (y / trials - mean) * Math.sqrt(weight * trials / variance(mean));
    }

    /** Returns the variance that the model gives a response; of successes among trials that of their share. */
    public double variance(double trials, double weight, double eta) {
        double scale = distribution.family() == Family.GAMMA ? dispersion : 1;
        return scale * variance(bounded(eta)) / (weight * trials);
    }

    /** Returns the deviance residual: the root of what the row adds to the deviance, with the sign of the response less its mean. */
    public double deviance(double y, double trials, double weight, double eta) {
        double mean = bounded(eta);
        double share = y / trials;
        return Math.signum(share - mean) * Math.sqrt(weight * trials * Math.max(0, unitDeviance(share, mean)));
    }

    private double unitDeviance(double y, double mean) {
        return 2
                * switch (distribution.family()) {
                    case BINOMIAL -> part(y, mean) + part(1 - y, 1 - mean);
                    case POISSON -> part(y, mean) - (y - mean);
                    case NEGATIVE_BINOMIAL ->
                        part(y, mean) + (y + dispersion) * Math.log1p((mean - y) / (y + dispersion));
                    case GAMMA -> (y - mean) / mean - Math.log(y / mean);
                };
    }

    private static double part(double y, double mean) {
        return y == 0 ? 0 : y * Math.log(y / mean);
    }

    /** Returns how fast the log-density of a row grows with its linear predictor. */
    public double score(double y, double trials, double weight, double eta) {
        double[] derivatives = new double[4];
        density.at(y, trials, eta, derivatives);
        return weight * derivatives[1];
    }
}
