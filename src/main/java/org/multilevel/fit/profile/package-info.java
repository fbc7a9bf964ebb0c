/** The likelihood as a function of one parameter, maximised over all others. */
@NullMarked
package org.multilevel.fit.profile;

import org.jspecify.annotations.NullMarked;
