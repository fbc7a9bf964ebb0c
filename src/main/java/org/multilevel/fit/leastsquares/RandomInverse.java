package org.multilevel.fit.leastsquares;

/**
 * The blocks of V = (Lambda'Z'WZ Lambda + I)^-1 that belong to levels which occur together: what traces of products with V need.
 *
 * @param own per factor the diagonal blocks, levels x q x q
 * @param pairs of factors f and g at [f][g - f - 1] the blocks V_fg, q_f x q_g, in the order of their cross-products' pairs
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the model, and read by loops
public record RandomInverse(double[][] own, double[][][] pairs) {}
