package org.multilevel.fit;

import java.util.List;

/**
 * How far the estimates of an iterative solver may be from those of an exact one.
 *
 * @param varianceErrors Monte Carlo standard error of the variance of each grouping factor, in the order of the design
 * @param residualError that of the residual variance
 * @param criterionError that of -2 log-likelihood
 * @param probes random vectors that traces were estimated by
 * @param iterations of the last solution
 * @param residual what that left of a right-hand side at most, relative to it
 */
public record Approximation(
        List<Double> varianceErrors,
        double residualError,
        double criterionError,
        int probes,
        int iterations,
        double residual) {
    /** Copies the list. */
    public Approximation {
        varianceErrors = List.copyOf(varianceErrors);
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
