package org.multilevel.glm.marginal;

import org.multilevel.glm.modes.Mode;

/**
 * What the approximate likelihood is at some parameters.
 *
 * @param value -2 log-likelihood
 * @param half half of its derivative in the elements of lambda of each factor, q x q
 * @param beta its derivative in the coefficients of the standardised kept columns
 * @param zeta its derivative in the logarithm of the dispersion; 0 without one
 * @param mode the modes that it stands on
 */
@SuppressWarnings("ArrayRecordComponent") // passed between loops of this package only
public record Likelihood(double value, double[][] half, double[] beta, double zeta, Mode mode) {}
