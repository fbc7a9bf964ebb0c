package org.multilevel.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.fit.leastsquares.JointInverse;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * How the effects of all grouping factors vary together given the data and beta, in as few numbers as the table has pairs of groups.
 *
 * <p>With b = half u the spherical modes u have covariance sigma^2 (P + I)^-1, P = Lambda'Z'WZ Lambda. P has a block per level and
 * one per pair of levels that occur together; its inverse has one for every pair of levels, so P is what is kept. Its columns are
 * standardised, which is why it comes with {@code half} and not with the raw lambda.
 *
 * @param half per factor the q x q matrix that turns u into b, row-major
 * @param own per factor the upper triangles of the blocks of its levels, levels x q (q + 1) / 2
 * @param pairs the blocks between factors
 */
public record JointEffects(List<double[]> half, List<double[]> own, List<Pair> pairs) {
    /** Many pairs would make every file of the model large for the sake of one question: these numbers take some 40 MB there. */
    private static final long MOST_NUMBERS = 2_000_000;

    /**
     * The blocks between two factors.
     *
     * @param first the earlier factor
     * @param levels of every pair the level of the first and of the second factor, one after the other
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
                pairs.add(pair(products, f, g, lambda));
            }
        }
        return Optional.of(new JointEffects(half, own, pairs));
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

    private static Pair pair(CrossProducts products, int f, int g, double[][] lambda) {
        PairProducts raw = products.pair(f, g);
        int q = products.widths[f];
        int r = products.widths[g];
        int[] levels = new int[2 * raw.size()];
        double[] blocks = new double[raw.size() * q * r];
        double[] half = new double[q * r];
        double[] block = new double[q * r];
        for (int k = 0; k < raw.size(); k++) {
            levels[2 * k] = raw.first(k);
            levels[2 * k + 1] = raw.second(k);
            SmallMatrices.timesInto(raw.blocks(), k * q * r, lambda[g], 0, half, 0, q, r, r);
            SmallMatrices.transposedTimesInto(lambda[f], half, block, q, q, r);
            System.arraycopy(block, 0, blocks, k * q * r, q * r);
        }
        return new Pair(f, g, levels, blocks);
    }

    /** Returns q, the number of columns of a factor. */
    public int width(int f) {
        return (int) Math.round(Math.sqrt(half.get(f).length));
    }

    /** Factors P + I, which costs about what one evaluation of the criterion did. */
    public JointCovariance covariance() {
        int[] widths = new int[half.size()];
        double[][] zz = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            widths[f] = width(f);
            zz[f] = unpacked(own.get(f), widths[f]);
        }
        CrossProducts products = CrossProducts.ofRandom(widths, zz);
        for (Pair pair : pairs) {
            PairProducts to = products.pair(pair.first, pair.second);
            int size = widths[pair.first] * widths[pair.second];
            for (int k = 0; k < pair.levels.length / 2; k++) {
                int at = to.offset(pair.levels[2 * k], pair.levels[2 * k + 1]);
                System.arraycopy(pair.blocks, k * size, to.blocks(), at, size);
            }
        }
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors(), Progress.NONE)) {
            return new JointCovariance(half, new JointInverse(products, workers));
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
