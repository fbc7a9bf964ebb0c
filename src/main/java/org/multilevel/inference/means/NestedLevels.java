package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which predictors of a grid are nested in others, each of their levels occurring with one level of those only, and how an average weighs the
 * rows of the grid: of a nested predictor over the levels that occur, and equally; immutable.
 *
 * <p>What occurs is told by what is estimable: where levels of one predictor lie within those of another, no row of the fit tells what would be
 * expected of the combinations that do not occur, and where others are missing without such a pattern nothing is nested. The rules are those of
 * R's emmeans, where nesting shows in the table; a formula alone, as in {@code a/b} with labels of b that occur in every a, says nothing here.
 */
final class NestedLevels {
    private final int[] sizes;
    private final boolean[] occurs;
    /** For each nested predictor, by position, those that it is nested in. */
    private final Map<Integer, Set<Integer>> nesting;

    private NestedLevels(int[] sizes, boolean[] occurs, Map<Integer, Set<Integer>> nesting) {
        this.sizes = sizes;
        this.occurs = occurs;
        this.nesting = nesting;
    }

    /** Returns what there is where everything is crossed. */
    static NestedLevels none(int[] sizes) {
        return new NestedLevels(sizes.clone(), new boolean[0], Map.of());
    }

    /**
     * Finds what is nested.
     *
     * @param sizes how many values each predictor has; the first varies fastest over the rows of the grid
     * @param occurring whether a row of the grid occurs
     */
    static NestedLevels of(int[] sizes, IntPredicate occurring) {
        int rows = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        boolean[] occurs = new boolean[rows];
        boolean all = true;
        for (int row = 0; row < rows; row++) {
            occurs[row] = occurring.test(row);
            all &= occurs[row];
        }
        NestedLevels crossed = new NestedLevels(sizes.clone(), occurs, Map.of());
        return all ? none(sizes) : new NestedLevels(sizes.clone(), occurs, crossed.nesting());
    }

    private Map<Integer, Set<Integer>> nesting() {
        Map<Integer, Set<Integer>> found = new LinkedHashMap<>();
        for (int nested = 0; nested < sizes.length; nested++) {
            Set<Integer> in = new LinkedHashSet<>();
            for (int other = 0; other < sizes.length; other++) {
                boolean reversed = found.getOrDefault(other, Set.of()).contains(nested);
                if (other != nested && !reversed && isNested(nested, other)) {
                    in.add(other);
                }
            }
            if (!in.isEmpty()) {
                found.put(nested, in);
            }
        }
        return found;
    }

    /** Whether every level of one predictor occurs with one level of another at most, and some with one. */
    private boolean isNested(int nested, int other) {
        if (sizes[nested] < 2 || sizes[other] < 2) {
            return false;
        }
        boolean[][] together = new boolean[sizes[nested]][sizes[other]];
        for (int row = 0; row < occurs.length; row++) {
            if (occurs[row]) {
                together[level(row, nested)][level(row, other)] = true;
            }
        }
        int most = 0;
        for (boolean[] levels : together) {
            int count = 0;
            for (boolean occurring : levels) {
                count += occurring ? 1 : 0;
            }
            most = Math.max(most, count);
        }
        return most == 1;
    }

    private int level(int row, int predictor) {
        int stride = 1;
        for (int before = 0; before < predictor; before++) {
            stride *= sizes[before];
        }
        return row / stride % sizes[predictor];
    }

    /** Returns for each nested predictor, by position, those that it is nested in. */
    Map<Integer, Set<Integer>> found() {
        return nesting;
    }

    /**
     * Returns what each row of the grid counts in the average that it belongs to; a combination of kept levels that does not occur has rows
     * of weight 0 only.
     *
     * @param kept positions of the predictors that are not averaged over
     */
    double[] weights(List<Integer> kept) {
        double[] weights = new double[IntStream.of(sizes).reduce(1, (a, b) -> a * b)];
        Arrays.fill(weights, 1);
        Set<Integer> fixed = new LinkedHashSet<>();
        kept.stream().filter(nesting::containsKey).forEach(nested -> {
            fixed.add(nested);
            fixed.addAll(nesting.get(nested));
        });
        if (!fixed.isEmpty()) {
            times(weights, share(List.copyOf(fixed), -1));
        }
        List<Integer> averaged = new ArrayList<>(IntStream.range(0, sizes.length)
                .filter(k -> !kept.contains(k) && !fixed.contains(k))
                .boxed()
                .sorted(Comparator.comparingInt(
                        k -> -nesting.getOrDefault(k, Set.of()).size()))
                .toList());
        while (!averaged.isEmpty()) {
            int over = averaged.remove(0);
            Set<Integer> within = new LinkedHashSet<>(nesting.getOrDefault(over, Set.of()));
            if (within.isEmpty()) {
                Arrays.setAll(weights, row -> weights[row] / sizes[over]);
            } else {
                averaged.stream().filter(nesting::containsKey).forEach(within::add);
                times(weights, share(List.copyOf(within), over));
            }
        }
        return weights;
    }

    private static void times(double[] weights, double[] factors) {
        Arrays.setAll(weights, row -> weights[row] * factors[row]);
    }

    /**
     * Returns for every row the part that its level of a predictor is of those that occur with its levels of others, 0 where it does not
     * occur; without a predictor whether its levels occur together.
     */
    private double[] share(List<Integer> within, int over) {
        Map<List<Integer>, Set<Integer>> occurring = new LinkedHashMap<>();
        for (int row = 0; row < occurs.length; row++) {
            if (occurs[row]) {
                occurring
                        .computeIfAbsent(levels(row, within), levels -> new LinkedHashSet<>())
                        .add(over < 0 ? 0 : level(row, over));
            }
        }
        double[] shares = new double[occurs.length];
        for (int row = 0; row < shares.length; row++) {
            Set<Integer> levels = occurring.getOrDefault(levels(row, within), Set.of());
            shares[row] = levels.contains(over < 0 ? 0 : level(row, over)) ? 1.0 / levels.size() : 0;
        }
        return shares;
    }

    private List<Integer> levels(int row, List<Integer> predictors) {
        return predictors.stream().map(k -> level(row, k)).toList();
    }
}
