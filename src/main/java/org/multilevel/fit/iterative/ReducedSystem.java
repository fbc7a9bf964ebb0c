package org.multilevel.fit.iterative;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/**
 * A = Lambda'Z'WZ Lambda + I at some templates lambda, its first factor eliminated and the rest scaled until the blocks of its nodes are
 * identities.
 *
 * <p>With A_11 the corner of the first factor, S = A_22 - A_21 A_11^-1 A_12 and D = CC' the blocks of the nodes in S, C lower triangular, this
 * is C^-1 S C^-T: for two factors conjugate gradients on it are those on A with the preconditioner of symmetric successive over-relaxation.
 * Nothing of S beside D is ever formed. log |A| = log |A_11| + log |D| + log |C^-1 S C^-T|.
 */
final class ReducedSystem {
    final CrossedEffects effects;
    /** Templates, one per factor, q x q lower triangular; a column without a variance is zero. */
    final double[][] lambda;

    final Workers workers;
    /** Row by row of the rest. */
    final Blocks rest;
    /** Node by node of the rest. */
    final Blocks nodes;
    /** Row by row of the first factor. */
    final Blocks first;
    /** Level by level of the first factor. */
    final Blocks levels;
    /** The Cholesky factors of A_11. */
    final LevelMatrices corner;
    /** lambda A_11^-1 lambda' of the first factor. */
    final LevelMatrices phi;
    /** C. */
    final LevelMatrices pivot;
    /** lambda C^-T of each node. */
    final LevelMatrices t;
    /** C^-1 A_22 C^-T of the nodes' blocks. */
    private final LevelMatrices own;

    ReducedSystem(CrossedEffects effects, double[][] lambda, Workers workers) {
        this.effects = effects;
        this.lambda = SmallMatrices.copy(lambda);
        this.workers = workers;
        rest = new Blocks(effects.rows(), workers);
        nodes = new Blocks(effects.nodes(), workers);
        first = new Blocks(effects.firstRows(), workers);
        levels = new Blocks(effects.firstLevels(), workers);
        corner = new LevelMatrices(effects.firstDiagonal.row);
        phi = new LevelMatrices(effects.firstDiagonal.row);
        levels.each(this::eliminate);
        pivot = new LevelMatrices(effects.diagonal.row);
        t = new LevelMatrices(effects.diagonal.row);
        own = new LevelMatrices(effects.diagonal.row);
        nodes.each(this::scaleNodes);
    }

    /** Factors A_11 of some levels. */
    private void eliminate(int from, int to) {
        double[] template = lambda[effects.first];
        int q = effects.products.widths[effects.first];
        double[] scratch = new double[q * q];
        double[] half = new double[q * q];
        for (int u = from; u < to; u++) {
            int at = corner.at[u];
            SmallMatrices.penalised(effects.firstDiagonal.value, at, template, q, corner.value, at, scratch);
            factor(corner.value, at, q);
            writeTransposed(template, q, half);
            SmallMatrices.solveLower(corner.value, at, q, half, 0, q);
            SmallMatrices.transposedTimesInto(half, half, scratch, q, q, q);
            System.arraycopy(scratch, 0, phi.value, at, q * q);
        }
    }

    /** Replaces a symmetric matrix by its Cholesky factor, zeros above the diagonal. */
    private static void factor(double[] matrix, int at, int q) {
        SmallMatrices.cholesky(matrix, at, q);
        for (int i = 0; i < q; i++) {
            Arrays.fill(matrix, at + i * q + i + 1, at + (i + 1) * q, 0);
        }
    }

