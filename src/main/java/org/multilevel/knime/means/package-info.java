/** The node that gives marginal means and slopes of a fitted model. */
@NullMarked
package org.multilevel.knime.means;

import org.jspecify.annotations.NullMarked;
