package org.multilevel.fit.products;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/**
 * How many rows levels have, in numbers that add up over levels.
 *
 * @param levels how many levels
 * @param rows of all of them
 * @param min the rows of the smallest; {@link Long#MAX_VALUE} where there is none
 * @param max the rows of the largest
 * @param squares the sum of the squares of their rows
 * @param reciprocals the sum of 1 / rows
 */
public record LevelTally(long levels, long rows, long min, long max, double squares, double reciprocals) {
    static final LevelTally NONE = new LevelTally(0, 0, Long.MAX_VALUE, 0, 0, 0);

    /** Returns the tally of levels that have so many rows each. */
    public static LevelTally of(long[] counts) {
        long rows = 0;
        long min = Long.MAX_VALUE;
        long max = 0;
        double squares = 0;
        double reciprocals = 0;
        for (long count : counts) {
            rows += count;
            min = Math.min(min, count);
            max = Math.max(max, count);
            squares += (double) count * count;
            reciprocals += 1.0 / count;
        }
        return new LevelTally(counts.length, rows, min, max, squares, reciprocals);
    }

    LevelTally plus(LevelTally other) {
        return new LevelTally(
                levels + other.levels,
                rows + other.rows,
                Math.min(min, other.min),
                Math.max(max, other.max),
                squares + other.squares,
                reciprocals + other.reciprocals);
    }

    void writeTo(PartWriter out) throws IOException {
        out.whole(levels);
        out.whole(rows);
        out.whole(min);
        out.whole(max);
        out.number(squares);
        out.number(reciprocals);
    }

    static LevelTally readFrom(PartReader in) throws IOException {
        return new LevelTally(
                in.wholeCount(), in.wholeCount(), in.wholeCount(), in.wholeCount(), in.number(), in.number());
    }
}
