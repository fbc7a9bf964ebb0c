package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.fit.facts.GroupPattern;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * Says on which level each grouping factor and each predictor stands, as found in the rows of the fit: a factor one above those nested in
 * it, a predictor on the highest whose groups hold it constant.
 */
final class Placement {
    private static final String LETTERS = "jklmnpqrst";

    private final List<GroupPattern> patterns;
    private final int[] levels;
    private final String[] letters;

    private Placement(List<GroupPattern> patterns, int[] levels, String[] letters) {
        this.patterns = patterns;
        this.levels = levels;
        this.letters = letters;
    }

    static Placement of(MixedModel model) {
        List<GroupingFactor> factors = model.groupingFactors();
        List<GroupPattern> patterns = model.rowFacts()
                .map(facts -> facts.patterns())
                .filter(kept -> kept.size() == factors.size())
                .orElseGet(() -> byNames(factors));
        int[] levels = levels(patterns);
        List<Integer> upwards = IntStream.range(0, levels.length)
                .boxed()
                .sorted(Comparator.comparingInt(f -> levels[f]))
                .toList();
        String[] letters = new String[levels.length];
        for (int n = 0; n < letters.length; n++) {
            letters[upwards.get(n)] = n < LETTERS.length() ? LETTERS.substring(n, n + 1) : "g" + n;
        }
        return new Placement(patterns, levels, letters);
    }

    /** Without the rows only names tell nesting: {@code b:a} lies within {@code a}. */
    private static List<GroupPattern> byNames(List<GroupingFactor> factors) {
        List<Set<String>> parts =
                factors.stream().map(factor -> Set.of(factor.name().split(":"))).toList();
        return parts.stream()
                .map(own -> new GroupPattern(
                        List.of(),
                        IntStream.range(0, parts.size())
                                .filter(g -> own.size() > parts.get(g).size() && own.containsAll(parts.get(g)))
                                .boxed()
                                .toList()))
                .toList();
    }

    private static int[] levels(List<GroupPattern> patterns) {
        int[] levels = new int[patterns.size()];
        for (int round = 0; round < levels.length; round++) {
            for (int f = 0; f < levels.length; f++) {
                levels[f] = Math.max(levels[f], 2);
                for (int g = 0; g < levels.length; g++) {
                    if (isBelow(patterns, g, f)) {
                        levels[f] = Math.max(levels[f], Math.min(levels.length + 1, levels[g] + 1));
                    }
                }
            }
        }
        return levels;
    }

    private static boolean isBelow(List<GroupPattern> patterns, int lower, int upper) {
        return patterns.get(lower).within().contains(upper)
                && !patterns.get(upper).within().contains(lower);
    }

    /** Returns whether the rows told where predictors vary. */
    static boolean isKnown(MixedModel model) {
        return model.groupingFactors().isEmpty()
                || model.rowFacts().filter(facts -> !facts.patterns().isEmpty()).isPresent();
    }

    /** Returns the number of levels, the rows' included. */
    int count() {
        return IntStream.of(levels).max().orElse(1);
    }

    /** Returns the level of a factor, from 2 on. */
    int level(int factor) {
        return levels[factor];
    }

    /** Returns the index of a factor's groups. */
    String letter(int factor) {
        return letters[factor];
    }

    /** Returns the index of what varies over the groups of a factor: its own letter and those of the factors that it is nested in. */
    String index(int factor) {
        return joined(f -> f == factor || isBelow(patterns, factor, f));
    }

    /** Returns the index of what varies over all groups above a level. */
    String indexAbove(int level) {
        return joined(f -> levels[f] > level);
    }

    /** Returns the index of what varies over rows. */
    String rowIndex() {
        return "i" + indexAbove(1);
    }

    private String joined(java.util.function.IntPredicate chosen) {
        return IntStream.range(0, levels.length)
                .filter(chosen)
                .mapToObj(f -> letters[f])
                .sorted(Comparator.comparingInt(LETTERS::indexOf))
                .collect(Collectors.joining());
    }

    /**
     * Returns where a predictor stands.
     *
     * @param column position among the estimated columns of X
     */
    Place place(int column) {
        List<Integer> constant = new ArrayList<>();
        for (int f = 0; f < levels.length; f++) {
            if (patterns.get(f).constant().contains(column)) {
                constant.add(f);
            }
        }
        return constant.stream()
                .max(Comparator.comparingInt(f -> levels[f]))
                .map(f -> new Place(levels[f], index(f)))
                .orElse(new Place(1, rowIndex()));
    }

    /** A level, and the index of what varies on it. */
    record Place(int level, String index) {}
}
