package org.multilevel.glm.modes;

import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.products.CrossProducts;

/**
 * The spherical modes u at which the joint density of response and effects is largest for given parameters, and what is known there.
 *
 * @param u per factor levels x q
 * @param joint h = -sum of l (without constants) + u'u / 2
 * <p>Products, factor and what the rows know are storage of the {@link InnerProblem}, which its next solution overwrites.
 *
 * @param products Z'WZ at the mode, without fixed columns
 * @param factor of Lambda'Z'WZ Lambda + I at the mode
 * @param score Z'l' of each factor, levels x q
 */
@SuppressWarnings("ArrayRecordComponent") // passed between loops of this package only
public record Mode(double[][] u, double joint, CrossProducts products, Factor factor, double[][] score) {}
