/** The labels of groups and categories: one index for everybody. */
@NullMarked
package org.multilevel.data.levels;

import org.jspecify.annotations.NullMarked;
