/** The variables of a formula: transformations, their constants, and labels. */
@NullMarked
package org.multilevel.design.expression;

import org.jspecify.annotations.NullMarked;
