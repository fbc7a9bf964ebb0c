package org.multilevel.fit.effects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.effects.JointEffects.Pair;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;
import org.multilevel.fit.products.SplitFactors;
import org.multilevel.fit.products.TiedLevels;

/** Effects of factors of which subjects tie some levels: g of two columns and seven levels, h of one column and four. */
class SplitEffectsTest {
    private static final double TOLERANCE = 1e-11;
    private static final int[] WIDTHS = {2, 1};
    private static final int[] LEVELS = {7, 4};
    private static final int[] START = {0, 14};
    private static final int SIZE = 18;
    /** Subjects: the levels of g that each has, and those of h. */
    private static final int[][][] SUBJECTS = {
        {{0, 4}, {0, 3}}, {{4, 6}, {3}}, {{1, 2}, {1}}, {{3}, {2}}, {{5}, {0}}, {{5}, {2}}, {{2}, {1}}, {{6}, {2}}
    };

    private static final double[][] LAMBDA = {{0.8, 0, -0.3, 0.5}, {0.6}};
    private static final List<double[]> HALF = List.of(new double[] {1.5, 0.2, -0.4, 2}, new double[] {3});

    private static int at(int f, int level) {
        return START[f] + level * WIDTHS[f];
    }

    /** Z'R^-1 Z, to which each subject adds what its levels have with each other. */
    private static RealMatrix products(int[][][] subjects) {
        Random random = new Random(5);
        RealMatrix products = new Array2DRowRealMatrix(SIZE, SIZE);
        for (int[][] subject : subjects) {
            for (int repeat = 0; repeat < 3; repeat++) {
                ArrayRealVector z = new ArrayRealVector(SIZE);
                for (int f = 0; f < 2; f++) {
                    for (int level : subject[f]) {
                        for (int k = 0; k < WIDTHS[f]; k++) {
                            z.setEntry(at(f, level) + k, random.nextDouble() - 0.3);
                        }
                    }
                }
                products = products.add(z.outerProduct(z));
            }
        }
        return products;
    }

    private static SplitFactors split(int[][][] subjects) {
        TiedLevels[] tied = new TiedLevels[2];
        for (int f = 0; f < 2; f++) {
            TiedLevels.Ties ties = new TiedLevels.Ties(LEVELS[f]);
            for (int[][] subject : subjects) {
                for (int level : subject[f]) {
                    ties.tie(subject[f][0], level);
                }
            }
            tied[f] = ties.tied();
        }
        return SplitFactors.of(List.of(tied));
    }

    private static JointEffects joint(int[][][] subjects) {
        SplitFactors split = split(subjects);
        RealMatrix whole = products(subjects);
        int[] widths = Arrays.stream(split.factorOfParts()).map(f -> WIDTHS[f]).toArray();
        double[][] zz = new double[split.parts()][];
        Arrays.setAll(zz, part -> new double[split.sizes()[part] * widths[part] * widths[part]]);
        CrossProducts parts = CrossProducts.ofRandom(widths, zz);
        for (int f = 0; f < 2; f++) {
            for (int g = 0; g < 2; g++) {
                for (int level = 0; level < LEVELS[f]; level++) {
                    for (int other = LEVELS[g] - 1; other >= 0; other--) {
                        double[] block = block(whole, f, level, g, other);
                        int part = split.part(f, level);
                        int otherPart = split.part(g, other);
                        int index = split.index(f, level);
                        int otherIndex = split.index(g, other);
                        boolean meet = Arrays.stream(block).anyMatch(entry -> entry != 0);
                        if (f == g && level == other) {
                            System.arraycopy(block, 0, zz[part], index * block.length, block.length);
                        } else if (meet && part < otherPart) {
                            PairProducts pair = parts.pair(part, otherPart);
                            int offset = pair.offset(index, otherIndex);
                            System.arraycopy(block, 0, pair.blocks(), offset, block.length);
                        }
                    }
                }
            }
        }
        return JointEffects.of(parts, LAMBDA, HALF, split).orElseThrow();
    }

    private static double[] block(RealMatrix whole, int f, int level, int g, int other) {
        double[] block = new double[WIDTHS[f] * WIDTHS[g]];
        for (int k = 0; k < block.length; k++) {
            block[k] = whole.getEntry(at(f, level) + k / WIDTHS[g], at(g, other) + k % WIDTHS[g]);
        }
        return block;
    }

