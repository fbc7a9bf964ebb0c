/**
 * Formulas of linear mixed models in lme4's notation: from text or from a builder to an immutable {@link
 * org.multilevel.formula.Formula}, and from there to the {@link org.multilevel.formula.ModelTerms} that a design is made of.
 */
@NullMarked
package org.multilevel.formula;

import org.jspecify.annotations.NullMarked;
