/** The loader of statistics programs' files, beside Weka's own loaders. */
@NullMarked
package weka.core.converters;

import org.jspecify.annotations.NullMarked;
