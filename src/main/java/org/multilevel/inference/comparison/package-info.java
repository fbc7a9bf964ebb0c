/** Comparison of models with one another: likelihood ratios with the right null, ladders, and what a null model leaves. */
@NullMarked
package org.multilevel.inference.comparison;

import org.jspecify.annotations.NullMarked;
