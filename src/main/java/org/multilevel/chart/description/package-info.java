/** What a chart shows, in data, marks, axes and words, whoever draws it; knows no library that draws. */
@NullMarked
package org.multilevel.chart.description;

import org.jspecify.annotations.NullMarked;