    private static void writeTransposed(double[] matrix, int q, double[] transposed) {
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                transposed[j * q + i] = matrix[i * q + j];
            }
        }
    }

    private void scaleNodes(int from, int to) {
        for (int i = from; i < to; i++) {
            int q = pivot.order(i);
            int at = pivot.at[i];
            double[] template = lambda[effects.factor[i]];
            double[] left = explained(i);
            for (int k = 0; k < q * q; k++) {
                left[k] = effects.diagonal.value[at + k] - left[k];
            }
            double[] scratch = new double[q * q];
            SmallMatrices.penalised(left, 0, template, q, pivot.value, at, scratch);
            factor(pivot.value, at, q);
            double[] scaled = new double[q * q];
            writeTransposed(template, q, scratch);
            SmallMatrices.solveLower(pivot.value, at, q, scratch, 0, q);
            writeTransposed(scratch, q, scaled);
            System.arraycopy(scaled, 0, t.value, at, q * q);
            writeOwn(at, q, template);
        }
    }

    /** Returns what the first factor explains of a node's Z'WZ. */
    private double[] explained(int node) {
        SparseRows toFirst = effects.restByFirst;
        int row = pivot.row[node];
        int q = pivot.order(node);
        int r = effects.products.widths[effects.first];
        double[] explained = new double[q * q];
        int length = toFirst.start[row + 1] - toFirst.start[row];
        for (int k = 0; k < length; k += r) {
            int u = toFirst.column[toFirst.start[row] + k] / r;
            for (int i = 0; i < q; i++) {
                int left = toFirst.start[row + i] + k;
                for (int a = 0; a < r; a++) {
                    double weighted = 0;
                    for (int b = 0; b < r; b++) {
                        weighted += toFirst.value[left + b] * phi.value[phi.at[u] + b * r + a];
                    }
                    for (int j = 0; j < q; j++) {
                        explained[i * q + j] += weighted * toFirst.value[toFirst.start[row + j] + k + a];
                    }
                }
            }
        }
        return explained;
    }

    /** Writes C^-1 A_22 C^-T of a node. */
    private void writeOwn(int at, int q, double[] template) {
        double[] whole = new double[q * q];
        double[] scratch = new double[q * q];
        SmallMatrices.penalised(effects.diagonal.value, at, template, q, whole, 0, scratch);
        SmallMatrices.solveLower(pivot.value, at, q, whole, 0, q);
        writeTransposed(whole, q, scratch);
        SmallMatrices.solveLower(pivot.value, at, q, scratch, 0, q);
        System.arraycopy(scratch, 0, own.value, at, q * q);
    }

    /** Returns log |A_11| + log |D|. */
    double logPivots() {
        return logDeterminant(nodes, pivot) + logDeterminant(levels, corner);
    }

    private static double logDeterminant(Blocks each, LevelMatrices factor) {
        double half = each.sum(1, (from, to, sums) -> {
            for (int i = from; i < to; i++) {
                int q = factor.order(i);
                for (int j = 0; j < q; j++) {
                    sums[0] += StrictMath.log(factor.value[factor.at[i] + j * (q + 1)]);
                }
            }
        })[0];
        return 2 * half;
    }

    /** Returns lambda C^-T v of a block of m vectors v. */
    double[] scaled(double[] block, int m) {
        double[] scaled = new double[block.length];
        nodes.each((from, to) -> t.times(from, to, block, m, scaled));
        return scaled;
    }

    /** Returns the block of m vectors of the first factor's rows times lambda A_11^-1 lambda'. */
    double[] eliminated(double[] block, int m) {
        double[] eliminated = new double[block.length];
        levels.each((from, to) -> phi.times(from, to, block, m, eliminated));
        return eliminated;
    }

    /** Returns Z_1'WZ_2 lambda C^-T v of a block of m vectors v, rows of the first factor x m. */
    double[] toFirst(double[] block, int m) {
        double[] product = new double[effects.firstRows() * m];
        effects.firstByRest.times(scaled(block, m), m, product, workers);
        return product;
    }

    /** Writes the matrix times a block of m vectors into another block. */
    void times(double[] block, int m, double[] product) {
        double[] scaled = scaled(block, m);
        double[] met = new double[effects.firstRows() * m];
        effects.firstByRest.times(scaled, m, met, workers);
        double[] others = new double[block.length];
        levels.each((from, to) -> phi.apply(from, to, met, m));
        effects.restByFirst.times(met, m, others, workers);
        boolean several = effects.rest.size() > 0;
        if (several) {
            effects.rest.times(scaled, m, product, workers);
        }
        rest.each((from, to) -> {
            for (int c = from * m; c < to * m; c++) {
                others[c] = (several ? product[c] : 0) - others[c];
            }
        });
        nodes.each((from, to) -> {
            own.times(from, to, block, m, product);
            t.transposedTimes(from, to, others, m, scaled);
        });
        rest.each((from, to) -> {
            for (int c = from * m; c < to * m; c++) {
                product[c] += scaled[c];
            }
        });
    }

    /**
     * Returns the right-hand side of this system for k columns of sums over levels.
     *
     * @param ofFirst such as Z_1'WX, rows of the first factor x k
     * @param ofRest such as Z_2'WX, rows of the rest x k
     */
    double[] right(double[] ofFirst, double[] ofRest, int k) {
        double[] left = new double[ofRest.length];
        effects.restByFirst.times(eliminated(ofFirst, k), k, left, workers);
        double[] right = new double[ofRest.length];
        rest.each((from, to) -> {
            for (int c = from * k; c < to * k; c++) {
                left[c] = ofRest[c] - left[c];
            }
        });
        nodes.each((from, to) -> t.transposedTimes(from, to, left, k, right));
        return right;
    }

    /** Returns Lambda A^-1 Lambda' of the first factor's sums, given the solution for the rest, rows x k. */
    double[] firstEffects(double[] ofFirst, double[] solution, int k) {
        double[] left = toFirst(solution, k);
        first.each((from, to) -> {
            for (int c = from * k; c < to * k; c++) {
                left[c] = ofFirst[c] - left[c];
            }
        });
        return eliminated(left, k);
    }
}
