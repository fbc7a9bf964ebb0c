/** Degrees of freedom by Satterthwaite and by Kenward and Roger, from covariances and their derivatives alone. */
@NullMarked
package org.multilevel.inference.freedom;

import org.jspecify.annotations.NullMarked;
