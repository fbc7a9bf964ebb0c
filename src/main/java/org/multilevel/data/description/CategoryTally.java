package org.multilevel.data.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.Levels;
import org.multilevel.data.levels.LabelOrder;

/** What a pass over a table finds about one categorical column: how often each level occurs, and whether groups are of one level. */
final class CategoryTally {
    private static final int NONE = -1;

    private final Column column;
    private long[] counts = {};
    private Levels labels = new Levels();
    private int[] first = {};
    private boolean[] varying = {};
    private long missing;

    CategoryTally(Column column) {
        this.column = column;
    }

    void add(Batch batch, int position, int[] groups) {
        int[] codes = batch.codes(position);
        labels = batch.levels(position);
        int size = labels.size();
        if (size > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(size, 2 * counts.length));
        }
        for (int i = 0; i < batch.size(); i++) {
            if (codes[i] < 0) {
                missing++;
                continue;
            }
            counts[codes[i]]++;
            if (groups[i] >= 0) {
                addToGroup(groups[i], codes[i]);
            }
        }
    }

    private void addToGroup(int group, int code) {
        if (group >= first.length) {
            int before = first.length;
            int size = Math.max(16, Math.max(group + 1, 2 * before));
            first = Arrays.copyOf(first, size);
            Arrays.fill(first, before, size, NONE);
            varying = Arrays.copyOf(varying, size);
        }
        if (first[group] == NONE) {
            first[group] = code;
        }
        varying[group] |= code != first[group];
    }

    /** Returns the levels that occur, in declared order or else by code points. */
    List<LevelCount> levels() {
        int[] codes = IntStream.range(0, labels.size())
                .filter(code -> counts[code] > 0)
                .toArray();
        long all = Arrays.stream(counts).sum();
        List<LevelCount> levels = new ArrayList<>();
        for (int code : ordered(codes)) {
            levels.add(new LevelCount(column.name(), labels.label(code), counts[code], (double) counts[code] / all));
        }
        return levels;
    }

    private int[] ordered(int[] codes) {
        if (column.declaredLevels().isPresent()) {
            List<String> declared = column.declaredLevels().get();
            return Arrays.stream(codes)
                    .boxed()
                    .sorted(Comparator.comparing(code -> declared.indexOf(labels.label(code))))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        int[] order = LabelOrder.of(Arrays.stream(codes).mapToObj(labels::label).toArray(String[]::new));
        return Arrays.stream(order).map(position -> codes[position]).toArray();
    }

    String name() {
        return column.name();
    }

    ColumnFacts facts() {
        int levels = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        return ColumnFacts.ofLevels(
                column.name(),
                ColumnFacts.Kind.CATEGORICAL,
                Arrays.stream(counts).sum(),
                missing,
                levels);
    }

    Variation variation() {
        int[] filled = IntStream.range(0, first.length)
                .filter(group -> first[group] != NONE)
                .toArray();
        int changing =
                (int) Arrays.stream(filled).filter(group -> varying[group]).count();
        boolean differ =
                Arrays.stream(filled).map(group -> first[group]).distinct().count() > 1;
        return new Variation(
                column.name(),
                Variation.Kind.of(changing > 0, changing == 0 && differ),
                filled.length,
                changing,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }
}
