package org.multilevel.inference.tests;

/**
 * The test of one term in an analysis of variance.
 *
 * @param term name of the term
 * @param sumOfSquares F times residual variance times {@code numeratorDf}, as lmerTest prints it; of least squares the sum of squares itself; of
 *     a generalised model, and with several residual variances, NaN
 * @param meanSquare sum of squares / numerator df
 * @param numeratorDf how many coefficients are tested; 0 where none of the term could be estimated
 * @param denominatorDf NaN where the statistic times {@code numeratorDf} is taken as chi-squared
 * @param f the statistic
 * @param pValue of F
 */
public record AnovaRow(
        String term,
        double sumOfSquares,
        double meanSquare,
        int numeratorDf,
        double denominatorDf,
        double f,
        double pValue) {
    /** Returns Wald's statistic, chi-squared with {@link #numeratorDf} degrees of freedom where {@link #denominatorDf} is NaN. */
    public double chiSquared() {
        return f * numeratorDf;
    }
}
