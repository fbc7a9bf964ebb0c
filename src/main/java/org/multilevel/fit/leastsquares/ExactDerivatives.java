package org.multilevel.fit.leastsquares;

/**
 * What inference wants to know around a factor, along directions D of the covariance lambda lambda' (symmetric, q x q) with sigma^2 held.
 *
 * @param first of the log-determinants and weighted r^2, q x q, symmetric: the change along D is sum first_ab D_ab
 * @param second of the same, q^2 x q^2, symmetric, and in each pair of indices as well
 * @param residual first derivative of r^2, q x q, symmetric
 * @param fixedInverse first derivatives of (X'V^-1X)^-1 (p x p, row-major) with respect to element a, b at a q + b
 */
@SuppressWarnings("ArrayRecordComponent") // passed from one inner room to another, and never kept
public record ExactDerivatives(double[] first, double[] second, double[] residual, double[][] fixedInverse) {}
