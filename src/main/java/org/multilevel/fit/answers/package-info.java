/** What a problem answers: the fit, estimates under other circumstances, profiles, and refits. */
@NullMarked
package org.multilevel.fit.answers;

import org.jspecify.annotations.NullMarked;
