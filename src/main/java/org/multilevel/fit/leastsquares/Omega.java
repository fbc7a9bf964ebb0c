package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * The cross-products in the order of a plan, A = [Z X y]'W[Z X y]: the one place that turns them into Omega at a lambda.
 *
 * <p>Omega = [Lambda'Z'WZ Lambda + I, Lambda'Z'W[X y]; ., [X y]'W[X y]] is written where its factor will stand.
 */
final class Omega {
    private static final int STRIP = 64;

    final CrossProducts products;
    final Plan plan;
    final int p;

    Omega(CrossProducts products, Plan plan) {
        this.products = products;
        this.plan = plan;
        this.p = products.p;
    }

    /** Writes Omega at lambda into the places of its factor. */
    void assemble(double[][] lambda, BlockedWorkspace to, Workers workers) {
        double[][] rest = to.rest;
        workers.run((rest.length + STRIP - 1) / STRIP, strip -> {
            for (int r = strip * STRIP; r < Math.min(rest.length, (strip + 1) * STRIP); r++) {
                Arrays.fill(rest[r], 0);
            }
        });
        workers.run(plan.chunks(), chunk -> {
            NodeScratch scratch = to.borrow();
            for (int i = plan.chunkStart(chunk); i < plan.chunkStart(chunk + 1); i++) {
                if (i < plan.sparse) {
                    assembleSparse(i, lambda, to, scratch);
                } else {
                    assembleDense(i, lambda, rest, scratch);
                }
            }
            to.giveBack(scratch);
        });
        for (int i = 0; i <= p; i++) {
            System.arraycopy(products.xy, i * (p + 1), rest[plan.denseOrder + i], plan.denseOrder, i + 1);
        }
    }

    private void assembleSparse(int i, double[][] lambda, BlockedWorkspace to, NodeScratch scratch) {
        int f = plan.factor[i];
        int q = plan.width[i];
        int columns = plan.rowWidth[i];
        double[] row = to.rows[i];
        SmallMatrices.penalised(products.zz[f], plan.level[i] * q * q, lambda[f], q, to.diagonal[i], 0, scratch.a);
        Arrays.fill(row, 0);
        for (int k = plan.edgeStart[i]; k < plan.edgeStart[i + 1]; k++) {
            int r = plan.width[plan.edgeNode[k]];
            double[] block = scaledEdge(i, k, lambda, scratch);
            if (q == 1 && r == 1) {
                row[plan.edgeColumn[k]] = block[0];
                continue;
            }
            for (int a = 0; a < q; a++) {
                System.arraycopy(block, a * r, row, a * columns + plan.edgeColumn[k], r);
            }
        }
        for (int a = 0; a < q; a++) {
            for (int j = 0; j <= p; j++) {
                row[(a + 1) * columns - p - 1 + j] = scaledFixed(i, a, j, lambda[f]);
            }
        }
    }

    private void assembleDense(int i, double[][] lambda, double[][] rest, NodeScratch scratch) {
        int f = plan.factor[i];
        int q = plan.width[i];
        int at = plan.denseRow[i];
        SmallMatrices.penalised(products.zz[f], plan.level[i] * q * q, lambda[f], q, scratch.b, 0, scratch.a);
        for (int a = 0; a < q; a++) {
            System.arraycopy(scratch.b, a * q, rest[at + a], at, a + 1);
            for (int j = 0; j <= p; j++) {
                rest[plan.denseOrder + j][at + a] = scaledFixed(i, a, j, lambda[f]);
            }
        }
        for (int k = plan.edgeStart[i]; k < plan.edgeStart[i + 1]; k++) {
            int j = plan.edgeNode[k];
            int r = plan.width[j];
            double[] block = scaledEdge(i, k, lambda, scratch);
            for (int a = 0; a < q; a++) {
                for (int b = 0; b < r; b++) {
                    rest[plan.denseRow[j] + b][at + a] = block[a * r + b];
                }
            }
        }
    }

    /** Returns element (a, j) of lambda' Z'W[X y] of node i. */
    private double scaledFixed(int i, int a, int j, double[] lambda) {
        int q = plan.width[i];
        double[] b = products.zxy[plan.factor[i]];
        int at = plan.level[i] * q * (p + 1) + j;
        double s = 0;
        for (int k = a; k < q; k++) {
            s += lambda[k * q + a] * b[at + k * (p + 1)];
        }
        return s;
    }

    /** Returns lambda_i' A_ij lambda_j of edge k of node i, q_i x q_j, in scratch. */
    private double[] scaledEdge(int i, int k, double[][] lambda, NodeScratch scratch) {
        int j = plan.edgeNode[k];
        int q = plan.width[i];
        int r = plan.width[j];
        double[] left = lambda[plan.factor[i]];
        double[] right = lambda[plan.factor[j]];
        if (q == 1 && r == 1) {
            int f = plan.factor[i];
            int g = plan.factor[j];
            double[] blocks = products.pair(Math.min(f, g), Math.max(f, g)).blocks();
            scratch.c[0] = left[0] * (blocks[plan.edgeBlock[k]] * right[0]);
            return scratch.c;
        }
        edge(i, k, scratch.a);
        SmallMatrices.timesInto(scratch.a, 0, right, 0, scratch.b, 0, q, r, r);
        SmallMatrices.transposedTimesInto(left, scratch.b, scratch.c, q, q, r);
        return scratch.c;
    }

    /** Writes A_ij of edge k of node i into {@code block}, q_i x q_j. */
    void edge(int i, int k, double[] block) {
        int j = plan.edgeNode[k];
        int f = plan.factor[i];
        int g = plan.factor[j];
        int q = plan.width[i];
        int r = plan.width[j];
        int at = plan.edgeBlock[k];
        if (f < g) {
            System.arraycopy(products.pair(f, g).blocks(), at, block, 0, q * r);
            return;
        }
        double[] blocks = products.pair(g, f).blocks();
        for (int b = 0; b < r; b++) {
            for (int a = 0; a < q; a++) {
                block[a * r + b] = blocks[at++];
            }
        }
    }

    /** Returns c = Z'W([X y] d - Z b) of every factor, levels x q, for effects b. */
    double[][] residualCross(double[] d, double[][] effects, Workers workers) {
        double[][] c = new double[effects.length][];
        for (int f = 0; f < c.length; f++) {
            int q = products.widths[f];
            c[f] = new double[effects[f].length];
            for (int r = 0; r < c[f].length; r++) {
                int at = r * (p + 1);
                double s = 0;
                for (int j = 0; j <= p; j++) {
                    s += products.zxy[f][at + j] * d[j];
                }
                int own = r / q * q;
                for (int k = 0; k < q; k++) {
                    s -= products.zz[f][r * q + k] * effects[f][own + k];
                }
                c[f][r] = s;
            }
        }
        for (int f = 0; f < c.length; f++) {
            for (int g = f + 1; g < c.length; g++) {
                workers.checkCancelled();
                subtractPair(f, g, effects, c);
            }
        }
        return c;
    }

    private void subtractPair(int f, int g, double[][] effects, double[][] c) {
        PairProducts pair = products.pair(f, g);
        int q = products.widths[f];
        int r = products.widths[g];
        double[] blocks = pair.blocks();
        int at = 0;
        for (int k = 0; k < pair.size(); k++) {
            int a = pair.first(k) * q;
            int b = pair.second(k) * r;
            for (int x = 0; x < q; x++) {
                for (int y = 0; y < r; y++) {
                    double e = blocks[at++];
                    c[f][a + x] -= e * effects[g][b + y];
                    c[g][b + y] -= e * effects[f][a + x];
                }
            }
        }
    }
}
