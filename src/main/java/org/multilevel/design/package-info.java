/** What a formula means on a table: the columns of X, the terms of Z, contrasts, and which rows count. */
@NullMarked
package org.multilevel.design;

import org.jspecify.annotations.NullMarked;
