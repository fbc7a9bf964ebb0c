/** What charts are drawn from: numbers of a model, and of its rows as one pass collects them. */
@NullMarked
package org.multilevel.chart.data;

import org.jspecify.annotations.NullMarked;
