package org.multilevel.design;

import java.util.List;

/**
 * A grouping factor with everything that varies over its levels; effects in different blocks are uncorrelated.
 *
 * @param name the grouping column, or {@code b:a} for combinations
 * @param levels the levels that occur in the rows used, in the order of the results
 * @param blocks the terms of this factor, in the order written
 */
public record RandomFactor(String name, List<String> levels, List<RandomBlock> blocks) {
    /** Copies the lists. */
    public RandomFactor {
        levels = List.copyOf(levels);
        blocks = List.copyOf(blocks);
    }

    /** Returns q, the number of columns of Z per level. */
    public int width() {
        int width = 0;
        for (RandomBlock block : blocks) {
            width += block.columns().size();
        }
        return width;
    }

    /** Returns the columns of all blocks, one after the other. */
    public List<RandomColumn> columns() {
        return blocks.stream().flatMap(b -> b.columns().stream()).toList();
    }
}
