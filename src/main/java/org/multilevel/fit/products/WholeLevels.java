package org.multilevel.fit.products;

import java.io.IOException;
import java.util.Arrays;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/** What cross-products say of all levels of each grouping factor together: how many there are, and what they add up to. */
public final class WholeLevels {
    private final long[] levels;
    /** Z'WZ summed over the levels of each factor, q x q. */
    private final double[][] pooled;
    /** How many pairs of levels of factors f and g occur, at [f][g - f - 1]. */
    private final long[][] pairs;

    private WholeLevels(long[] levels, double[][] pooled, long[][] pairs) {
        this.levels = levels;
        this.pooled = pooled;
        this.pairs = pairs;
    }

    /** Returns what some products say of their levels. */
    static WholeLevels of(CrossProducts products) {
        int factors = products.widths.length;
        long[][] pairs = new long[factors][];
        double[][] pooled = new double[factors][];
        for (int f = 0; f < factors; f++) {
            pooled[f] = products.pooled(f);
            pairs[f] = Arrays.stream(products.pairs[f])
                    .mapToLong(PairProducts::size)
                    .toArray();
        }
        return new WholeLevels(Arrays.stream(products.levels).asLongStream().toArray(), pooled, pairs);
    }

    /** Adds other levels of the same factors. */
    void add(WholeLevels other) {
        for (int f = 0; f < levels.length; f++) {
            levels[f] += other.levels[f];
            for (int i = 0; i < pooled[f].length; i++) {
                pooled[f][i] += other.pooled[f][i];
            }
            for (int g = 0; g < pairs[f].length; g++) {
                pairs[f][g] += other.pairs[f][g];
            }
        }
    }

    /** Returns how many levels factor f has. */
    public long levels(int f) {
        return levels[f];
    }

    /** Returns how many pairs of levels of factors f and g occur, f before g. */
    long pairs(int f, int g) {
        return pairs[f][g - f - 1];
    }

    /** Returns a copy of Z'WZ of factor f summed over its levels. */
    double[] pooled(int f) {
        return pooled[f].clone();
    }

    void writeTo(PartWriter out) throws IOException {
        out.wholes(levels, levels.length);
        for (int f = 0; f < levels.length; f++) {
            out.numbers(pooled[f], pooled[f].length);
            out.wholes(pairs[f], pairs[f].length);
        }
    }

    /** Reads what {@link #writeTo} wrote for factors of these widths. */
    static WholeLevels readFrom(PartReader in, int[] widths) throws IOException {
        long[] levels = in.wholes(widths.length);
        double[][] pooled = new double[widths.length][];
        long[][] pairs = new long[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            pooled[f] = in.numbers(widths[f] * widths[f]);
            pairs[f] = in.wholes(widths.length - f - 1);
        }
        return new WholeLevels(levels, pooled, pairs);
    }
}
