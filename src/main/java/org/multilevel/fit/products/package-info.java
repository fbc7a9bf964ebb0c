/** Cross-products of the rows, and the scale on which they are formed. */
@NullMarked
package org.multilevel.fit.products;

import org.jspecify.annotations.NullMarked;
