/** Figures of a fitted model, on the screen and as SVG or PNG; the only package that knows JFreeChart. */
@NullMarked
package org.multilevel.chart;

import org.jspecify.annotations.NullMarked;
