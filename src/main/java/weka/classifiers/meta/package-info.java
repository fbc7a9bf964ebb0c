/** Evaluation that respects groups, beside Weka's own meta classifiers. */
@NullMarked
package weka.classifiers.meta;

import org.jspecify.annotations.NullMarked;
