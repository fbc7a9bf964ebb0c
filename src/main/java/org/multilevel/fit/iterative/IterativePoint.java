package org.multilevel.fit.iterative;

import org.multilevel.fit.leastsquares.FixedPart;

/**
 * What is known at some relative variances gamma = lambda^2, on the standardised scale.
 *
 * @param gamma one per factor
 * @param value -2 log-likelihood without its constant, beta and the residual variance profiled out
 * @param valueError its Monte Carlo standard error
 * @param gradient of the value in gamma; traces in it are estimates, all else is exact but for the tolerance of the iterations
 * @param noise the Monte Carlo covariance of the gradient
 * @param information the average information on gamma, the residual variance profiled out
 * @param fixed beta and what goes with it
 * @param degrees what r^2 is divided by
 * @param squares |Z_f'Py|^2 of each factor, with sigma = 1 in P
 * @param effects Lambda A^-1 Lambda'Z'W[X y] of each factor, levels x (p + 1)
 * @param diagonal estimates of (A^-1)_jj of the levels of each factor
 * @param iterations of the longest course
 * @param residual the largest of all courses, relative to its right-hand side
 */
record IterativePoint(
        double[] gamma,
        double value,
        double valueError,
        double[] gradient,
        double[][] noise,
        double[][] information,
        FixedPart fixed,
        double degrees,
        double[] squares,
        double[][] effects,
        InverseDiagonal diagonal,
        int iterations,
        double residual) {
    /** Returns the residual variance. */
    double variance() {
        return fixed.residual() / degrees;
    }

    /** Returns the derivatives of the value in log gamma. */
    double[] scaledGradient() {
        double[] scaled = gradient.clone();
        for (int f = 0; f < scaled.length; f++) {
            scaled[f] *= gamma[f];
        }
        return scaled;
    }
}
