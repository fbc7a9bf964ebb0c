package org.multilevel.fit.iterative;

import org.multilevel.fit.linalg.Workers;

/**
 * A = Lambda'Z'WZ Lambda + I at given relative variances, its first factor eliminated and the rest scaled to a diagonal of ones.
 *
 * <p>With A_11 the diagonal corner of the first factor, S = A_22 - A_21 A_11^-1 A_12 and D = diag(S), this is D^-1/2 S D^-1/2: for two factors
 * conjugate gradients on it are those on A with the preconditioner of symmetric successive over-relaxation. Nothing of S is ever formed. log
 * |A| = log |A_11| + log |D| + log |D^-1/2 S D^-1/2|.
 */
final class ReducedSystem {
    final CrossedEffects effects;
    /** Relative variances lambda^2, one per factor. */
    final double[] gamma;

    final Workers workers;
    /** Row by row of the rest. */
    final Blocks rest;
    /** Row by row of the first factor. */
    final Blocks first;
    /** A_11. */
    final double[] corner;
    /** lambda^2 / A_11 of the first factor. */
    final double[] phi;
    /** D. */
    final double[] pivot;
    /** lambda / sqrt(D) of each node. */
    final double[] t;
    /** A_22 / D of the diagonal. */
    private final double[] own;

    ReducedSystem(CrossedEffects effects, double[] gamma, Workers workers) {
        this.effects = effects;
        this.gamma = gamma.clone();
        this.workers = workers;
        int nodes = effects.nodes();
        rest = new Blocks(nodes, workers);
        first = new Blocks(effects.firstLevels(), workers);
        corner = new double[effects.firstLevels()];
        phi = new double[corner.length];
        double firstGamma = gamma[effects.first];
        for (int u = 0; u < corner.length; u++) {
            corner[u] = firstGamma * effects.firstDiagonal[u] + 1;
            phi[u] = firstGamma / corner[u];
        }
        pivot = new double[nodes];
        t = new double[nodes];
        own = new double[nodes];
        rest.each(this::scaleNodes);
    }

    private void scaleNodes(int from, int to) {
        SparseRows toFirst = effects.restByFirst;
        for (int i = from; i < to; i++) {
            double g = gamma[effects.factor[i]];
            double explained = 0;
            for (int k = toFirst.start[i]; k < toFirst.start[i + 1]; k++) {
                double value = toFirst.value[k];
                explained += value * value * phi[toFirst.column[k]];
            }
            double whole = g * effects.diagonal[i] + 1;
            pivot[i] = 1 + g * (effects.diagonal[i] - explained);
            t[i] = Math.sqrt(g / pivot[i]);
            own[i] = whole / pivot[i];
        }
    }

    /** Returns log |A_11| + log |D|. */
    double logPivots() {
        double[] rested = rest.sum(1, (from, to, sums) -> {
            for (int i = from; i < to; i++) {
                sums[0] += StrictMath.log(pivot[i]);
            }
        });
        double[] eliminated = first.sum(1, (from, to, sums) -> {
            for (int u = from; u < to; u++) {
                sums[0] += StrictMath.log(corner[u]);
            }
        });
        return rested[0] + eliminated[0];
    }

    /** Returns the block with row i times t_i. */
    double[] scaled(double[] block, int m) {
        double[] scaled = block.clone();
        rest.scale(scaled, m, t);
        return scaled;
    }

    /** Returns Z_1'WZ_2 t v of a block of m vectors v, levels of the first factor x m. */
    double[] toFirst(double[] block, int m) {
        double[] product = new double[effects.firstLevels() * m];
        effects.firstByRest.times(scaled(block, m), m, product, workers);
        return product;
    }

    /** Writes the matrix times a block of m vectors into another block. */
    void times(double[] block, int m, double[] product) {
        double[] scaled = scaled(block, m);
        double[] met = new double[effects.firstLevels() * m];
        effects.firstByRest.times(scaled, m, met, workers);
        first.scale(met, m, phi);
        double[] explained = new double[block.length];
        effects.restByFirst.times(met, m, explained, workers);
        boolean several = effects.rest.size() > 0;
        if (several) {
            effects.rest.times(scaled, m, product, workers);
        }
        rest.each((from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = i * m; c < (i + 1) * m; c++) {
                    double others = several ? product[c] : 0;
                    product[c] = own[i] * block[c] + t[i] * (others - explained[c]);
                }
            }
        });
    }

    /**
     * Returns the right-hand side of this system for k columns of sums over levels.
     *
     * @param ofFirst such as Z_1'WX, levels of the first factor x k
     * @param ofRest such as Z_2'WX, nodes x k
     */
    double[] right(double[] ofFirst, double[] ofRest, int k) {
        double[] eliminated = ofFirst.clone();
        first.scale(eliminated, k, phi);
        double[] right = new double[ofRest.length];
        effects.restByFirst.times(eliminated, k, right, workers);
        rest.each((from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = i * k; c < (i + 1) * k; c++) {
                    right[c] = t[i] * (ofRest[c] - right[c]);
                }
            }
        });
        return right;
    }

    /** Returns Lambda A^-1 Lambda' of the first factor's sums, given the solution for the rest, levels x k. */
    double[] firstEffects(double[] ofFirst, double[] solution, int k) {
        double[] met = toFirst(solution, k);
        first.each((from, to) -> {
            for (int u = from; u < to; u++) {
                for (int c = u * k; c < (u + 1) * k; c++) {
                    met[c] = phi[u] * (ofFirst[c] - met[c]);
                }
            }
        });
        return met;
    }
}
