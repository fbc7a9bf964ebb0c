/** The fitting core: cross-products, the profiled criterion and its gradient, the optimiser and its verdict. */
@NullMarked
package org.multilevel.fit;

import org.jspecify.annotations.NullMarked;
