package org.multilevel.design;

import java.util.List;
import org.multilevel.formula.Structure;

/**
 * Columns of one random-effects term.
 *
 * @param columns at least one; {@code (Intercept)} comes first where the term has it
 * @param structure of the covariance of their group effects
 */
public record RandomBlock(List<RandomColumn> columns, Structure structure) {
    /** Copies the columns. */
    public RandomBlock {
        columns = List.copyOf(columns);
    }

    /** Columns whose effects have any covariance. */
    public RandomBlock(List<RandomColumn> columns) {
        this(columns, Structure.UNSTRUCTURED);
    }
}