    /** Returns a matrix with the given square in the place of every level. */
    private static RealMatrix repeated(double[] ofG, double[] ofH) {
        RealMatrix repeated = new Array2DRowRealMatrix(SIZE, SIZE);
        for (int level = 0; level < LEVELS[0]; level++) {
            for (int k = 0; k < 4; k++) {
                repeated.setEntry(at(0, level) + k / 2, at(0, level) + k % 2, ofG[k]);
            }
        }
        for (int level = 0; level < LEVELS[1]; level++) {
            repeated.setEntry(at(1, level), at(1, level), ofH[0]);
        }
        return repeated;
    }

    /** Lambda'Z'R^-1 Z Lambda, of the spherical effects. */
    private static RealMatrix spherical(int[][][] subjects) {
        RealMatrix lambda = repeated(LAMBDA[0], LAMBDA[1]);
        return lambda.transpose().multiply(products(subjects)).multiply(lambda);
    }

    private static void assertCovariances(int[][][] subjects, JointEffects joint) {
        RealMatrix half = repeated(HALF.get(0), HALF.get(1));
        RealMatrix identity = MatrixUtils.createRealIdentityMatrix(SIZE);
        RealMatrix expected = half.multiply(
                        MatrixUtils.inverse(spherical(subjects).add(identity)))
                .multiply(half.transpose());
        JointCovariance covariance = joint.covariance();
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int f = row < START[1] ? 0 : 1;
                int g = column < START[1] ? 0 : 1;
                int levelOfF = (row - START[f]) / WIDTHS[f];
                int levelOfG = (column - START[g]) / WIDTHS[g];
                double[] z = new double[WIDTHS[f]];
                double[] y = new double[WIDTHS[g]];
                z[row - at(f, levelOfF)] = 1;
                y[column - at(g, levelOfG)] = 1;
                assertEquals(
                        expected.getEntry(row, column),
                        covariance.of(f, levelOfF, z, 0, g, levelOfG, y, 0),
                        TOLERANCE,
                        row + ", " + column);
            }
        }
    }

    @Test
    void covariancesOfAllLevelsAreThoseOfTheWholeInverse() {
        assertCovariances(SUBJECTS, joint(SUBJECTS));
    }

    @Test
    void blocksAreOfTheFactorsLevelsAndNotOfTheParts() {
        JointEffects joint = joint(SUBJECTS);
        RealMatrix expected = spherical(SUBJECTS);
        assertEquals(2, joint.half().size());
        for (int level = 0; level < LEVELS[0]; level++) {
            double[] square = block(expected, 0, level, 0, level);
            assertArrayEquals(
                    new double[] {square[0], square[1], square[3]},
                    Arrays.copyOfRange(joint.own().get(0), 3 * level, 3 * level + 3),
                    TOLERANCE);
        }
        assertEquals(
                List.of(List.of(0, 0), List.of(0, 1), List.of(1, 1)),
                joint.pairs().stream()
                        .map(pair -> List.of(pair.first(), pair.second()))
                        .toList());
        int[] met = new int[3];
        for (int k = 0; k < 3; k++) {
            Pair pair = joint.pairs().get(k);
            met[k] = pair.levels().length / 2;
            int size = WIDTHS[pair.first()] * WIDTHS[pair.second()];
            for (int i = 0; i < met[k]; i++) {
                int level = pair.levels()[2 * i];
                int other = pair.levels()[2 * i + 1];
                assertArrayEquals(
                        block(expected, pair.first(), level, pair.second(), other),
                        Arrays.copyOfRange(pair.blocks(), i * size, (i + 1) * size),
                        TOLERANCE);
            }
        }
        // 0-4, 4-6 and 1-2; each subject's levels of g with those of h, 2-1 twice; 0-3
        assertArrayEquals(new int[] {3, 11, 1}, met);
    }

    @Test
    void factorsWhoseLevelsAreNotTiedHaveBlocksWithEachOtherOnly() {
        int[][][] pairs = {{{0}, {0}}, {{1}, {0}}, {{1}, {2}}, {{6}, {3}}};
        JointEffects joint = joint(pairs);
        assertEquals(1, joint.pairs().size());
        assertArrayEquals(
                new int[] {0, 0, 1, 2, 1, 0, 6, 3}, joint.pairs().get(0).levels());
        assertArrayEquals(HALF.get(0), joint.half().get(0));
        assertCovariances(pairs, joint);
    }

    @Test
    void factorsThatNeverMeetAreAPairWithoutBlocks() {
        int[][][] apart = {{{0, 3}, {}}, {{2}, {}}, {{}, {1}}};
        JointEffects joint = joint(apart);
        assertEquals(2, joint.pairs().size());
        Pair between = joint.pairs().get(1);
        assertEquals(0, between.first());
        assertEquals(1, between.second());
        assertEquals(0, between.levels().length);
        assertCovariances(apart, joint);
    }
}
