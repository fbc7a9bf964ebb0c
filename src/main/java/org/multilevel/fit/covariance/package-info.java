/** What theta means: the templates lambda of the random terms. */
@NullMarked
package org.multilevel.fit.covariance;

import org.jspecify.annotations.NullMarked;
