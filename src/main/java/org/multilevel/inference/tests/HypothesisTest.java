package org.multilevel.inference.tests;

/**
 * The test of a {@link LinearHypothesis}.
 *
 * @param hypothesis as it was written
 * @param estimate L beta - c; NaN for several rows
 * @param standardError of the estimate; NaN for several rows
 * @param numeratorDf how many rows do not follow from others
 * @param denominatorDf degrees of freedom of t or F; NaN where the statistic is taken as normal, or times {@code numeratorDf} as chi-squared
 * @param statistic t (or z) = estimate / standardError of one row, F of several
 * @param pValue two-sided
 */
public record HypothesisTest(
        String hypothesis,
        double estimate,
        double standardError,
        int numeratorDf,
        double denominatorDf,
        double statistic,
        double pValue) {}
