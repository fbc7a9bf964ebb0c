/** What the rows of a fit are like: how many there are by group, and how groups meet. */
@NullMarked
package org.multilevel.fit.facts;

import org.jspecify.annotations.NullMarked;
