package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps a bounded, even sample of a stream of rows, the same on every run: the rows whose numbers have the smallest hashes.
 *
 * <p>A row's number decides alone, so that a sample does not follow a pattern in the order of the rows, as every tenth row would.
 */
final class RowSample {
    private static final int MOST_KEPT = 2000;

    private record Ranked(long hash, RowPoint point) {}

    private final int capacity;
    private final PriorityQueue<Ranked> largestFirst = new PriorityQueue<>(
            Comparator.comparingLong((Ranked ranked) -> ranked.hash()).reversed());

    private final List<Integer> always;
    private final List<RowPoint> kept = new ArrayList<>();

    /** Creates a sample that keeps that many rows, or all where there are no more. */
    RowSample(int capacity) {
        this(capacity, List.of());
    }

    /**
     * Creates a sample that keeps rows of some levels beside the even sample.
     *
     * @param always numbers of levels of which the first {@value #MOST_KEPT} rows are kept in any case
     */
    RowSample(int capacity, List<Integer> always) {
        this.capacity = capacity;
        this.always = always;
    }

    void add(long row, int level, double x, double y) {
        add(row, level, -1, x, y);
    }

    void add(long row, int level, int by, double x, double y) {
        if (kept.size() < MOST_KEPT && always.contains(level)) {
            kept.add(new RowPoint(row, level, by, x, y));
            return;
        }
        long hash = hash(row);
        if (largestFirst.size() < capacity) {
            largestFirst.add(new Ranked(hash, new RowPoint(row, level, by, x, y)));
            return;
        }
        Ranked largest = largestFirst.peek();
        if (largest != null && hash < largest.hash()) {
            largestFirst.poll();
            largestFirst.add(new Ranked(hash, new RowPoint(row, level, by, x, y)));
        }
    }

    /** Returns the rows kept, each once, in the order of the table. */
    List<RowPoint> points() {
        List<RowPoint> points = new ArrayList<>(kept);
        largestFirst.forEach(ranked -> points.add(ranked.point()));
        points.sort(Comparator.comparingLong(RowPoint::row));
        return points;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a bijection whose bits all depend on all bits. */
    private static long hash(long row) {
        long z = row + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
