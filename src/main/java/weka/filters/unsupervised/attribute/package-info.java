/** The filter that splits attributes by group means, beside Weka's own filters. */
@NullMarked
package weka.filters.unsupervised.attribute;

import org.jspecify.annotations.NullMarked;
