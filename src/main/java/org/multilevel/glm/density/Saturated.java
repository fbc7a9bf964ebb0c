package org.multilevel.glm.density;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Log-densities of large counts and shapes as what a saturated model has, less how far the mean is from the response: a difference of numbers
 * of the size of y log y would keep no digits of either.
 *
 * <p>Source: Loader (2000), Fast and accurate computation of binomial probabilities, whose saddle-point form R's densities have too.
 */
final class Saturated {
    /** Counts from which on there is nothing to be had without. */
    static final double LARGE = 1e5;

    /** From here on the series of {@link #remainder} is exact to rounding. */
    private static final double SERIES = 15;

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private Saturated() {}

    /** Returns log Gamma(x + 1) - (x + 1/2) log x + x - log(2 pi) / 2, by Stirling's series where x is large. */
    static double remainder(double x) {
        if (x < SERIES) {
            return LogGamma.value(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
        }
        double r = 1 / (x * x);
        return (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * 691 / 360360)))))
                / x;
    }

    /** Returns x times the derivative of {@link #remainder}. */
    static double remainderSlope(double x) {
        if (x < SERIES) {
            return x * (Digamma.value(x) - Math.log(x)) + 0.5;
        }
        double r = 1 / (x * x);
        return -(1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132 - r * 691 / 32760)))))
                / x;
    }

    /**
     * Returns x log(m / x) for a mean m of x.
     *
     * @param less x - m, with the digits that the difference of large numbers has lost
     * @param logMean log m, for means that are far from x
     */
    static double shortfall(double x, double less, double logMean) {
        if (x == 0) {
            return 0;
        }
        return Math.abs(less) < 0.5 * x ? x * Math.log1p(-less / x) : x * (logMean - Math.log(x));
    }

    /** Returns the log-density of y successes among n trials where their mean is y. */
    static double binomial(double y, double n) {
        if (y == 0 || y == n) {
            return 0;
        }
        return remainder(n) - remainder(y) - remainder(n - y) - HALF_LOG_TWO_PI - 0.5 * Math.log(y * ((n - y) / n));
    }

    /** Returns the log-density of a count of Poisson's distribution with the mean y. */
    static double poisson(double y) {
        return -remainder(y) - HALF_LOG_TWO_PI - 0.5 * Math.log(y);
    }

    /** Returns that of a negative binomial distribution of size k with the mean y. */
    static double negativeBinomial(double y, double k) {
        return Math.log(k / (y + k))
                + remainder(y + k)
                - remainder(y)
                - remainder(k)
                - HALF_LOG_TWO_PI
                - 0.5 * Math.log(y * (k / (y + k)));
    }

    /** Returns its derivative in log k. */
    static double negativeBinomialSlope(double y, double k) {
        double n = y + k;
        return 0.5 * y / n + k / n * remainderSlope(n) - remainderSlope(k);
    }

    /** Returns the log-density of a gamma distribution of shape a with the mean y. */
    static double gamma(double y, double a) {
        return 0.5 * Math.log(a) - HALF_LOG_TWO_PI - remainder(a) - Math.log(y);
    }

    /** Returns its derivative in log a. */
    static double gammaSlope(double a) {
        return 0.5 - remainderSlope(a);
    }
}
