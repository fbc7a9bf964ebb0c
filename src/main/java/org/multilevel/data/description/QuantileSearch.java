package org.multilevel.data.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds exact quantiles of numbers that are not held: every pass over them narrows down where an order statistic lies.
 *
 * <p>Doubles are ordered as their bits are, but for the sign. The first pass counts numbers by their leading bits; the next ones, only
 * within the few ranges in which a wanted order statistic lies, by the bits behind those, or gather the numbers where they are few
 * enough. After five passes at most all bits are known.
 */
final class QuantileSearch {
    private static final int BITS = 14;
    private static final int GATHERED = 1 << BITS;

    private final double[] probabilities;
    private final Map<Long, Double> found = new HashMap<>();
    private List<Range> open = new ArrayList<>(List.of(new Range(0, 0, 0, Long.MAX_VALUE)));
    private long count;

    QuantileSearch(double... probabilities) {
        this.probabilities = probabilities.clone();
    }

    /** Takes a number, in each pass all of them again, but none that is NaN. */
    void add(double number) {
        long key = key(number);
        for (Range range : open) {
            range.add(key);
        }
    }

    /** Ends a pass over so many numbers; returns whether another is needed. */
    boolean endPass(long numbers) {
        count = numbers;
        Map<Long, Range> next = new HashMap<>();
        for (long rank : ranks()) {
            for (Range range : open) {
                if (range.holds(rank)) {
                    range.narrow(rank, found, next);
                }
            }
        }
        open = new ArrayList<>(next.values());
        return !open.isEmpty();
    }

    private long[] ranks() {
        return Arrays.stream(probabilities)
                .mapToLong(p -> (long) Math.floor(p * (count - 1)))
                .flatMap(rank -> Arrays.stream(new long[] {rank, Math.min(rank + 1, count - 1)}))
                .filter(rank -> count > 0 && !found.containsKey(rank))
                .distinct()
                .toArray();
    }

    /** Returns the quantiles by R's type 7, NaN of no numbers. */
    double[] quantiles() {
        return Arrays.stream(probabilities).map(this::quantile).toArray();
    }

    private double quantile(double p) {
        if (count == 0) {
            return Double.NaN;
        }
        double place = p * (count - 1);
        long rank = (long) Math.floor(place);
        double part = place - rank;
        double low = found.getOrDefault(rank, Double.NaN);
        return part > 0 ? (1 - part) * low + part * found.getOrDefault(rank + 1, Double.NaN) : low;
    }

    /** Returns a key that orders without sign as the numbers are ordered; 0 and -0 are the same number. */
    private static long key(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits ^ ((bits >> (Long.SIZE - 1)) | Long.MIN_VALUE);
    }

    private static double number(long key) {
        return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
    }

    /** The numbers whose keys begin with the same bits. */
    private static final class Range {
        private final long prefix;
        private final int known;
        /** The rank of the smallest of the numbers, from 0. */
        private final long first;

        private final long size;
        private final boolean gathers;
        private final int step;
        /** By the bits behind the known ones how many numbers there are; or the keys of the numbers. */
        private final long[] entries;

        private int gathered;

        Range(long prefix, int known, long first, long size) {
            this.prefix = prefix;
            this.known = known;
            this.first = first;
            this.size = size;
            this.gathers = size <= GATHERED;
            this.step = Math.min(BITS, Long.SIZE - known);
            this.entries = new long[gathers ? (int) size : 1 << step];
        }

        void add(long key) {
            if (known > 0 && key >>> (Long.SIZE - known) != prefix) {
                return;
            }
            if (gathers) {
                entries[gathered++] = key;
            } else {
                entries[(int) ((key << known) >>> (Long.SIZE - step))]++;
            }
        }

        boolean holds(long rank) {
            return rank >= first && rank - first < size;
        }

        /** Finds the number of a rank, or the smaller range in which it lies. */
        void narrow(long rank, Map<Long, Double> found, Map<Long, Range> next) {
            if (gathers) {
                Arrays.sort(entries);
                // Keys are ordered without sign, and those of a gathered range have the same first bit.
                found.put(rank, number(entries[(int) (rank - first)]));
                return;
            }
            long start = first;
            int part = 0;
            while (rank - start >= entries[part]) {
                start += entries[part++];
            }
            long longer = (prefix << step) | part;
            if (known + step == Long.SIZE) {
                found.put(rank, number(longer));
            } else {
                next.putIfAbsent(longer, new Range(longer, known + step, start, entries[part]));
            }
        }
    }
}
