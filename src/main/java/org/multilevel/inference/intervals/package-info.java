/** Intervals of parameters (Wald, profile likelihood, bootstrap) and of predictions. */
@NullMarked
package org.multilevel.inference.intervals;

import org.jspecify.annotations.NullMarked;
