/** The likelihood with the effects integrated out, by Laplace's approximation or quadrature around the modes, with its derivatives and the information in all parameters. */
@NullMarked
package org.multilevel.glm.marginal;

import org.jspecify.annotations.NullMarked;
