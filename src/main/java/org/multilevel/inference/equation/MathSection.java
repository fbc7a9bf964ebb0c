package org.multilevel.inference.equation;

import java.util.List;

/**
 * Equations under a title, such as those of a level.
 *
 * @param title such as {@code Level 2 (j: school)}
 * @param equations each a row of MathML
 */
public record MathSection(String title, List<MathElement> equations) {
    /** Copies the list. */
    public MathSection {
        equations = List.copyOf(equations);
    }
}
