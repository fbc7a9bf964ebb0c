package org.multilevel.fit.products;

import java.io.IOException;
import java.util.Arrays;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;

/**
 * What is known of cross-products that stay where they are: the sums that do not grow with the number of levels, and a sample of the
 * levels. Summaries of parts that share no level add up.
 */
public final class ProductsSummary {
    private final int p;
    private final int[] widths;
    private final double[] xy;
    private long rows;
    private double sumLogWeight;
    private final WholeLevels whole;
    private final Levels[] sample;
    /** The sampled pairs of factors f and g at [f][g - f - 1]. */
    private final PairProducts[][] pairs;

    /** The levels of one factor that are in the sample. */
    private static final class Levels {
        private double[] zz = {};
        private double[] zxy = {};

        private void add(Levels other) {
            zz = joined(zz, other.zz);
            zxy = joined(zxy, other.zxy);
        }

        private static double[] joined(double[] first, double[] second) {
            double[] both = Arrays.copyOf(first, Math.addExact(first.length, second.length));
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }
    }

    private ProductsSummary(int p, int[] widths, double[] xy, WholeLevels whole) {
        this.p = p;
        this.widths = widths;
        this.xy = xy;
        this.whole = whole;
        this.sample = new Levels[widths.length];
        Arrays.setAll(sample, f -> new Levels());
        this.pairs = new PairProducts[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            pairs[f] = new PairProducts[widths.length - f - 1];
            for (int g = f + 1; g < widths.length; g++) {
                pairs[f][g - f - 1] = new PairProducts(widths[f] * widths[g]);
            }
        }
    }

    /**
     * Summarises products.
     *
     * @param stride every so manieth level of the factor with fewest is in the sample, with all levels that occur in it
     */
    public static ProductsSummary of(CrossProducts products, int stride) {
        ProductsSummary summary =
                new ProductsSummary(products.p, products.widths, products.xy.clone(), WholeLevels.of(products));
        summary.rows = products.rows;
        summary.sumLogWeight = products.sumLogWeight;
        int[][] places = places(products, stride);
        for (int f = 0; f < places.length; f++) {
            summary.sample[f].zz = chosen(products.zz[f], places[f], products.widths[f] * products.widths[f]);
            summary.sample[f].zxy = chosen(products.zxy[f], places[f], products.widths[f] * (products.p + 1));
            for (int g = f + 1; g < places.length; g++) {
                summary.takePairs(products.pair(f, g), f, g, places);
            }
        }
        return summary;
    }

    /** Returns for each level of each factor its place in the sample; -1 for none. */
    private static int[][] places(CrossProducts products, int stride) {
        int factors = products.widths.length;
        boolean[][] chosen = new boolean[factors][];
        int outer = 0;
        for (int f = 0; f < factors; f++) {
            chosen[f] = new boolean[products.levels[f]];
            outer = products.levels[f] < products.levels[outer] ? f : outer;
        }
        for (int f = 0; f < factors; f++) {
            if (f == outer) {
                for (int level = 0; level < chosen[f].length; level += stride) {
                    chosen[f][level] = true;
                }
            }
        }
        for (int f = 0; f < factors; f++) {
            if (f != outer) {
                choose(products.pair(Math.min(f, outer), Math.max(f, outer)), f < outer, chosen[outer], chosen[f]);
            }
        }
        return Arrays.stream(chosen).map(ProductsSummary::numbered).toArray(int[][]::new);
    }

    private static void choose(PairProducts pair, boolean innerFirst, boolean[] outer, boolean[] inner) {
        for (int k = 0; k < pair.size(); k++) {
            int in = innerFirst ? pair.first(k) : pair.second(k);
            int out = innerFirst ? pair.second(k) : pair.first(k);
            inner[in] |= outer[out];
        }
    }

    private static int[] numbered(boolean[] chosen) {
        int[] places = new int[chosen.length];
        int next = 0;
        for (int level = 0; level < places.length; level++) {
            places[level] = chosen[level] ? next++ : -1;
        }
        return places;
    }

