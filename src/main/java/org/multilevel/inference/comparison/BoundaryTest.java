package org.multilevel.inference.comparison;

import org.multilevel.inference.numeric.Distributions;

/**
 * Likelihood ratio tests of a variance that is zero under the null hypothesis, the edge of what is possible.
 *
 * <p>With one variance and k other parameters (its covariances with other effects, fixed effects) zero, twice the difference of the
 * log-likelihoods is for many groups half the time chi-squared with k degrees of freedom and half the time with k + 1; chi-squared with
 * none is 0. Sources: Self and Liang (1987), J. Amer. Statist. Assoc. 82, 605-610; Stram and Lee (1994), Biometrics 50, 1171-1177.
 */
public final class BoundaryTest {
    /** What two searches for the same optimum may leave of a difference that is zero. */
    private static final double NOISE = 1e-6;

    private BoundaryTest() {}

    /** Returns whether a likelihood ratio is zero but for rounding: the larger model has found nothing that the smaller one lacks. */
    static boolean isZero(double statistic) {
        return !(statistic > NOISE);
    }

    /**
     * Returns the probability of a statistic as large or larger: 1 for a statistic of zero, which rounding of 1e-6 counts as.
     *
     * @param statistic twice the difference of the log-likelihoods, not negative
     * @param df how many parameters are zero under the null hypothesis, one of which is a variance
     */
    public static double pValue(double statistic, int df) {
        if (isZero(statistic)) {
            return 1;
        }
        double fewer = df == 1 ? 0 : Distributions.chiSquaredTail(statistic, df - 1.0);
        return (fewer + Distributions.chiSquaredTail(statistic, df)) / 2;
    }
}
