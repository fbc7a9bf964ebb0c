package org.multilevel.inference;

/**
 * The F test of a hypothesis L beta = c.
 *
 * @param statistic F, on the scale of its distribution
 * @param numeratorDf the rank of L
 * @param denominatorDf degrees of freedom of the denominator, infinite where the statistic times {@code numeratorDf} is taken as chi-squared
 * @param pValue probability of an F as large or larger
 * @param unscaled F before Kenward and Roger's scaling, else as {@code statistic}: what sums of squares follow from
 */
public record FTest(double statistic, int numeratorDf, double denominatorDf, double pValue, double unscaled) {}
