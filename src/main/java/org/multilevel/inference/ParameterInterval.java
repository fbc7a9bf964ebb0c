package org.multilevel.inference;

/**
 * An interval for one parameter.
 *
 * @param parameter its name, as {@link Parameters} has it, or {@code icc:GROUP}
 * @param estimate the model's estimate
 * @param lower where the interval begins
 * @param upper where it ends
 * @param method how it was found: {@code wald}, {@code profile} or {@code bootstrap} with its kind
 */
public record ParameterInterval(String parameter, double estimate, double lower, double upper, String method) {}
