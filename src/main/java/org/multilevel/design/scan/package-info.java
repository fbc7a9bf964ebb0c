/** Which rows of a table take part, and where its columns stand. */
@NullMarked
package org.multilevel.design.scan;

import org.jspecify.annotations.NullMarked;
