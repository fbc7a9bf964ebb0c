/** Tests of fixed effects: analyses of variance, linear hypotheses, and the overall test of least squares. */
@NullMarked
package org.multilevel.inference.tests;

import org.jspecify.annotations.NullMarked;
