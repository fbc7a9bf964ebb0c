package org.multilevel.data.description;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.multilevel.data.Batch;
import org.multilevel.data.groups.CompensatedSums;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;

/** What a pass over a table finds about one numeric column: how many values, where they lie, their means by group. */
final class NumberTally {
    private static final double[] QUARTILES = {0.25, 0.5, 0.75};
    /** Means of the same numbers in another order differ by so many units in the last place of the largest number. */
    private static final double ROUNDING = 8;

    private final String name;
    private final CompensatedSums all = new CompensatedSums();
    private final CompensatedSums byGroup = new CompensatedSums();
    private final QuantileSearch quartiles = new QuantileSearch(QUARTILES);
    private double[] first = {};
    private boolean[] varying = {};
    private long missing;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean searching = true;

    NumberTally(String name) {
        this.name = name;
    }

    /** Takes the rows of the first pass. */
    void add(Batch batch, int column, int[] groups) {
        double[] values = batch.numbers(column);
        for (int i = 0; i < batch.size(); i++) {
            double value = values[i];
            if (Double.isNaN(value)) {
                missing++;
                continue;
            }
            if (Double.isInfinite(value)) {
                throw new DataException(Labels.infinite(name, batch.rowName(i)));
            }
            all.add(0, value);
            quartiles.add(value);
            min = Math.min(min, value);
            max = Math.max(max, value);
            if (groups[i] >= 0) {
                addToGroup(groups[i], value);
            }
        }
    }

    private void addToGroup(int group, double value) {
        if (group >= first.length) {
            int size = Math.max(16, Math.max(group + 1, 2 * first.length));
            first = Arrays.copyOf(first, size);
            varying = Arrays.copyOf(varying, size);
        }
        if (byGroup.count(group) == 0) {
            first[group] = value;
        }
        varying[group] |= value != first[group];
        byGroup.add(group, value);
    }

    /** Takes the rows of a later pass, for the quartiles. */
    void search(Batch batch, int column) {
        double[] values = batch.numbers(column);
        for (int i = 0; searching && i < batch.size(); i++) {
            if (!Double.isNaN(values[i])) {
                quartiles.add(values[i]);
            }
        }
    }

    /** Ends a pass; returns whether the quartiles need another. */
    boolean endPass() {
        searching = searching && quartiles.endPass(all.count(0));
        return searching;
    }

    /**
     * Returns the mean of all values.
     *
     * @throws DataException if their sum is beyond what a double holds
     */
    double mean() {
        double mean = all.mean(0);
        if (all.count(0) > 0 && !Double.isFinite(mean)) {
            throw new DataException("Column \"" + name
                    + "\" has values that are too large to be summed: divide the column by a large number first.");
        }
        return mean;
    }

    double mean(int group) {
        return byGroup.mean(group);
    }

    /** Returns what is known after the last pass. */
    ColumnFacts facts(double sumOfSquares) {
        long n = all.count(0);
        double[] quantiles = quartiles.quantiles();
        return new ColumnFacts(
                name,
                ColumnFacts.Kind.NUMERIC,
                n,
                missing,
                0,
                mean(),
                n > 1 ? Math.sqrt(sumOfSquares / (n - 1)) : Double.NaN,
                n > 0 ? min : Double.NaN,
                quantiles[0],
                quantiles[1],
                quantiles[2],
                n > 0 ? max : Double.NaN,
                Optional.empty());
    }

    /**
     * Returns how the column varies.
     *
     * @param groups how many groups the table has
     * @param squaresWithin sum of the squared deviations from the group means
     */
    Variation variation(int groups, double squaresWithin) {
        int[] filled = IntStream.range(0, groups)
                .filter(group -> byGroup.count(group) > 0)
                .toArray();
        int changing =
                (int) Arrays.stream(filled).filter(group -> varying[group]).count();
        Variation.Kind kind = Variation.Kind.of(changing > 0, differ(filled));
        long n = counts(filled).sum();
        double squares =
                counts(filled).mapToDouble(size -> (double) size * size).sum();
        double grand = mean(filled);
        double squaresBetween = Arrays.stream(filled)
                .mapToDouble(group -> byGroup.count(group) * Math.pow(byGroup.mean(group) - grand, 2))
                .sum();
        int df = filled.length - 1;
        double within = n > filled.length ? squaresWithin / (n - filled.length) : Double.NaN;
        double between = df > 0 ? (squaresBetween / df - within) / ((n - squares / n) / df) : Double.NaN;
        return new Variation(name, kind, filled.length, changing, between, within, share(between, within));
    }

    private static double share(double between, double within) {
        double sum = between + within;
        return sum > 0 ? between / sum : Double.NaN;
    }

    private LongStream counts(int[] groups) {
        return Arrays.stream(groups).mapToLong(byGroup::count);
    }

    private double mean(int[] groups) {
        double[] weighted = {0, 0};
        for (int group : groups) {
            weighted[0] += byGroup.count(group) * (byGroup.mean(group) - min);
            weighted[1] += byGroup.count(group);
        }
        return min + weighted[0] / weighted[1];
    }

    /** Returns whether groups have other means. */
    private boolean differ(int[] groups) {
        double rounding = ROUNDING * Math.ulp(Math.max(Math.abs(min), Math.abs(max)));
        double smallest = Arrays.stream(groups).mapToDouble(byGroup::mean).min().orElse(0);
        double largest = Arrays.stream(groups).mapToDouble(byGroup::mean).max().orElse(0);
        return largest - smallest > rounding;
    }

    String name() {
        return name;
    }

    /** Fills in the numbers of a batch less their mean, NaN where missing. */
    void centre(Batch batch, int column, double[] target) {
        double mean = mean();
        double[] values = batch.numbers(column);
        for (int i = 0; i < batch.size(); i++) {
            target[i] = values[i] - mean;
        }
    }

    /** Fills in the numbers of a batch less the means of their groups, NaN where missing or without group. */
    void centre(Batch batch, int column, int[] groups, double[] target) {
        double[] values = batch.numbers(column);
        for (int i = 0; i < batch.size(); i++) {
            target[i] = groups[i] < 0 ? Double.NaN : values[i] - byGroup.mean(groups[i]);
        }
    }
}
