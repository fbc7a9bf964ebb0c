/** Crossed random effects by iteration: conjugate gradients for solutions, probe vectors for traces, Lanczos quadrature for the determinant. */
@NullMarked
package org.multilevel.fit.iterative;

import org.jspecify.annotations.NullMarked;
