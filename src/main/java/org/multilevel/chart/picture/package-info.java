/** The pictures of a model: which there are, what each asks for, and its description. */
@NullMarked
package org.multilevel.chart.picture;

import org.jspecify.annotations.NullMarked;
