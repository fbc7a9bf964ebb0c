package org.multilevel.design;

import java.util.List;

/**
 * Columns of one random-effects term: their group effects have an unstructured covariance.
 *
 * @param columns at least one; {@code (Intercept)} comes first where the term has it
 */
public record RandomBlock(List<RandomColumn> columns) {
    /** Copies the columns. */
    public RandomBlock {
        columns = List.copyOf(columns);
    }
}
