package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Vectors with which traces of functions of a symmetric matrix are estimated: a basis Q of a few directions whose part is found exactly, and random
 * signs W, of which only the part beside Q is uncertain (Meyer, Musco, Musco and Woodruff 2021, Hutch++).
 *
 * <p>The signs follow from a fixed seed and the position of the number, so they are the same in every run.
 */
final class Probes {
    private static final long SEED = 0x9E3779B97F4A7C15L;
    /** Levels up to which a factor's levels are directions of their own. */
    private static final int FEW_LEVELS = 32;
    /** How well a direction is solved for, which only costs or saves uncertainty. */
    private static final double ROUGH = 1e-3;
    /** What of a direction must be beside the others. */
    private static final double NEW = 1e-6;

    final int directions;
    final int signs;
    /** Q, n x directions, orthonormal. */
    final double[] basis;
    /** W, n x signs; zero in the rows that Q knows all of. */
    final double[] sign;
    /** W - Q Q'W. */
    final double[] beside;

    private Probes(Blocks blocks, double[] basis, int directions, int signs, double[] uncertain) {
        this.directions = directions;
        this.signs = signs;
        this.basis = basis;
        this.sign = signs(blocks, signs, SEED);
        this.beside = beside(blocks, basis, directions, sign, signs);
        blocks.scale(sign, signs, uncertain);
    }

    /**
     * Returns probes for a system and those at covariances nearby: its basis is the means of the factors' columns, which crossed factors tell apart
     * worst, the levels of factors that have few, and what the inverse makes of these and of random vectors.
     *
     * @param directions random vectors
     */
    static Probes of(ReducedSystem system, int directions, int signs) {
        Blocks blocks = system.rest;
        double[] units = units(system);
        int own = units.length / Math.max(1, blocks.length());
        int begun = own + directions;
        double[] right = new double[blocks.length() * begun];
        blocks.put(units, own, right, begun, 0);
        blocks.put(signs(blocks, directions, ~SEED), directions, right, begun, own);
        double[] rough = new double[begun];
        Arrays.fill(rough, ROUGH);
        double[] found = new ConjugateGradients(system)
                .solve(right, new double[right.length], begun, rough)
                .x();
        double[] means = means(system);
        int ofMeans = means.length / Math.max(1, blocks.length());
        int m = ofMeans + own + begun;
        double[] all = new double[blocks.length() * m];
        blocks.put(means, ofMeans, all, m, 0);
        blocks.put(units, own, all, m, ofMeans);
        blocks.put(found, begun, all, m, ofMeans + own);
        return orthonormal(blocks, all, m, signs, uncertain(system));
    }

    /** Returns what is the same for all levels of a factor, a vector for each of its columns that has a variance. */
    private static double[] means(ReducedSystem system) {
        CrossedEffects effects = system.effects;
        int[] begin = new int[system.lambda.length + 1];
        for (int f = 0; f < system.lambda.length; f++) {
            begin[f + 1] = begin[f] + (f == effects.first ? 0 : effects.products.widths[f]);
        }
        int m = begin[system.lambda.length];
        double[] means = new double[effects.rows() * m];
        for (int i = 0; i < effects.nodes(); i++) {
            int f = effects.factor[i];
            int q = effects.products.widths[f];
            for (int a = 0; a < q; a++) {
                for (int b = 0; b <= a && system.lambda[f][a * (q + 1)] > 0; b++) {
                    means[(system.pivot.row[i] + b) * m + begin[f] + a] =
                            system.pivot.value[system.pivot.at[i] + a * q + b];
                }
            }
        }
        return means;
    }

    /** Returns a unit vector for each row of a factor that has few levels. */
    private static double[] units(ReducedSystem system) {
        double[] uncertain = uncertain(system);
        int[] rows = IntStream.range(0, uncertain.length)
                .filter(i -> uncertain[i] == 0)
                .toArray();
        double[] units = new double[uncertain.length * rows.length];
        for (int c = 0; c < rows.length; c++) {
            units[rows[c] * rows.length + c] = 1;
        }
        return units;
    }

    /** Returns 0 for each row of a factor that has few levels, and 1 for the others. */
    private static double[] uncertain(ReducedSystem system) {
        CrossedEffects effects = system.effects;
        double[] uncertain = new double[effects.rows()];
        for (int i = 0; i < effects.nodes(); i++) {
            boolean few = effects.products.levels[effects.factor[i]] <= FEW_LEVELS;
            Arrays.fill(uncertain, effects.diagonal.row[i], effects.diagonal.row[i + 1], few ? 0 : 1);
        }
        return uncertain;
    }

    private static Probes orthonormal(Blocks blocks, double[] all, int m, int signs, double[] uncertain) {
        int n = blocks.length();
        int most = Math.min(m, n);
        double[] basis = new double[0];
        int found = 0;
        for (int c = 0; c < m && found < most; c++) {
            double[] next = blocks.part(all, m, c, 1);
            double size = Math.sqrt(blocks.products(next, next, 1)[0]);
            next = beside(blocks, basis, found, beside(blocks, basis, found, next, 1), 1);
            double left = Math.sqrt(blocks.products(next, next, 1)[0]);
            if (left > NEW * size) {
                for (int i = 0; i < n; i++) {
                    next[i] /= left;
                }
                double[] grown = new double[n * (found + 1)];
                blocks.put(basis, found, grown, found + 1, 0);
                blocks.put(next, 1, grown, found + 1, found);
                basis = grown;
                found++;
            }
        }
        return new Probes(blocks, basis, found, signs, uncertain);
    }

    /** Returns V - Q Q'V for a block V of m vectors. */
    private static double[] beside(Blocks blocks, double[] basis, int k, double[] block, int m) {
        double[] along = blocks.gram(basis, k, block, m);
        double[] rest = block.clone();
        blocks.each((from, to) -> {
            for (int row = from; row < to; row++) {
                for (int j = 0; j < k; j++) {
                    double q = basis[row * k + j];
                    for (int c = 0; c < m; c++) {
                        rest[row * m + c] -= q * along[j * m + c];
                    }
                }
            }
        });
        return rest;
    }

    private static double[] signs(Blocks blocks, int m, long seed) {
        double[] signs = new double[blocks.length() * m];
        blocks.each((from, to) -> {
            for (int row = from; row < to; row++) {
                for (int c = 0; c < m; c++) {
                    signs[row * m + c] = mixed(seed + (((long) row << 16) + c) * SEED) < 0 ? -1 : 1;
                }
            }
        });
        return signs;
    }

    /** Mixes the bits of a number (Steele, Lea and Flood 2014, OOPSLA: SplitMix). */
    private static long mixed(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
