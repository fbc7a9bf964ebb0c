/** What every question asked of a fitted model speaks: the method and level, the names of parameters, how sure fixed effects are. */
@NullMarked
package org.multilevel.inference;

import org.jspecify.annotations.NullMarked;
