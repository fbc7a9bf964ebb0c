/** The columns of X and Z: coding, products, layout. */
@NullMarked
package org.multilevel.design.matrix;

import org.jspecify.annotations.NullMarked;
