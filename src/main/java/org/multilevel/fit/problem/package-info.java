/** A model whose rows were read once, and the questions that are asked of it. */
@NullMarked
package org.multilevel.fit.problem;

import org.jspecify.annotations.NullMarked;
