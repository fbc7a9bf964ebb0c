/** The equation of a fitted model, combined and level by level, as text, LaTeX and MathML. */
@NullMarked
package org.multilevel.inference.equation;

import org.jspecify.annotations.NullMarked;