    private static double[] chosen(double[] values, int[] places, int size) {
        double[] chosen = new double
                [(int) Arrays.stream(places).filter(place -> place >= 0).count() * size];
        for (int level = 0; level < places.length; level++) {
            if (places[level] >= 0) {
                System.arraycopy(values, level * size, chosen, places[level] * size, size);
            }
        }
        return chosen;
    }

    private void takePairs(PairProducts from, int f, int g, int[][] places) {
        PairProducts to = pairs[f][g - f - 1];
        int size = widths[f] * widths[g];
        for (int k = 0; k < from.size(); k++) {
            int first = places[f][from.first(k)];
            int second = places[g][from.second(k)];
            if (first >= 0 && second >= 0) {
                int at = to.offset(first, second);
                System.arraycopy(from.blocks(), k * size, to.blocks(), at, size);
            }
        }
    }

    /** Adds the summary of a part that shares no level with those before it. */
    public void add(ProductsSummary other) {
        for (int i = 0; i < xy.length; i++) {
            xy[i] += other.xy[i];
        }
        rows += other.rows;
        sumLogWeight += other.sumLogWeight;
        for (int f = 0; f < widths.length; f++) {
            for (int g = f + 1; g < widths.length; g++) {
                addPairs(other.pairs[f][g - f - 1], f, g);
            }
        }
        for (int f = 0; f < widths.length; f++) {
            sample[f].add(other.sample[f]);
        }
        whole.add(other.whole);
    }

    private void addPairs(PairProducts from, int f, int g) {
        PairProducts to = pairs[f][g - f - 1];
        int size = widths[f] * widths[g];
        for (int k = 0; k < from.size(); k++) {
            int at = to.offset(levels(f) + from.first(k), levels(g) + from.second(k));
            System.arraycopy(from.blocks(), k * size, to.blocks(), at, size);
        }
    }

    private int levels(int f) {
        return sample[f].zz.length / (widths[f] * widths[f]);
    }

    /** Returns the products of the sample, with what is known of all levels. */
    public CrossProducts products() {
        double[][] zz = new double[widths.length][];
        double[][] zxy = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            zz[f] = sample[f].zz;
            zxy[f] = sample[f].zxy;
        }
        return CrossProducts.sampled(p, widths, xy, zz, zxy, pairs, rows, sumLogWeight, whole);
    }

    public void writeTo(PartWriter out) throws IOException {
        out.numbers(xy, xy.length);
        out.whole(rows);
        out.number(sumLogWeight);
        whole.writeTo(out);
        for (int f = 0; f < widths.length; f++) {
            out.integer(levels(f));
            out.numbers(sample[f].zz, sample[f].zz.length);
            out.numbers(sample[f].zxy, sample[f].zxy.length);
        }
        for (PairProducts[] ofFactor : pairs) {
            for (PairProducts pair : ofFactor) {
                pair.writeTo(out);
            }
        }
    }

    /** Reads what {@link #writeTo} wrote for the columns of a design. */
    public static ProductsSummary readFrom(PartReader in, Design design) throws IOException {
        int p = design.fixed().size();
        int[] widths = design.factors().stream().mapToInt(RandomFactor::width).toArray();
        double[] xy = in.numbers((p + 1) * (p + 1));
        long rows = in.wholeCount();
        double sumLogWeight = in.number();
        ProductsSummary read = new ProductsSummary(p, widths, xy, WholeLevels.readFrom(in, widths));
        read.rows = rows;
        read.sumLogWeight = sumLogWeight;
        for (int f = 0; f < widths.length; f++) {
            int levels = in.count();
            read.sample[f].zz = in.numbers(Math.multiplyExact(levels, widths[f] * widths[f]));
            read.sample[f].zxy = in.numbers(Math.multiplyExact(levels, widths[f] * (p + 1)));
        }
        for (int f = 0; f < widths.length; f++) {
            for (int g = f + 1; g < widths.length; g++) {
                read.pairs[f][g - f - 1] =
                        PairProducts.readFrom(in, widths[f] * widths[g], read.levels(f), read.levels(g));
            }
        }
        return read;
    }
}
