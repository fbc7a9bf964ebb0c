package org.multilevel.fit.facts;

import org.multilevel.fit.products.LevelTally;

/**
 * How many rows the levels of a grouping factor have.
 *
 * @param levels the number of levels
 * @param rows the rows of all of them
 * @param min the rows of the smallest level
 * @param max the rows of the largest level
 * @param squares the sum of the squares of the rows per level
 * @param reciprocals the sum of 1 / rows over the levels
 */
public record GroupSizes(int levels, long rows, long min, long max, double squares, double reciprocals) {
    /** Returns the sizes of levels that have so many rows each. */
    public static GroupSizes of(long[] counts) {
        return of(LevelTally.of(counts));
    }

    static GroupSizes of(LevelTally tally) {
        return new GroupSizes(
                Math.toIntExact(tally.levels()),
                tally.rows(),
                tally.levels() == 0 ? 0 : tally.min(),
                tally.max(),
                tally.squares(),
                tally.reciprocals());
    }

    /** Returns the mean number of rows of a level. */
    public double mean() {
        return (double) rows / levels;
    }

    /** Returns the harmonic mean of the rows of a level, which stands for the size where variances of group means are averaged. */
    public double harmonicMean() {
        return levels / reciprocals;
    }

    /** Returns the mean, over rows, of the size of the row's level: larger than {@link #mean} where sizes differ. */
    public double meanOfRows() {
        return squares / rows;
    }
}
