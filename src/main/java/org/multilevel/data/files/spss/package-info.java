/** SPSS files (.sav and .zsav). */
@NullMarked
package org.multilevel.data.files.spss;

import org.jspecify.annotations.NullMarked;
