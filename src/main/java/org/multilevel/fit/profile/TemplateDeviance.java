package org.multilevel.fit.profile;

/** -2 log-likelihood of templates lambda, any square root of the covariances of random effects, with all other parameters at their best. */
@FunctionalInterface
public interface TemplateDeviance {
    /**
     * A value with its derivatives.
     *
     * @param value infinite where it is not defined
     * @param half half of the derivative with respect to every element of each template, q x q
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops only
    record At(double value, double[][] half) {}

    /** Evaluates. */
    At at(double[][] lambda);
}
