package org.multilevel.fit.iterative;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * The blocks of A^-1 of the levels of every factor, estimated by probes, and from them the traces that the gradient needs.
 *
 * <p>With S the scaled system, whose nodes have identities, the blocks of its inverse are those and one more than those of S^-1 - 2 I + S, which is
 * small of second order. Only that is estimated, and of that only what lies beside the directions that are known exactly.
 */
final class InverseDiagonal {
    private final ReducedSystem system;
    private final CrossedEffects effects;
    private final Probes probes;
    /** The blocks of the nodes: what is certain and the mean over probes. */
    private final LevelMatrices ofRest;

    private final LevelMatrices ofFirst;
    /** Where the triangle of each factor's sums begins. */
    private final int[] begin;
    /** Per probe its part of the sums over levels, the lower triangles of the factors after each other. */
    private final double[][] parts;

    /** @param solution of Q and of W - Q Q'W, n x (directions + signs) */
    InverseDiagonal(ReducedSystem system, Probes probes, double[] solution) {
        this.system = system;
        this.effects = system.effects;
        this.probes = probes;
        ofRest = new LevelMatrices(effects.diagonal.row);
        ofFirst = new LevelMatrices(effects.firstDiagonal.row);
        begin = new int[system.lambda.length + 1];
        for (int f = 0; f < system.lambda.length; f++) {
            int q = effects.products.widths[f];
            begin[f + 1] = begin[f] + q * (q + 1) / 2;
        }
        parts = new double[probes.signs][begin[system.lambda.length]];
        double[] right = right();
        double[] change = minus(solution, right);
        addFirst(change);
        addRest(secondOrder(change, right));
    }

    private int width() {
        return probes.directions + probes.signs;
    }

    /** Returns [Q, W - Q Q'W]. */
    private double[] right() {
        double[] right = new double[effects.rows() * width()];
        system.rest.put(probes.basis, probes.directions, right, width(), 0);
        system.rest.put(probes.beside, probes.signs, right, width(), probes.directions);
        return right;
    }

