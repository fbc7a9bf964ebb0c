/** What a fit gives for its groups: estimates by factor, their joint covariance, and the fixed columns that were left out. */
@NullMarked
package org.multilevel.fit.effects;

import org.jspecify.annotations.NullMarked;
