/** Where a user chooses among the charts of a model, on the screen. */
@NullMarked
package org.multilevel.chart.browser;

import org.jspecify.annotations.NullMarked;
