/** Probabilities, small dense products and numbered work on threads, which every other room of inference counts with. */
@NullMarked
package org.multilevel.inference.numeric;

import org.jspecify.annotations.NullMarked;
