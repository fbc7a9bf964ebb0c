/** Stata files of formats 104 to 119. */
@NullMarked
package org.multilevel.data.files.stata;

import org.jspecify.annotations.NullMarked;
