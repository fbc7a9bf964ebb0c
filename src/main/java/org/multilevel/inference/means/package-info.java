/** Estimated marginal means, their contrasts, and slopes within groups. */
@NullMarked
package org.multilevel.inference.means;

import org.jspecify.annotations.NullMarked;
