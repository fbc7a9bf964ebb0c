package org.multilevel.model;

import java.util.List;
import java.util.Optional;
import org.multilevel.design.CovariateFacts;

/**
 * A column of the table that the fixed part reads, as a question about typical rows needs to know it.
 *
 * @param name the column's name
 * @param numeric whether the column holds numbers, also where they count as categories
 * @param levels its levels in the order of the model where it counts as a category ({@code f}, {@code factor(x)}); none for a covariate,
 *     and where a file of an early version does not tell
 * @param facts what the rows used tell of a covariate; empty where a file of an early version does not tell
 */
public record ModelPredictor(String name, boolean numeric, List<String> levels, Optional<CovariateFacts> facts) {

    /** Copies the levels. */
    public ModelPredictor {
        levels = List.copyOf(levels);
    }

    /** Returns whether it counts by its value and not by its levels. */
    public boolean isCovariate() {
        return numeric && levels.isEmpty();
    }
}
