/** The node that compares fitted models. */
@NullMarked
package org.multilevel.knime.comparison;

import org.jspecify.annotations.NullMarked;
