package org.multilevel.fit.products;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grouping factors of which some levels go together, taken apart so that each part has levels that do not: a part has one level of every set, and what
 * levels of one set have with each other is what parts have with each other.
 *
 * <p>The parts of a factor follow each other, those of a later factor come behind.
 */
public final class SplitFactors {
    private final List<TiedLevels> tied;
    /** The first part of each factor; one more than there are factors. */
    private final int[] first;
    /** Levels of each part. */
    private final int[] sizes;
    /** Per factor which level of its part a level is. */
    private final int[][] index;

    private SplitFactors(List<TiedLevels> tied, int[] first, int[] sizes, int[][] index) {
        this.tied = List.copyOf(tied);
        this.first = first;
        this.sizes = sizes;
        this.index = index;
    }

    /** Splits factors, given for each which levels go together. */
    public static SplitFactors of(List<TiedLevels> tied) {
        int[] first = new int[tied.size() + 1];
        int[][] index = new int[tied.size()][];
        for (int f = 0; f < tied.size(); f++) {
            first[f + 1] = first[f] + Math.max(1, tied.get(f).most());
        }
        int[] sizes = new int[first[tied.size()]];
        for (int f = 0; f < tied.size(); f++) {
            TiedLevels levels = tied.get(f);
            index[f] = new int[levels.levels()];
            for (int level = 0; level < levels.levels(); level++) {
                index[f][level] = sizes[first[f] + levels.place(level)]++;
            }
        }
        return new SplitFactors(tied, first, sizes, index);
    }

    /** Returns whether a factor has several parts. */
    public boolean isSplit(int factor) {
        return first[factor + 1] - first[factor] > 1;
    }

    /** Returns whether any factor has several parts. */
    public boolean isSplit() {
        return parts() > factors();
    }

    /** Returns the number of factors. */
    public int factors() {
        return index.length;
    }

    /** Returns the number of parts of all factors. */
    public int parts() {
        return sizes.length;
    }

    /** Returns the first part of a factor; that of the one behind the last is the number of parts. */
    public int first(int factor) {
        return first[factor];
    }

    /** Returns the part in which a level is. */
    public int part(int factor, int level) {
        return first[factor] + tied.get(factor).place(level);
    }

    /** Returns which level of its part a level is. */
    public int index(int factor, int level) {
        return index[factor][level];
    }

    /** Returns the number of levels of a factor. */
    public int levels(int factor) {
        return index[factor].length;
    }

    /** Returns the factor of each part. */
    public int[] factorOfParts() {
        return IntStream.range(0, factors())
                .flatMap(f -> IntStream.range(first[f], first[f + 1]).map(part -> f))
                .toArray();
    }

    /** Returns for each level of a part which of the factor's it is. */
    public int[][] levelsOfParts() {
        int[][] levels = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        for (int f = 0; f < factors(); f++) {
            for (int level = 0; level < index[f].length; level++) {
                levels[part(f, level)][index[f][level]] = level;
            }
        }
        return levels;
    }

    /** Returns for each part what its factor has. */
    public double[][] spread(double[][] ofFactors) {
        return isSplit()
                ? IntStream.of(factorOfParts()).mapToObj(f -> ofFactors[f]).toArray(double[][]::new)
                : ofFactors;
    }

    /** Returns for each factor the sum of what its parts have. */
    public double[][] sum(double[][] ofParts) {
        if (!isSplit()) {
            return ofParts;
        }
        double[][] sums = new double[factors()][];
        for (int f = 0; f < sums.length; f++) {
            sums[f] = ofParts[first[f]].clone();
            for (int part = first[f] + 1; part < first[f + 1]; part++) {
                for (int i = 0; i < sums[f].length; i++) {
                    sums[f][i] += ofParts[part][i];
                }
            }
        }
        return sums;
    }

    /**
     * Returns what there is of every level of each factor, given that of every level of each part.
     *
     * @param ofParts as many numbers for each level of a part
     */
    public double[][] gathered(double[][] ofParts) {
        if (!isSplit()) {
            return ofParts;
        }
        double[][] gathered = new double[factors()][];
        for (int f = 0; f < gathered.length; f++) {
            int numbers = ofParts[first[f]].length / sizes[first[f]];
            gathered[f] = new double[index[f].length * numbers];
            for (int level = 0; level < index[f].length; level++) {
                System.arraycopy(
                        ofParts[part(f, level)], index[f][level] * numbers, gathered[f], level * numbers, numbers);
            }
        }
        return gathered;
    }

    /** Returns zeros for the parts' levels; all their pairs are still empty. */
    public CrossProducts zeros(CrossProducts products) {
        int[] widths =
                IntStream.of(factorOfParts()).map(f -> products.widths[f]).toArray();
        return products.regrouped(widths, sizes.clone());
    }

    /** Returns the number of levels of each part. */
    public int[] sizes() {
        return sizes.clone();
    }
}
