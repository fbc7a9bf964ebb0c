package org.multilevel.design;

/**
 * The response as it was found in the rows used.
 *
 * @param name the response as written, without backticks where it is a column
 * @param mean the mean of the response less the offset
 * @param sd its sample standard deviation (n - 1), 0 for one row
 */
public record ResponseFacts(String name, double mean, double sd) {}
