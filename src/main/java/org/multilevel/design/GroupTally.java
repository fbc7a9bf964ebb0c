package org.multilevel.design;

import java.util.Arrays;
import java.util.List;
import org.multilevel.data.Batch;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;

/** Counts the rows of each level of a grouping factor. */
final class GroupTally {
    private final List<ColumnIds> parts;
    private final List<LongIds> steps;
    private final int[] ids = new int[Batch.CAPACITY];
    private final int[] next = new int[Batch.CAPACITY];
    private final double[] labels = new double[Batch.CAPACITY];
    private long[] counts = new long[16];

    GroupTally(List<ColumnIds> parts) {
        this.parts = parts;
        this.steps = parts.stream().skip(1).map(part -> new LongIds(16)).toList();
    }

    void accept(Batch batch, int[] rows, int n) {
        parts.get(0).read(batch, rows, n, ids);
        for (int k = 1; k < parts.size(); k++) {
            parts.get(k).read(batch, rows, n, next);
            LongIds step = steps.get(k - 1);
            for (int i = 0; i < n; i++) {
                ids[i] = step.add(LongIndex.key(ids[i], next[i]));
            }
        }
        for (int i = 0; i < n; i++) {
            if (ids[i] >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(2 * counts.length, ids[i] + 1));
            }
            counts[ids[i]]++;
        }
    }

    /** Returns the numbers of the levels of the rows last taken. */
    int[] ids() {
        return ids;
    }

    /** Returns the labels of these rows as numbers, NaN where one is none; the factor has one column. */
    double[] labels(Batch batch, int[] rows, int n) {
        parts.get(0).labels(batch, rows, n, labels);
        return labels;
    }

    int levels() {
        return (int) Arrays.stream(counts).filter(count -> count > 0).count();
    }

    long smallest() {
        return Arrays.stream(counts).filter(count -> count > 0).min().orElse(0);
    }

    long largest() {
        return Arrays.stream(counts).max().orElse(0);
    }
}
