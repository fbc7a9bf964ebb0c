package org.multilevel.fit.products;

import java.util.Arrays;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.design.DesignBlock;

/**
 * What the rows of each level of one grouping factor put into the cross-products, so that a level can be taken out again.
 *
 * <p>Kept are XY'W XY per level, and for what the level's rows add to levels of other factors only the blocks that occur: memory grows
 * with the levels and the pairs (and triples) of levels that occur together, not with the rows.
 */
public final class LevelParts {
    private static final int FIRST_ROOM = 64;
    /** What of a column's sum of squares may be left by rounding when all rows in which it is not zero were taken out. */
    private static final double ROUNDING = 1e-13;

    private final int factor;
    private final int p1;
    private final int[] widths;
    private final long[] rows;
    private final double[] sumLogWeight;
    /** XY'W XY of each level, (p+1) x (p+1), the lower triangle. */
    private final double[] xy;
    /** For each other factor its Z'W[Z XY] by pairs of levels, this factor's first. */
    private final Blocks[] own;
    /** For each two other factors f before g, at [f][g - f - 1], the blocks Z_f'W Z_g by level and pair. */
    private final Blocks[][] pairs;

    /**
     * Creates empty parts.
     *
     * @param whole the cross-products of all rows
     * @param factor whose levels are to be told apart
     */
    public LevelParts(CrossProducts whole, int factor) {
        this.factor = factor;
        this.p1 = whole.p + 1;
        this.widths = whole.widths;
        int levels = whole.levels[factor];
        this.rows = new long[levels];
        this.sumLogWeight = new double[levels];
        this.xy = new double[Math.multiplyExact(levels, p1 * p1)];
        int factors = widths.length;
        this.own = new Blocks[factors];
        this.pairs = new Blocks[factors][];
        for (int f = 0; f < factors; f++) {
            own[f] = new Blocks(widths[f] * (widths[f] + p1));
            pairs[f] = new Blocks[factors - f - 1];
            for (int g = f + 1; g < factors; g++) {
                pairs[f][g - f - 1] = new Blocks(widths[f] * widths[g]);
            }
        }
    }

    /** Returns the position of the factor. */
    public int factor() {
        return factor;
    }

    /** Returns the number of levels. */
    public int levels() {
        return rows.length;
    }

    /** Adds the rows of a block. */
    public void add(DesignBlock block, CrossProducts whole, Standardisation standard) {
        double[] t = new double[p1];
        double[][] z = Arrays.stream(widths).mapToObj(double[]::new).toArray(double[][]::new);
        for (int r = 0; r < block.rows; r++) {
            double w = block.weight[r];
            int level = block.level[factor][r];
            standard.fixedRow(block, r, t);
            int at = level * p1 * p1;
            for (int i = 0; i < p1; i++) {
                for (int j = 0; j <= i; j++) {
                    xy[at + i * p1 + j] += w * t[i] * t[j];
                }
            }
            rows[level]++;
            if (w != 1) {
                sumLogWeight[level] += StrictMath.log(w);
            }
            for (int f = 0; f < z.length; f++) {
                standard.randomRow(block, f, r, z[f]);
            }
            for (int f = 0; f < z.length; f++) {
                if (f != factor) {
                    int other = block.level[f][r];
                    own[f].add(LongIndex.key(level, other), w, z[f], z[f], t);
                    addPairs(block, r, f, level, whole, z);
                }
            }
        }
    }

    private void addPairs(DesignBlock block, int r, int f, int level, CrossProducts whole, double[][] z) {
        for (int g = f + 1; g < z.length; g++) {
            if (g != factor) {
                int pair = whole.pair(f, g).position(block.level[f][r], block.level[g][r]);
                pairs[f][g - f - 1].add(LongIndex.key(level, pair), block.weight[r], z[f], z[g], new double[0]);
            }
        }
    }

    /** Returns how many rows a level has. */
    public long rows(int level) {
        return rows[level];
    }