    private double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        system.rest.each((from, to) -> {
            for (int c = from * width(); c < to * width(); c++) {
                difference[c] = a[c] - b[c];
            }
        });
        return difference;
    }

    /** Returns (S^-1 - 2 I + S) V from (S^-1 - I) V and V. */
    private double[] secondOrder(double[] change, double[] right) {
        double[] second = new double[change.length];
        system.times(right, width(), second);
        system.rest.each((from, to) -> {
            for (int c = from * width(); c < to * width(); c++) {
                second[c] += change[c] - right[c];
            }
        });
        return second;
    }

    private void addRest(double[] second) {
        double[] sums = system.nodes.sum(probes.signs * parts(), (from, to, part) -> {
            Sandwich sandwich = new Sandwich();
            double[] one = new double[0];
            for (int i = from; i < to; i++) {
                int q = ofRest.order(i);
                one = one.length == q * q ? one : new double[q * q];
                double[] half = halfInverse(i);
                double[] known = SmallMatrices.identity(q);
                for (int c = 0; c < probes.directions; c++) {
                    add(known, second, c, probes.basis, c, probes.directions, ofRest.row[i], q);
                }
                sandwich.add(half, known, q, 1, ofRest.value, ofRest.at[i]);
                for (int c = 0; c < probes.signs; c++) {
                    Arrays.fill(one, 0);
                    add(one, second, probes.directions + c, probes.sign, c, probes.signs, ofRest.row[i], q);
                    sandwich.add(half, one, q, 1.0 / probes.signs, ofRest.value, ofRest.at[i]);
                    sandwich.addLast(part, c * parts() + begin[effects.factor[i]], q);
                }
            }
        });
        addParts(sums);
    }

    private int parts() {
        return begin[begin.length - 1];
    }

    private void addParts(double[] sums) {
        for (int c = 0; c < probes.signs; c++) {
            for (int e = 0; e < parts(); e++) {
                parts[c][e] += sums[c * parts() + e];
            }
        }
    }

    /** Adds the symmetric part of what one vector of a block and one of another have in the rows of a level. */
    private void add(double[] sum, double[] block, int c, double[] other, int d, int width, int row, int q) {
        for (int i = 0; i < q; i++) {
            double left = block[(row + i) * width() + c];
            for (int j = 0; j < q; j++) {
                double half = 0.5 * left * other[(row + j) * width + d];
                sum[i * q + j] += half;
                sum[j * q + i] += half;
            }
        }
    }

    /** Returns C^-1 of a node. */
    private double[] halfInverse(int node) {
        int q = ofRest.order(node);
        double[] inverse = SmallMatrices.identity(q);
        SmallMatrices.solveLower(system.pivot.value, system.pivot.at[node], q, inverse, 0, q);
        return inverse;
    }

    /** Adds H'MH to blocks, for small matrices H. */
    private static final class Sandwich {
        private double[] last = new double[0];

        void add(double[] half, double[] middle, int q, double times, double[] to, int at) {
            if (q == 1) {
                last = last.length == 1 ? last : new double[1];
                last[0] = half[0] * middle[0] * half[0];
            } else {
                last = SmallMatrices.times(
                        SmallMatrices.transposed(half, q, q), SmallMatrices.times(middle, half, q, q, q), q, q, q);
            }
            for (int i = 0; i < q * q; i++) {
                to[at + i] += times * last[i];
            }
        }

        /** Adds the lower triangle of what was added last. */
        void addLast(double[] sums, int at, int q) {
            int k = at;
            for (int i = 0; i < q; i++) {
                for (int j = 0; j <= i; j++) {
                    sums[k++] += last[i * q + j];
                }
            }
        }
    }

    private void addFirst(double[] change) {
        int k = probes.directions;
        int m = probes.signs;
        double[] both = new double[change.length];
        system.rest.put(probes.basis, k, both, k + m, 0);
        system.rest.put(probes.sign, m, both, k + m, k);
        double[] metChange = system.toFirst(change, k + m);
        double[] met = system.toFirst(both, k + m);
        int q = effects.products.widths[effects.first];
        double[] sums = system.levels.sum(m * parts(), (from, to, part) -> {
            Sandwich sandwich = new Sandwich();
            double[] one = new double[q * q];
            for (int u = from; u < to; u++) {
                int row = ofFirst.row[u];
                double[] half = firstHalf(u);
                double[] known = squares(u);
                for (int c = 0; c < k; c++) {
                    add(known, metChange, c, met, c, k + m, row, q);
                }
                sandwich.add(SmallMatrices.identity(q), cornerInverse(u), q, 1, ofFirst.value, ofFirst.at[u]);
                sandwich.add(half, known, q, 1, ofFirst.value, ofFirst.at[u]);
                for (int c = k; c < k + m; c++) {
                    Arrays.fill(one, 0);
                    add(one, metChange, c, met, c, k + m, row, q);
                    sandwich.add(half, one, q, 1.0 / m, ofFirst.value, ofFirst.at[u]);
                    sandwich.addLast(part, (c - k) * parts() + begin[effects.first], q);
                }
            }
        });
        addParts(sums);
    }

    /** Returns lambda A_11^-1 of a level of the first factor. */
    private double[] firstHalf(int u) {
        double[] template = system.lambda[effects.first];
        int q = ofFirst.order(u);
        return SmallMatrices.times(template, cornerInverse(u), q, q, q);
    }

    private double[] cornerInverse(int u) {
        int q = ofFirst.order(u);
        double[] inverse = SmallMatrices.identity(q);
        SmallMatrices.solveLower(system.corner.value, system.corner.at[u], q, inverse, 0, q);
        SmallMatrices.solveLowerTransposed(system.corner.value, system.corner.at[u], q, inverse, 0, q);
        return inverse;
    }

    /** Returns the sum of squares of Z_1'WZ_2 lambda C^-T in the rows of a level of the first factor. */
    private double[] squares(int u) {
        SparseRows toRest = effects.firstByRest;
        int row = ofFirst.row[u];
        int q = ofFirst.order(u);
        double[] squares = new double[q * q];
        if (q == 1 && effects.rows() == effects.nodes()) {
            for (int k = toRest.start[row]; k < toRest.start[row + 1]; k++) {
                double a = toRest.value[k] * system.t.value[toRest.column[k]];
                squares[0] += a * a;
            }
            return squares;
        }
        int at = 0;
        int length = toRest.start[row + 1] - toRest.start[row];
        while (at < length) {
            int node = nodeOf(toRest.column[toRest.start[row] + at]);
            int r = ofRest.order(node);
            for (int b = 0; b < r; b++) {
                double[] scaled = new double[q];
                for (int i = 0; i < q; i++) {
                    for (int a = 0; a < r; a++) {
                        scaled[i] += toRest.value[toRest.start[row + i] + at + a]
                                * system.t.value[system.t.at[node] + a * r + b];
                    }
                }
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j < q; j++) {
                        squares[i * q + j] += scaled[i] * scaled[j];
                    }
                }
            }
            at += r;
        }
        return squares;
    }

    private int nodeOf(int row) {
        return Arrays.binarySearch(effects.diagonal.row, row);
    }

    /** Returns the sum over levels of I - (A^-1)_jj of each factor, q x q. */
    double[][] complements() {
        double[] sums = system.nodes.sum(parts(), (from, to, part) -> {
            for (int i = from; i < to; i++) {
                addComplement(ofRest, i, part, begin[effects.factor[i]]);
            }
        });
        double[] first = system.levels.sum(parts(), (from, to, part) -> {
            for (int u = from; u < to; u++) {
                addComplement(ofFirst, u, part, begin[effects.first]);
            }
        });
        double[][] complements = new double[system.lambda.length][];
        for (int f = 0; f < complements.length; f++) {
            int q = effects.products.widths[f];
            complements[f] = new double[q * q];
            int k = begin[f];
            for (int i = 0; i < q; i++) {
                for (int j = 0; j <= i; j++) {
                    complements[f][i * q + j] = sums[k] + first[k];
                    complements[f][j * q + i] = sums[k] + first[k];
                    k++;
                }
            }
        }
        return complements;
    }

    private static void addComplement(LevelMatrices inverse, int level, double[] sums, int begin) {
        int q = inverse.order(level);
        int k = begin;
        for (int i = 0; i < q; i++) {
            for (int j = 0; j <= i; j++) {
                sums[k++] += (i == j ? 1 : 0) - inverse.value[inverse.at[level] + i * q + j];
            }
        }
    }

    /** Returns where the lower triangle of a factor's sums begins in {@link #noise}. */
    int begin(int f) {
        return begin[f];
    }

    /** Returns the covariance of the estimates of {@link #complements}, the lower triangles of all factors after each other. */
    double[][] noise() {
        return Noise.ofMean(parts);
    }

    /** Returns (A^-1)_jj of the levels of a factor, levels x q x q, within the bounds that I and the inverse of A_jj are. */
    double[] of(int f) {
        int q = effects.products.widths[f];
        int levels = effects.products.levels[f];
        double[] blocks = new double[levels * q * q];
        double[] least = new double[q * q];
        double[] scratch = new double[q * q];
        for (int l = 0; l < levels; l++) {
            LevelMatrices from = f == effects.first ? ofFirst : ofRest;
            int at = f == effects.first ? l : effects.node[f][l];
            System.arraycopy(from.value, from.at[at], blocks, l * q * q, q * q);
            SmallMatrices.penalised(effects.products.zz[f], l * q * q, system.lambda[f], q, least, 0, scratch);
            bound(blocks, l * q * q, least, q);
        }
        return blocks;
    }

    /** Lifts a block to the inverse of A_jj at least, and takes off what is more than I. */
    private static void bound(double[] blocks, int at, double[] least, int q) {
        if (q == 1) {
            blocks[at] = Math.min(1, Math.max(1 / least[0], blocks[at]));
            return;
        }
        double[] block = Arrays.copyOfRange(blocks, at, at + q * q);
        SmallMatrices.cholesky(least, 0, q);
        double[] factor = lower(least, q);
        double[] inverse = SmallMatrices.invertLower(factor, q);
        double[] transposed = SmallMatrices.transposed(factor, q, q);
        double[] relative = SmallMatrices.times(transposed, SmallMatrices.times(block, factor, q, q, q), q, q, q);
        double[] lifted = within(relative, q, 1, Double.POSITIVE_INFINITY);
        double[] raised = SmallMatrices.times(
                SmallMatrices.transposed(inverse, q, q), SmallMatrices.times(lifted, inverse, q, q, q), q, q, q);
        System.arraycopy(within(raised, q, 0, 1), 0, blocks, at, q * q);
    }

    private static double[] lower(double[] factor, int q) {
        double[] lower = new double[q * q];
        for (int i = 0; i < q; i++) {
            System.arraycopy(factor, i * q, lower, i * q, i + 1);
        }
        return lower;
    }

    /** Returns a symmetric matrix whose eigenvalues are put between two bounds. */
    private static double[] within(double[] matrix, int q, double least, double most) {
        return SmallMatrices.flat(SymmetricEigen.ofSymmetricPart(SmallMatrices.rows(matrix, q))
                .mapped(value -> Math.min(most, Math.max(least, value))));
    }
}
