package org.multilevel.inference.intervals;

import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.Parameters;

/**
 * An interval for one parameter.
 *
 * @param parameter its name, as {@link Parameters} has it, {@code icc:GROUP}, {@code r2_marginal}, {@code r2_conditional}, or that of a
 *     {@link LinearFunction}
 * @param estimate the model's estimate
 * @param lower where the interval begins
 * @param upper where it ends
 * @param method how it was found: {@code wald}, {@code profile} or {@code bootstrap} with its kind; without random terms {@code profile}
 *     becomes {@code t} and {@code chi-squared}, which are exact there
 * @param standardError of the estimate where the method has one, else NaN: by the delta method or over the replicates
 */
public record ParameterInterval(
        String parameter, double estimate, double lower, double upper, String method, double standardError) {}
