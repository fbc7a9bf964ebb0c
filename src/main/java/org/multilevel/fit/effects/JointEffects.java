package org.multilevel.fit.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.fit.leastsquares.JointInverse;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;
import org.multilevel.fit.products.SplitFactors;
import org.multilevel.fit.products.TiedLevels;

/**
 * How the effects of all grouping factors vary together given the data and beta, in as few numbers as the table has pairs of groups.
 *
 * <p>With b = half u the spherical modes u have covariance sigma^2 (P + I)^-1, P = Lambda'Z'WZ Lambda. P has a block per level and
 * one per pair of levels that occur together; its inverse has one for every pair of levels, so P is what is kept. Its columns are
 * standardised, which is why it comes with {@code half} and not with the raw lambda. Levels of one factor occur together where residuals of
 * one subject tie them: their blocks are pairs too.
 *
 * @param half per factor the q x q matrix that turns u into b, row-major
 * @param own per factor the upper triangles of the blocks of its levels, levels x q (q + 1) / 2
 * @param pairs the blocks between factors
 */
public record JointEffects(List<double[]> half, List<double[]> own, List<Pair> pairs) {
    /** Many pairs would make every file of the model large for the sake of one question: these numbers take some 40 MB there. */
    private static final long MOST_NUMBERS = 2_000_000;

    /**
     * The blocks between two factors, or between levels of one.
     *
     * @param first the earlier factor
     * @param levels of every pair the level of the first and of the second factor, one after the other; of one factor the lower comes first
     * @param blocks of every pair q_f x q_g numbers, row-major
     */
    public record Pair(int first, int second, int[] levels, double[] blocks) {
        /** Copies the arrays. */
        public Pair {
            levels = levels.clone();
            blocks = blocks.clone();
        }

        /** Returns a copy. */
        @Override
        public int[] levels() {
            return levels.clone();
        }

        /** Returns a copy. */
        @Override
        public double[] blocks() {
            return blocks.clone();
        }
    }

    /** Copies the lists and arrays. */
    public JointEffects {
        half = half.stream().map(double[]::clone).toList();
        own = own.stream().map(double[]::clone).toList();
        pairs = List.copyOf(pairs);
    }

    /** Returns a copy. */
    @Override
    public List<double[]> half() {
        return half.stream().map(double[]::clone).toList();
    }

    /** Returns a copy. */
    @Override
    public List<double[]> own() {
        return own.stream().map(double[]::clone).toList();
    }

