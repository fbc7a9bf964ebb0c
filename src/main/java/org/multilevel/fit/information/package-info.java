/** How certain the variance parameters of a fit are, and how the covariance of the fixed effects moves with them. */
@NullMarked
package org.multilevel.fit.information;

import org.jspecify.annotations.NullMarked;
