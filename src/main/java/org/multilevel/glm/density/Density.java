package org.multilevel.glm.density;

import org.multilevel.glm.Distribution;
import org.multilevel.glm.Link;
import org.multilevel.glm.density.Densities.BinomialCloglog;
import org.multilevel.glm.density.Densities.BinomialLogit;
import org.multilevel.glm.density.Densities.BinomialProbit;
import org.multilevel.glm.density.Densities.GammaInverse;
import org.multilevel.glm.density.Densities.GammaLog;
import org.multilevel.glm.density.Densities.NegativeBinomialLog;
import org.multilevel.glm.density.Densities.PoissonLog;

/**
 * The log-density l of one response y as a function of the linear predictor eta, with its derivatives.
 *
 * <p>For successes among trials y is the number of successes and {@code size} that of trials; elsewhere size is not looked at. What does
 * not depend on eta is {@link #constant}, which is none of {@link #value}. Families with a dispersion know its logarithm zeta: of the size
 * of a negative binomial distribution, of the shape of a gamma distribution.
 */
public interface Density {
    /** Returns the density of a distribution, at zeta where it has one. */
    static Density of(Distribution distribution, double zeta) {
        return switch (distribution.family()) {
            case BINOMIAL ->
                switch (distribution.link()) {
                    case PROBIT -> new BinomialProbit();
                    case CLOGLOG -> new BinomialCloglog();
                    default -> new BinomialLogit();
                };
            case POISSON -> new PoissonLog();
            case NEGATIVE_BINOMIAL -> new NegativeBinomialLog(zeta, Math.exp(zeta));
            case GAMMA ->
                distribution.link() == Link.INVERSE ? new GammaInverse(Math.exp(zeta)) : new GammaLog(Math.exp(zeta));
        };
    }

    /** Returns l without its constant. */
    double value(double y, double size, double eta);

    /** Writes l without its constant and its first three derivatives. */
    void at(double y, double size, double eta, double[] to);

    /** Returns what of l does not depend on eta. */
    double constant(double y, double size);

    /** Returns whether there is a dispersion. */
    default boolean hasDispersion() {
        return false;
    }

    /** Writes the derivatives of l (without its constant), l' and l'' with respect to zeta. */
    default void byZeta(double y, double eta, double[] to) {
        throw new IllegalStateException("no dispersion");
    }

    /** Returns the derivative of {@link #constant} with respect to zeta. */
    default double constantByZeta(double y) {
        throw new IllegalStateException("no dispersion");
    }

    /** Returns log Gamma(x + n) - log Gamma(x) for a small n, without the cancellation of large x. */
    static double logRising(double x, int n) {
        double sum = 0;
        double product = 1;
        for (int j = 0; j < n; j++) {
            product *= x + j;
            if (product > 1e200 || product < 1e-200) {
                sum += Math.log(product);
                product = 1;
            }
        }
        return sum + Math.log(product);
    }

    /** Returns the derivative of {@link #logRising} in x. */
    static double risingSlope(double x, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += 1 / (x + j);
        }
        return sum;
    }
}
