/** Generalised linear mixed models: families, links, the reweighted inner problem, and the Laplace and quadrature criteria. */
@NullMarked
package org.multilevel.glm;

import org.jspecify.annotations.NullMarked;
