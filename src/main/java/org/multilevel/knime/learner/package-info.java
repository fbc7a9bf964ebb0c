/** The node that fits a linear mixed model. */
@NullMarked
package org.multilevel.knime.learner;

import org.jspecify.annotations.NullMarked;
