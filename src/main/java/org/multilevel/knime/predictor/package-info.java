/** The node that predicts tables with a fitted model. */
@NullMarked
package org.multilevel.knime.predictor;

import org.jspecify.annotations.NullMarked;
