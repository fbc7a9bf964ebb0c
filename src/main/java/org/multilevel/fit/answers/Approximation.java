package org.multilevel.fit.answers;

import java.util.List;

/**
 * How far the estimates of an iterative solver may be from those of an exact one.
 *
 * @param varianceErrors Monte Carlo standard errors of the covariance of the effects of each grouping factor, in the order of the design: the
 *     lower triangle, row by row
 * @param residualError that of the residual variance
 * @param criterionError that of -2 log-likelihood
 * @param probes random vectors that traces were estimated by
 * @param iterations of the last solution
 * @param residual what that left of a right-hand side at most, relative to it
 */
public record Approximation(
        List<List<Double>> varianceErrors,
        double residualError,
        double criterionError,
        int probes,
        int iterations,
        double residual) {
    /** Copies the lists. */
    public Approximation {
        varianceErrors = varianceErrors.stream().map(List::copyOf).toList();
    }

    /** Returns the error of the covariance of the effects of two columns of a grouping factor, or of the variance of one. */
    public double error(int factor, int column, int other) {
        int row = Math.max(column, other);
        return varianceErrors.get(factor).get(row * (row + 1) / 2 + Math.min(column, other));
    }

    /** Returns this with the grouping factors in another order. */
    public Approximation reordered(List<Integer> order) {
        return new Approximation(
                order.stream().map(varianceErrors::get).toList(),
                residualError,
                criterionError,
                probes,
                iterations,
                residual);
    }
}
