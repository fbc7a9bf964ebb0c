/** The equations of a model and what solves them: exactly, by iteration, and with covariance structures. */
@NullMarked
package org.multilevel.fit.solver;

import org.jspecify.annotations.NullMarked;
