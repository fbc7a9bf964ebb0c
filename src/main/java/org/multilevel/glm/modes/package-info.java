/** The inner problem: the effects and coefficients at which the penalised likelihood of the rows is highest, for given variances. */
@NullMarked
package org.multilevel.glm.modes;

import org.jspecify.annotations.NullMarked;
