/** Weka's ARFF files. */
@NullMarked
package org.multilevel.data.files.arff;

import org.jspecify.annotations.NullMarked;
