/** Penalised least squares at a given lambda: factor, solutions, derivative. */
@NullMarked
package org.multilevel.fit.leastsquares;

import org.jspecify.annotations.NullMarked;
