package org.multilevel.fit.structure;

/**
 * A point beside an optimum where a standard deviation of residuals that is small already is smaller still.
 *
 * @param theta where the covariance of the random effects is the same, though it is relative to the first standard deviation
 * @param parameter which of the structures' parameters
 * @param sentence what it means if the likelihood does not tell the point from the optimum
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once
public record SmallerDeviation(double[] theta, double[] parameters, int parameter, String sentence) {}
