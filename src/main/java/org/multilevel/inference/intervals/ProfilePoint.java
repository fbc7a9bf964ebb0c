package org.multilevel.inference.intervals;

import org.multilevel.inference.Parameters;

/**
 * A point of a parameter's likelihood profile.
 *
 * @param parameter its name, as {@link Parameters} has it
 * @param value the value it was held at
 * @param rise by how much -2 log-likelihood (ML) lies above its least there, all other parameters at their best
 * @param zeta the signed square root of the rise, which a normal estimate would have linear in the value
 */
public record ProfilePoint(String parameter, double value, double rise, double zeta) {}
