package org.multilevel.inference;

/**
 * The test that one fixed effect is zero, and its confidence interval.
 *
 * @param term name of the coefficient
 * @param estimate its estimate
 * @param standardError the standard error of the estimate, by Kenward and Roger's method the adjusted one
 * @param statistic estimate / standardError
 * @param df degrees of freedom of the statistic's t distribution, NaN where it is taken as normal
 * @param pValue two-sided
 * @param lower lower end of the interval
 * @param upper upper end of the interval
 */
public record CoefficientTest(
        String term,
        double estimate,
        double standardError,
        double statistic,
        double df,
        double pValue,
        double lower,
        double upper) {}
