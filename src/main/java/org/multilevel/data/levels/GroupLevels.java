package org.multilevel.data.levels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/**
 * The levels of a grouping factor and how a row's labels lead to one of them.
 *
 * <p>A combination of columns is looked up from left to right: the positions of the first two labels give the position of a
 * pair, that and the third label the position of a triple, and so on.
 *
 * @param labels the levels, in the order of the results
 * @param parts for each column its levels
 * @param steps for each column but the first: position of what stands to its left, and position of its label, to their position
 *     together
 */
public record GroupLevels(List<String> labels, List<LevelIndex> parts, List<LongIds> steps) {
    /** Between the labels of several columns. */
    private static final String JOINT = ":";

    /** Copies the lists. */
    public GroupLevels {
        labels = List.copyOf(labels);
        parts = List.copyOf(parts);
        steps = List.copyOf(steps);
    }

    /** Returns one name for what several columns say. */
    public static String join(List<String> names) {
        return String.join(JOINT, names);
    }

    /** Names the combinations that occur, which keep their order. */
    static GroupLevels of(List<LevelIndex> parts, List<long[]> pairs) {
        List<String> labels = parts.get(0).labels();
        List<LongIds> steps = new ArrayList<>();
        for (int k = 0; k < pairs.size(); k++) {
            LongIds step = new LongIds(pairs.get(k).length);
            List<String> left = labels;
            List<String> right = parts.get(k + 1).labels();
            labels = new ArrayList<>(pairs.get(k).length);
            for (long key : pairs.get(k)) {
                step.add(key);
                labels.add(left.get(LongIndex.first(key)) + JOINT + right.get(LongIndex.second(key)));
            }
            steps.add(step);
        }
        return new GroupLevels(distinct(labels), parts, steps);
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

    /**
     * Rebuilds the levels from what a model file has.
     *
     * @param width how many columns there are
     * @param combinations the labels of the columns, level by level, where the levels' own labels do not tell
     */
    public static GroupLevels restore(int width, List<String> labels, Optional<List<String>> combinations) {
        if (width == 1) {
            return new GroupLevels(labels, List.of(new LevelIndex(labels)), List.of());
        }
        List<Map<String, Integer>> parts = new ArrayList<>();
        List<LongIds> steps = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            parts.add(new LinkedHashMap<>());
            if (k > 0) {
                steps.add(new LongIds(labels.size()));
            }
        }
        if (combinations.isPresent() && combinations.get().size() != width * labels.size()) {
            throw ModelException.damaged("it does not have " + width + " labels for every combined level");
        }
        for (int level = 0; level < labels.size(); level++) {
            List<String> split = combinations.isPresent()
                    ? combinations.get().subList(level * width, (level + 1) * width)
                    : List.of(labels.get(level).split(JOINT, -1));
            if (split.size() != width) {
                throw ModelException.damaged(
                        "its level " + Labels.quoted(labels.get(level)) + " does not have " + width + " parts");
            }
            int position = 0;
            for (int k = 0; k < width; k++) {
                Map<String, Integer> part = parts.get(k);
                part.putIfAbsent(split.get(k), part.size());
                int own = part.getOrDefault(split.get(k), 0);
                position = k == 0 ? own : steps.get(k - 1).add(LongIndex.key(position, own));
            }
        }
        return new GroupLevels(
                labels,
                parts.stream()
                        .map(part -> new LevelIndex(List.copyOf(part.keySet())))
                        .toList(),
                steps);
    }

    /**
     * Returns the labels of the columns, level by level, if some label contains a colon so that a level's own label does not
     * tell them apart.
     */
    public Optional<List<String>> ambiguousParts() {
        boolean colons = parts.size() > 1
                && parts.stream().anyMatch(part -> part.labels().stream().anyMatch(label -> label.contains(JOINT)));
        if (!colons) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>();
        for (int level = 0; level < labels.size(); level++) {
            int[] positions = Combinations.parts(steps, level);
            for (int k = 0; k < positions.length; k++) {
                all.add(parts.get(k).labels().get(positions[k]));
            }
        }
        return Optional.of(all);
    }
}
