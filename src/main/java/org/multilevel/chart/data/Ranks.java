package org.multilevel.chart.data;

import java.util.stream.IntStream;

/** Chooses which of many sorted values a chart shows: all of them, or both ends and an even choice between. */
public final class Ranks {
    private Ranks() {}

    /** Returns ranks from 0, ascending: all if they are at most {@code most}, else a quarter of that at each end. */
    public static int[] shown(int size, int most) {
        if (size <= most) {
            return IntStream.range(0, size).toArray();
        }
        int end = most / 4;
        int middle = most - 2 * end;
        return IntStream.range(0, most)
                .map(i -> {
                    if (i < end) {
                        return i;
                    }
                    return i >= end + middle ? size - (most - i) : end + even(i - end, middle, size - 2 * end);
                })
                .toArray();
    }

    /** Returns {@code most} ranks, or all, spread evenly from the first to the last. */
    public static int[] spread(int size, int most) {
        return size <= most
                ? IntStream.range(0, size).toArray()
                : IntStream.range(0, most).map(i -> even(i, most, size)).toArray();
    }

    private static int even(int i, int count, int size) {
        return (int) ((2L * i + 1) * size / (2L * count));
    }
}
