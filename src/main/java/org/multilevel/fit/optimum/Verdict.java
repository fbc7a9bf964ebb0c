package org.multilevel.fit.optimum;

/**
 * How the optimisation ended: the one thing that a user must know about it.
 *
 * @param status whether the result is an optimum
 * @param gradientNorm largest absolute derivative of the criterion in theta over the components not held at zero, measured on
 *     the internal theta (see {@link Evaluation})
 * @param evaluations how often the criterion was evaluated, everything counted
 * @param optimizer the method that found the result, such as {@code quasi-Newton} or {@code BOBYQA}
 * @param explanation one sentence for the user
 */
public record Verdict(Status status, double gradientNorm, int evaluations, String optimizer, String explanation) {
    /** The three ways to end. */
    public enum Status {
        /** Scaled gradient below tolerance and Hessian positive definite. */
        CONVERGED,
        /** An optimum at the boundary of the parameter space: a variance is zero or a correlation is +-1. */
        SINGULAR,
        /** No optimum was reached; the numbers are the best found. */
        NOT_CONVERGED
    }
}
