/** Small and dense matrices, logarithms of products, and the threads that share the work. */
@NullMarked
package org.multilevel.fit.linalg;

import org.jspecify.annotations.NullMarked;
