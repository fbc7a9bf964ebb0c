/** The tables and the text that every host shows of a fitted model, defined once. */
@NullMarked
package org.multilevel.result;

import org.jspecify.annotations.NullMarked;
