package org.multilevel.design.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.multilevel.data.Batch;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;

/** Finds the levels of one grouping factor that occur in the rows used. */
public final class GroupCollector {
    private final List<Expression.Column> columns;
    private final List<LevelCollector> parts;
    private final List<LongIds> steps = new ArrayList<>();
    private final int[] left = new int[Batch.CAPACITY];
    private final int[] right = new int[Batch.CAPACITY];

    public GroupCollector(List<Expression.Column> columns, Binding binding, NumericNodes nodes) {
        this.columns = columns;
        this.parts = columns.stream()
                .map(column -> LevelCollector.of(column, binding, nodes))
                .toList();
        columns.stream().skip(1).forEach(column -> steps.add(new LongIds(16)));
    }

    public void collect(Batch batch, Selection selection) {
        parts.get(0).collect(batch, selection, left);
        for (int k = 1; k < parts.size(); k++) {
            parts.get(k).collect(batch, selection, right);
            LongIds step = steps.get(k - 1);
            for (int i = 0; i < selection.count(); i++) {
                left[i] = step.add(LongIndex.key(left[i], right[i]));
            }
        }
    }

    /** Returns the grouping: combinations are ordered by the positions of their parts, from left to right. */
    public Grouping finish() {
        List<LevelIndex> indexes = parts.stream().map(LevelCollector::finish).toList();
        List<LongIds> sortedSteps = new ArrayList<>();
        List<String> labels = indexes.get(0).labels();
        IntUnaryOperator rank = parts.get(0)::rank;
        for (int k = 1; k < parts.size(); k++) {
            long[] keys = rankedKeys(steps.get(k - 1), rank, parts.get(k));
            LongIds sorted = sorted(keys);
            rank = id -> sorted.find(keys[id]);
            labels = joined(labels, indexes.get(k).labels(), sorted);
            sortedSteps.add(sorted);
        }
        return new Grouping(columns, distinct(labels), indexes, sortedSteps);
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

    private static LongIds sorted(long[] keys) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        LongIds ids = new LongIds(sorted.length);
        for (long key : sorted) {
            ids.add(key);
        }
        return ids;
    }

    private static List<String> joined(List<String> left, List<String> right, LongIds pairs) {
        List<String> labels = new ArrayList<>(pairs.size());
        for (int id = 0; id < pairs.size(); id++) {
            long key = pairs.key(id);
            labels.add(left.get(LongIndex.first(key)) + ":" + right.get(LongIndex.second(key)));
        }
        return labels;
    }

    /** Numbers the repeats of a label, which pairs of labels that contain colons can make, so that every level has its own. */
    private static List<String> distinct(List<String> labels) {
        Set<String> taken = new HashSet<>(labels);
        if (taken.size() == labels.size()) {
            return labels;
        }
        Set<String> given = new HashSet<>();
        List<String> distinct = new ArrayList<>(labels.size());
        for (String label : labels) {
            String name = label;
            for (int k = 2; given.contains(name) || (k > 2 && taken.contains(name)); k++) {
                name = label + " (" + k + ")";
            }
            given.add(name);
            distinct.add(name);
        }
        return distinct;
    }
}
