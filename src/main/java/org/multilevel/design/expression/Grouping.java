package org.multilevel.design.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/**
 * The levels of a grouping factor and how a row's labels lead to one of them.
 *
 * <p>A combination of columns is looked up from left to right: the positions of the first two labels give the position of a
 * pair, that and the third label the position of a triple, and so on.
 *
 * @param columns the grouping column, or several
 * @param labels the levels, in the order of the results
 * @param parts for each column its levels
 * @param steps for each column but the first: position of what stands to its left, and position of its label, to their position
 *     together
 */
public record Grouping(
        List<Expression.Column> columns, List<String> labels, List<LevelIndex> parts, List<LongIds> steps) {

    /** Copies the lists. */
    public Grouping {
        columns = List.copyOf(columns);
        labels = List.copyOf(labels);
        parts = List.copyOf(parts);
        steps = List.copyOf(steps);
    }

    /** Rebuilds a grouping from its levels. */
    public static Grouping restore(
            List<Expression.Column> columns, List<String> labels, Optional<List<String>> combinations) {
        if (columns.size() == 1) {
            return new Grouping(columns, labels, List.of(new LevelIndex(labels)), List.of());
        }
        int width = columns.size();
        List<Map<String, Integer>> parts = new ArrayList<>();
        List<LongIds> steps = new ArrayList<>();
        columns.forEach(column -> parts.add(new LinkedHashMap<>()));
        columns.subList(1, width).forEach(column -> steps.add(new LongIds(labels.size())));
        if (combinations.isPresent() && combinations.get().size() != width * labels.size()) {
            throw ModelException.damaged("it does not have " + width + " labels for every combined level");
        }
        for (int level = 0; level < labels.size(); level++) {
            List<String> split = combinations.isPresent()
                    ? combinations.get().subList(level * width, (level + 1) * width)
                    : List.of(labels.get(level).split(":", -1));
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
        return new Grouping(
                columns,
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
        boolean colons = columns.size() > 1
                && parts.stream().anyMatch(part -> part.labels().stream().anyMatch(label -> label.contains(":")));
        if (!colons) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>();
        int[] positions = new int[columns.size()];
        for (int level = 0; level < labels.size(); level++) {
            int left = level;
            for (int k = columns.size() - 1; k > 0; k--) {
                long key = steps.get(k - 1).key(left);
                positions[k] = LongIndex.second(key);
                left = LongIndex.first(key);
            }
            positions[0] = left;
            for (int k = 0; k < positions.length; k++) {
                all.add(parts.get(k).labels().get(positions[k]));
            }
        }
        return Optional.of(all);
    }
}
