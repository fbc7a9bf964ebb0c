/** The node that divides rows into folds for a validation that respects groups. */
@NullMarked
package org.multilevel.knime.folds;

import org.jspecify.annotations.NullMarked;
