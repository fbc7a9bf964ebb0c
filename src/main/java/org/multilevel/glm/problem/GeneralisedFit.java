package org.multilevel.glm.problem;

import org.multilevel.fit.answers.Fit;
import org.multilevel.glm.Generalised;

/**
 * What fitting a generalised model found.
 *
 * @param fit on the raw scale, on the scale of the link; its sigma is 1
 * @param points nodes of the quadrature that was used in the end; 1 for Laplace's approximation
 * @param dispersion as {@link Generalised#dispersion}
 * @param overdispersion as {@link Generalised#overdispersion}
 * @param nullMean as {@link Generalised#nullMean}
 */
public record GeneralisedFit(Fit fit, int points, double dispersion, double overdispersion, double nullMean) {}