    /** Returns the cross-products of the rows that are not of that level; all levels and pairs keep their places, with zeros. */
    public CrossProducts without(int level, CrossProducts whole) {
        CrossProducts rest = whole.copy();
        rest.rows -= rows[level];
        rest.sumLogWeight -= sumLogWeight[level];
        for (int i = 0; i < p1 * p1; i++) {
            rest.xy[i] -= xy[level * p1 * p1 + i];
        }
        for (int j = 0; j < p1 - 1; j++) {
            if (!(rest.xy[j * (p1 + 1)] > ROUNDING * whole.xy[j * (p1 + 1)])) {
                clearFixed(rest, j);
            }
        }
        clear(rest.zz[factor], level, widths[factor] * widths[factor]);
        clear(rest.zxy[factor], level, widths[factor] * p1);
        for (int f = 0; f < widths.length; f++) {
            takeOwn(f, level, whole, rest);
            for (int g = f + 1; g < widths.length; g++) {
                takePairs(f, g, level, rest);
            }
        }
        return rest;
    }

    private void takeOwn(int f, int level, CrossProducts whole, CrossProducts rest) {
        int q = widths[f];
        Blocks blocks = own[f];
        for (int k = 0; k < blocks.ids.size(); k++) {
            if (LongIndex.first(blocks.ids.key(k)) == level) {
                int other = LongIndex.second(blocks.ids.key(k));
                for (int i = 0; i < q; i++) {
                    int at = (k * q + i) * (q + p1);
                    for (int j = 0; j < q; j++) {
                        rest.zz[f][(other * q + i) * q + j] -= blocks.values[at + j];
                    }
                    for (int j = 0; j < p1; j++) {
                        rest.zxy[f][(other * q + i) * p1 + j] -= blocks.values[at + q + j];
                    }
                }
                clearRounding(f, other, whole, rest);
            }
        }
    }

    /** Sets a fixed column to zero where only rounding is left of it. */
    private void clearFixed(CrossProducts rest, int j) {
        for (int i = 0; i < p1; i++) {
            rest.xy[i * p1 + j] = 0;
            rest.xy[j * p1 + i] = 0;
        }
        for (double[] products : rest.zxy) {
            for (int at = j; at < products.length; at += p1) {
                products[at] = 0;
            }
        }
    }

    /** Sets the columns of Z of another factor's level to zero where only rounding is left of them. */
    private void clearRounding(int f, int other, CrossProducts whole, CrossProducts rest) {
        int q = widths[f];
        int at = other * q * q;
        for (int i = 0; i < q; i++) {
            if (!(rest.zz[f][at + i * (q + 1)] > ROUNDING * whole.zz[f][at + i * (q + 1)])) {
                for (int j = 0; j < q; j++) {
                    rest.zz[f][at + i * q + j] = 0;
                    rest.zz[f][at + j * q + i] = 0;
                }
                clear(rest.zxy[f], other * q + i, p1);
            }
        }
    }

    private void takePairs(int f, int g, int level, CrossProducts rest) {
        PairProducts target = rest.pair(f, g);
        int size = widths[f] * widths[g];
        if (f == factor || g == factor) {
            for (int k = 0; k < target.size(); k++) {
                if ((f == factor ? target.first(k) : target.second(k)) == level) {
                    clear(target.blocks(), k, size);
                }
            }
            return;
        }
        Blocks blocks = pairs[f][g - f - 1];
        for (int k = 0; k < blocks.ids.size(); k++) {
            if (LongIndex.first(blocks.ids.key(k)) == level) {
                int at = LongIndex.second(blocks.ids.key(k)) * size;
                for (int i = 0; i < size; i++) {
                    target.blocks()[at + i] -= blocks.values[k * size + i];
                }
            }
        }
    }

    private static void clear(double[] values, int block, int size) {
        Arrays.fill(values, block * size, (block + 1) * size, 0);
    }

    /** Sums of equal shape under keys that come up as rows are read. */
    private static final class Blocks {
        private final int size;
        private final LongIds ids = new LongIds(FIRST_ROOM);
        private double[] values;

        Blocks(int size) {
            this.size = size;
            this.values = new double[FIRST_ROOM * size];
        }

        /** Adds w a (b, t)', row by row of a. */
        void add(long key, double w, double[] a, double[] b, double[] t) {
            int at = Math.multiplyExact(ids.add(key), size);
            if (at + size > values.length) {
                values = Arrays.copyOf(values, Math.multiplyExact(2, values.length));
            }
            for (double element : a) {
                for (double other : b) {
                    values[at++] += w * element * other;
                }
                for (double other : t) {
                    values[at++] += w * element * other;
                }
            }
        }
    }
}
