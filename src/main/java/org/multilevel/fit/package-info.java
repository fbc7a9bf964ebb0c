/** The choices of a fit; the fitting core is in the rooms inside: cross-products, the profiled criterion and its gradient, the optimiser and its verdict. */
@NullMarked
package org.multilevel.fit;

import org.jspecify.annotations.NullMarked;
