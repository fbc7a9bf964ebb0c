/** The mixed model as a Weka classifier, beside Weka's own functions. */
@NullMarked
package weka.classifiers.functions;

import org.jspecify.annotations.NullMarked;
