package org.multilevel.data.levels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.multilevel.data.Batch;

/** Finds the levels of one grouping factor that occur in the rows used. */
public final class GroupCollector {
    private final List<LevelCollector> parts;
    private final List<LongIds> steps = new ArrayList<>();
    /** The levels of each column, once the scan has ended. */
    private List<LevelSet> found = List.of();

    private final int[] left = new int[Batch.CAPACITY];
    private final int[] right;

    /** Creates the collector for what the labels of each column come from. */
    public GroupCollector(List<LevelSource> sources) {
        this.right = new int[sources.size() > 1 ? Batch.CAPACITY : 0];
        this.parts = new ArrayList<>(sources.size());
        for (LevelSource source : sources) {
            if (!parts.isEmpty()) {
                steps.add(new LongIds(16));
            }
            parts.add(LevelCollector.of(source));
        }
    }

    /** Takes some rows, as {@link LevelCollector#collect} does. */
    public void collect(Batch batch, int[] rows, int n) {
        parts.get(0).collect(batch, rows, n, left);
        for (int k = 1; k < parts.size(); k++) {
            parts.get(k).collect(batch, rows, n, right);
            LongIds step = steps.get(k - 1);
            for (int i = 0; i < n; i++) {
                left[i] = step.add(LongIndex.key(left[i], right[i]));
            }
        }
    }

    /** Takes some rows, and gives each a number that stands for its level until the end of the scan. */
    public void collect(Batch batch, int[] rows, int n, int[] ids) {
        collect(batch, rows, n);
        System.arraycopy(left, 0, ids, 0, n);
    }

    /** Ends the scan; returns the levels: combinations are ordered by the positions of their parts, from left to right. */
    public GroupSet finish() {
        List<LevelSet> sets = parts.stream().map(LevelCollector::finish).toList();
        found = sets;
        List<long[]> pairs = new ArrayList<>();
        IntUnaryOperator rank = parts.get(0)::rank;
        for (int k = 1; k < parts.size(); k++) {
            long[] keys = rankedKeys(steps.get(k - 1), rank, parts.get(k));
            long[] sorted = keys.clone();
            Arrays.sort(sorted);
            rank = id -> Arrays.binarySearch(sorted, keys[id]);
            pairs.add(sorted);
        }
        return new GroupSet(sets, pairs);
    }

    /** Returns the labels of the columns of a level, by the number that {@link #collect(Batch, int[], int, int[])} gave it; after {@link #finish}. */
    public List<String> labels(int id) {
        int[] own = new int[parts.size()];
        int rest = id;
        for (int k = parts.size() - 1; k > 0; k--) {
            long key = steps.get(k - 1).key(rest);
            own[k] = LongIndex.second(key);
            rest = LongIndex.first(key);
        }
        own[0] = rest;
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < own.length; k++) {
            labels.add(found.get(k).index().labels().get(parts.get(k).rank(own[k])));
        }
        return labels;
    }

    /** Returns by id the pairs of a step with ranks in place of ids. */
    private static long[] rankedKeys(LongIds step, IntUnaryOperator leftRank, LevelCollector right) {
        long[] keys = new long[step.size()];
        for (int id = 0; id < keys.length; id++) {
            long key = step.key(id);
            keys[id] = LongIndex.key(leftRank.applyAsInt(LongIndex.first(key)), right.rank(LongIndex.second(key)));
        }
        return keys;
    }
}
