/** What the data determine: whether a model has an optimum at all, and which of its variances and covariances others would fit as well. */
@NullMarked
package org.multilevel.fit.determination;

import org.jspecify.annotations.NullMarked;
