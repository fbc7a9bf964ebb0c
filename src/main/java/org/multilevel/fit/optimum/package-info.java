/** The criterion, the search for its minimum, the boundary, and the verdict. */
@NullMarked
package org.multilevel.fit.optimum;

import org.jspecify.annotations.NullMarked;
