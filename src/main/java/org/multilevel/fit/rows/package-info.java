/** Where the rows of a problem lie, here or in parts elsewhere, what is asked of them, and how much memory that takes. */
@NullMarked
package org.multilevel.fit.rows;

import org.jspecify.annotations.NullMarked;
