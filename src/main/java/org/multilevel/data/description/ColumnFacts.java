package org.multilevel.data.description;

import java.util.Optional;

/**
 * What is said of one column of a table.
 *
 * @param name the column
 * @param kind whether it is described by numbers or by levels
 * @param count how many of its values are not missing
 * @param missing how many are
 * @param levels how many different labels there are, 0 where it holds numbers
 * @param mean the mean; like the numbers behind it NaN where there are none, or where the column has levels
 * @param sd the standard deviation, with divisor count - 1
 * @param min the smallest number
 * @param lowerQuartile the quartile below the median, as the others by R's type 7: between the order statistics around
 *     1 + (count - 1) p
 * @param median the median
 * @param upperQuartile the quartile above the median
 * @param max the largest number
 * @param label what the column is called in words, where its file says it
 */
public record ColumnFacts(
        String name,
        Kind kind,
        long count,
        long missing,
        int levels,
        double mean,
        double sd,
        double min,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double max,
        Optional<String> label) {

    /** How a column is described. */
    public enum Kind {
        /** By mean, spread and quartiles. */
        NUMERIC,
        /** By its levels. */
        CATEGORICAL,
        /** By its levels, which tell the groups apart, whether they are numbers or not. */
        GROUP
    }

    ColumnFacts withLabel(Optional<String> called) {
        return new ColumnFacts(
                name, kind, count, missing, levels, mean, sd, min, lowerQuartile, median, upperQuartile, max, called);
    }

    static ColumnFacts ofLevels(String name, Kind kind, long count, long missing, int levels) {
        double none = Double.NaN;
        return new ColumnFacts(
                name, kind, count, missing, levels, none, none, none, none, none, none, none, Optional.empty());
    }
}
