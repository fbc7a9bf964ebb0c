/** How the variance of the response is shared out: R squared, intraclass correlations, design effects, reliability. */
@NullMarked
package org.multilevel.inference.shares;

import org.jspecify.annotations.NullMarked;
