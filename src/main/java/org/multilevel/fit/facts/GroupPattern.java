package org.multilevel.fit.facts;

import java.util.List;

/**
 * What varies where: which columns of X a grouping factor's levels hold constant, and which other factors they lie within.
 *
 * @param constant positions among the p estimated columns of X of those that are the same in all rows of every level, to rounding
 * @param within positions in the design of the factors of which every level of this one meets only one level
 */
public record GroupPattern(List<Integer> constant, List<Integer> within) {
    /** Copies the lists. */
    public GroupPattern {
        constant = List.copyOf(constant);
        within = List.copyOf(within);
    }
}
