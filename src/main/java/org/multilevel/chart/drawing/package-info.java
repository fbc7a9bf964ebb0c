/** Draws descriptions of charts on the screen and as SVG or PNG; the only package that knows JFreeChart, and its browser. */
@NullMarked
package org.multilevel.chart.drawing;

import org.jspecify.annotations.NullMarked;
