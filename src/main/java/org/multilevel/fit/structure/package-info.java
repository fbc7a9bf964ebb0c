/** Covariance structures with parameters of their own: of residuals, which change the cross-products, and of random effects. */
@NullMarked
package org.multilevel.fit.structure;

import org.jspecify.annotations.NullMarked;
