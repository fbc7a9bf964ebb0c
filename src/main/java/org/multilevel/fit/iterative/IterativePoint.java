package org.multilevel.fit.iterative;

import org.multilevel.fit.leastsquares.FixedPart;

/**
 * What is known at some relative covariances G = lambda lambda', on the standardised scale. Their K entries are those of the lower triangles, in
 * the order of theta.
 *
 * @param lambda one per factor, q x q
 * @param value -2 log-likelihood without its constant, beta and the residual variance profiled out
 * @param valueError its Monte Carlo standard error
 * @param slopes its derivative in each G, q x q, symmetric; where G has no variance it is known beside those directions only. Traces in it are
 *     estimates, all else is exact but for the tolerance of the iterations
 * @param gradient the same in the entries, K
 * @param noise the Monte Carlo covariance of the gradient
 * @param information the average information on the entries, the residual variance profiled out
 * @param fixed beta and what goes with it
 * @param degrees what r^2 is divided by
 * @param squares by how much r^2 falls with each entry
 * @param effects Lambda A^-1 Lambda'Z'W[X y] of each factor, levels x q x (p + 1)
 * @param diagonal estimates of (A^-1)_jj of the levels of each factor
 * @param iterations of the longest course
 * @param residual the largest of all courses, relative to its right-hand side
 */
record IterativePoint(
        double[][] lambda,
        double value,
        double valueError,
        double[][] slopes,
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
}
