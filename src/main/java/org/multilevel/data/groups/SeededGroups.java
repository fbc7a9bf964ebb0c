package org.multilevel.data.groups;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.levels.GroupIndex;

/** Groups in an order that a seed and their labels decide: not the table's order, nor the machine. */
final class SeededGroups {
    /** 2^64 divided by the golden ratio, the step of the generator SplitMix64 (Steele, Lea, Flood 2014). */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long[] hashes;
    private final List<Integer> order;

    private SeededGroups(long[] hashes) {
        this.hashes = hashes;
        this.order = IntStream.range(0, hashes.length)
                .boxed()
                .sorted(Comparator.comparingLong(group -> hashes[group]))
                .toList();
    }

    static SeededGroups of(GroupIndex index, long seed) {
        return new SeededGroups(IntStream.range(0, index.size())
                .mapToLong(group -> hash(seed, index.labels(group)))
                .toArray());
    }

    /** Returns the groups in their seeded order. */
    List<Integer> order() {
        return order;
    }

    /** Returns a copy of what random choices within each group start from. */
    long[] hashes() {
        return hashes.clone();
    }

    /** Returns a random number from the one before. */
    static long next(long random) {
        long z = random + STEP;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long hash(long seed, List<String> labels) {
        long hash = next(seed);
        for (String label : labels) {
            for (int i = 0; i < label.length(); i++) {
                hash = next(hash ^ label.charAt(i));
            }
            // Tells "a" and "bc" from "ab" and "c".
            hash = next(hash ^ Long.MIN_VALUE);
        }
        return hash;
    }
}
