package org.multilevel.inference.tests;

/**
 * One row of a hypothesis: a sum of coefficients and what it is claimed to be.
 *
 * @param coefficients p
 * @param value c
 */
record HypothesisRow(double[] coefficients, double value) {}
