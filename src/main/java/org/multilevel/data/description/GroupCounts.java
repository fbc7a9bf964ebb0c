package org.multilevel.data.description;

import java.util.Arrays;

/**
 * How large groups are.
 *
 * @param groups how many there are
 * @param rows how many rows have a group
 * @param withoutGroup in how many rows a group column is missing
 * @param min rows of the smallest group
 * @param median median of the rows of the groups
 * @param mean mean of the rows of the groups
 * @param max rows of the largest group
 * @param singletons how many groups have one row
 */
public record GroupCounts(
        int groups, long rows, long withoutGroup, long min, double median, double mean, long max, int singletons) {

    static GroupCounts of(long[] sizes, long withoutGroup) {
        long[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        long rows = Arrays.stream(sorted).sum();
        return new GroupCounts(
                n,
                rows,
                withoutGroup,
                n == 0 ? 0 : sorted[0],
                n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
                n == 0 ? Double.NaN : (double) rows / n,
                n == 0 ? 0 : sorted[n - 1],
                (int) Arrays.stream(sorted).filter(size -> size == 1).count());
    }
}
