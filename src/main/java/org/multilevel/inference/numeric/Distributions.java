package org.multilevel.inference.numeric;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The only place that asks a library for probabilities and quantiles, so that every part of the program gives the same digits. */
public final class Distributions {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Distributions() {}

    /** Returns the quantile of the standard normal distribution. */
    public static double normalQuantile(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }

    /** Returns how many standard deviations an interval of a level reaches to each side, such as 1.96 for 0.95. */
    public static double normalReach(double level) {
        return NORMAL.inverseSurvivalProbability((1 - level) / 2);
    }

    /** Returns Phi(z). */
    public static double normalCumulative(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /** Returns Phi(b) - Phi(a), from the tail that keeps the digits. */
    public static double normalBetween(double a, double b) {
        return a > 0
                ? NORMAL.survivalProbability(a) - NORMAL.survivalProbability(b)
                : NORMAL.cumulativeProbability(b) - NORMAL.cumulativeProbability(a);
    }

    /** Returns the logarithm of the density of chi-squared. */
    public static double chiSquaredLogDensity(double x, double df) {
        return ChiSquaredDistribution.of(df).logDensity(x);
    }

    /** Returns 2 (1 - Phi(|z|)), which keeps its digits in the tail. */
    static double normalTwoSided(double z) {
        return 2 * NORMAL.survivalProbability(Math.abs(z));
    }

    /** Returns the two-sided probability of a value of Student's t, which keeps its digits in the tail; normal where df is infinite. */
    public static double tTwoSided(double t, double df) {
        return Double.isInfinite(df)
                ? normalTwoSided(t)
                : defined(df) ? 2 * TDistribution.of(df).survivalProbability(Math.abs(t)) : Double.NaN;
    }

    /** Returns how many standard errors an interval of a level reaches to each side by Student's t. */
    public static double tReach(double level, double df) {
        return Double.isInfinite(df)
                ? normalReach(level)
                : defined(df) ? TDistribution.of(df).inverseSurvivalProbability((1 - level) / 2) : Double.NaN;
    }

    /** Returns the probability that F exceeds a value, which keeps its digits in the tail; chi-squared / df where the other is infinite. */
    public static double fTail(double f, double numeratorDf, double denominatorDf) {
        if (Double.isInfinite(denominatorDf)) {
            return chiSquaredTail(f * numeratorDf, numeratorDf);
        }
        return defined(denominatorDf)
                ? FDistribution.of(numeratorDf, denominatorDf).survivalProbability(f)
                : Double.NaN;
    }

    private static boolean defined(double df) {
        return df > 0;
    }

    /** Returns the quantile of chi-squared. */
    public static double chiSquaredQuantile(double probability, double df) {
        return ChiSquaredDistribution.of(df).inverseCumulativeProbability(probability);
    }

    /** Returns the probability that chi-squared exceeds a value, which keeps its digits in the tail. */
    public static double chiSquaredTail(double x, double df) {
        return ChiSquaredDistribution.of(df).survivalProbability(x);
    }
}