    /**
     * Returns what is kept at an optimum.
     *
     * @param products standardised
     * @param lambda the templates of the standardised columns
     * @param half per factor what turns u into raw effects
     * @return empty for fewer than two factors, where there is nothing joint, for more pairs of groups than are kept, and where the groups
     *     are elsewhere
     */
    public static Optional<JointEffects> of(CrossProducts products, double[][] lambda, List<double[]> half) {
        int factors = products.widths.length;
        if (factors < 2 || products.isSample() || numbers(products) > MOST_NUMBERS) {
            return Optional.empty();
        }
        List<double[]> own = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int f = 0; f < factors; f++) {
            own.add(own(products.zz[f], lambda[f], products.widths[f]));
            for (int g = f + 1; g < factors; g++) {
                pairs.add(pair(products.pair(f, g), f, g, lambda[f], lambda[g]));
            }
        }
        return Optional.of(new JointEffects(half, own, pairs));
    }

    /**
     * Returns what is kept at an optimum where factors are in parts.
     *
     * @param products standardised, of the parts
     * @param lambda the templates of the standardised columns, per factor
     * @param half per factor what turns u into raw effects
     */
    public static Optional<JointEffects> of(
            CrossProducts products, double[][] lambda, List<double[]> half, SplitFactors split) {
        Optional<JointEffects> parts = of(products, split.spread(lambda), List.of());
        return parts.map(joint -> joint.ofFactors(half, split));
    }

    /** Returns those of factors, these being of their parts. */
    private JointEffects ofFactors(List<double[]> ofFactors, SplitFactors split) {
        if (!split.isSplit()) {
            return new JointEffects(ofFactors, own, pairs);
        }
        int[] factor = split.factorOfParts();
        int[][] level = split.levelsOfParts();
        List<Collected> collected = new ArrayList<>();
        int factors = split.factors();
        for (int k = 0; k < factors * factors; k++) {
            collected.add(new Collected());
        }
        for (Pair pair : pairs) {
            int f = factor[pair.first];
            int g = factor[pair.second];
            int q = width(ofFactors.get(f));
            int r = width(ofFactors.get(g));
            for (int k = 0; k < pair.levels.length / 2; k++) {
                int first = level[pair.first][pair.levels[2 * k]];
                int second = level[pair.second][pair.levels[2 * k + 1]];
                double[] block = Arrays.copyOfRange(pair.blocks, k * q * r, (k + 1) * q * r);
                // of one factor these ascend: the parts of a set of levels are in the order of the levels
                collected.get(f * factors + g).add(first, second, block);
            }
        }
        List<Pair> ofPairs = new ArrayList<>();
        for (int f = 0; f < factors; f++) {
            for (int g = f; g < factors; g++) {
                Pair pair = collected.get(f * factors + g).pair(f, g);
                if (f < g || pair.levels.length > 0) {
                    ofPairs.add(pair);
                }
            }
        }
        return new JointEffects(ofFactors, Arrays.asList(split.gathered(own.toArray(double[][]::new))), ofPairs);
    }

    /** Blocks of pairs of levels. */
    private static final class Collected {
        private final IntStream.Builder levels = IntStream.builder();
        private final DoubleStream.Builder blocks = DoubleStream.builder();

        void add(int level, int other, double[] block) {
            levels.add(level).add(other);
            DoubleStream.of(block).forEach(blocks);
        }

        Pair pair(int first, int second) {
            return new Pair(
                    first, second, levels.build().toArray(), blocks.build().toArray());
        }
    }

    private static long numbers(CrossProducts products) {
        long numbers = 0;
        for (int f = 0; f < products.widths.length; f++) {
            long q = products.widths[f];
            numbers += products.levels[f] * q * (q + 1) / 2;
            for (int g = f + 1; g < products.widths.length; g++) {
                numbers += products.pair(f, g).size() * (2 + q * products.widths[g]);
            }
        }
        return numbers;
    }

    private static double[] own(double[] zz, double[] lambda, int q) {
        int levels = zz.length / (q * q);
        double[] own = new double[levels * (q * (q + 1) / 2)];
        double[] scratch = new double[q * q];
        double[] block = new double[q * q];
        int at = 0;
        for (int level = 0; level < levels; level++) {
            SmallMatrices.timesInto(zz, level * q * q, lambda, 0, scratch, 0, q, q, q);
            SmallMatrices.transposedTimesInto(lambda, scratch, block, q, q, q);
            for (int i = 0; i < q; i++) {
                for (int j = i; j < q; j++) {
                    own[at++] = block[i * q + j];
                }
            }
        }
        return own;
    }

    private static Pair pair(PairProducts raw, int f, int g, double[] lambda, double[] other) {
        int q = width(lambda);
        int r = width(other);
        int[] levels = new int[2 * raw.size()];
        double[] blocks = new double[raw.size() * q * r];
        double[] half = new double[q * r];
        double[] block = new double[q * r];
        for (int k = 0; k < raw.size(); k++) {
            levels[2 * k] = raw.first(k);
            levels[2 * k + 1] = raw.second(k);
            SmallMatrices.timesInto(raw.blocks(), k * q * r, other, 0, half, 0, q, r, r);
            SmallMatrices.transposedTimesInto(lambda, half, block, q, q, r);
            System.arraycopy(block, 0, blocks, k * q * r, q * r);
        }
        return new Pair(f, g, levels, blocks);
    }

    private static int width(double[] square) {
        return (int) Math.round(Math.sqrt(square.length));
    }

    /** Returns q, the number of columns of a factor. */
    public int width(int f) {
        return (int) Math.round(Math.sqrt(half.get(f).length));
    }

    /** Factors P + I, which costs about what one evaluation of the criterion did. */
    public JointCovariance covariance() {
        SplitFactors split = split();
        double[][] zz = new double[split.parts()][];
        int[] widths = new int[split.parts()];
        int[] factor = split.factorOfParts();
        int[] sizes = split.sizes();
        for (int part = 0; part < zz.length; part++) {
            widths[part] = width(factor[part]);
            zz[part] = new double[sizes[part] * widths[part] * widths[part]];
        }
        for (int f = 0; f < half.size(); f++) {
            int size = width(f) * width(f);
            double[] levels = unpacked(own.get(f), width(f));
            for (int level = 0; level < split.levels(f); level++) {
                System.arraycopy(levels, level * size, zz[split.part(f, level)], split.index(f, level) * size, size);
            }
        }
        CrossProducts products = CrossProducts.ofRandom(widths, zz);
        for (Pair pair : pairs) {
            put(pair, split, products);
        }
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors(), Progress.NONE)) {
            return new JointCovariance(half, new JointInverse(products, workers), split);
        }
    }

    /** Takes factors apart whose levels have blocks with each other. */
    private SplitFactors split() {
        List<TiedLevels> tied = new ArrayList<>();
        for (int f = 0; f < half.size(); f++) {
            int q = width(f);
            TiedLevels.Ties ties = new TiedLevels.Ties(own.get(f).length / (q * (q + 1) / 2));
            for (Pair pair : pairs) {
                for (int k = 0; k < pair.levels.length && pair.first == f && pair.second == f; k += 2) {
                    ties.tie(pair.levels[k], pair.levels[k + 1]);
                }
            }
            tied.add(ties.tied());
        }
        return SplitFactors.of(tied);
    }

    private void put(Pair pair, SplitFactors split, CrossProducts products) {
        int q = width(pair.first);
        int r = width(pair.second);
        for (int k = 0; k < pair.levels.length / 2; k++) {
            int first = pair.levels[2 * k];
            int second = pair.levels[2 * k + 1];
            int part = split.part(pair.first, first);
            int other = split.part(pair.second, second);
            PairProducts to = products.pair(part, other);
            int at = to.offset(split.index(pair.first, first), split.index(pair.second, second));
            System.arraycopy(pair.blocks, k * q * r, to.blocks(), at, q * r);
        }
    }

    private static double[] unpacked(double[] packed, int q) {
        int triangle = q * (q + 1) / 2;
        double[] full = new double[packed.length / triangle * q * q];
        int at = 0;
        for (int start = 0; start < full.length; start += q * q) {
            for (int i = 0; i < q; i++) {
                for (int j = i; j < q; j++) {
                    full[start + i * q + j] = packed[at];
                    full[start + j * q + i] = packed[at++];
                }
            }
        }
        return full;
    }
}
