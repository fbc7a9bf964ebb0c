/** What theta means: the covariance structures of the random terms. */
@NullMarked
package org.multilevel.fit.covariance;

import org.jspecify.annotations.NullMarked;
