package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/**
 * The sums of the diagonal blocks of V = (Lambda'Z'WZ Lambda + I)^-1 over the levels of each factor, without V.
 *
 * <p>With X = L^-1 of the dense nodes, a dense node's block is the square of its columns of X, and that of a sparse node with factor L_i
 * and row R_i is L_i^-T (I + (X R_i')'(X R_i')) L_i^-1. Prefer it to {@link InverseBlocks} where every later neighbour is dense and the rows
 * are so short that these products cost less than X'X: rows of X are worked through in strips, transposed so that a
 * neighbour's part is contiguous.
 */
final class InverseTraces {
    /** Rows of X in a strip. */
    private static final int STRIP = 32;
    /** Sums that are formed apart and added in order, whatever the number of threads. */
    private static final int LANES = 8;
    /** Up to how many nodes are worked through between two looks at whether to stop. */
    private static final int STRIDE = 256;

    private final Plan plan;
    private final BlockedWorkspace workspace;
    private final Workers workers;
    private final double[][] inverse;

    InverseTraces(Plan plan, BlockedWorkspace workspace, Workers workers) {
        this.plan = plan;
        this.workspace = workspace;
        this.workers = workers;
        this.inverse = workspace.inverse();
        for (int r = 0; r < plan.denseOrder; r++) {
            System.arraycopy(workspace.rest[r], 0, inverse[r], 0, r + 1);
        }
        DenseCholesky.invertFactor(inverse, plan.denseOrder, workers);
    }

    /** Returns whether this costs less than the blocks of V themselves: products of n/2 rows per element against the n^3/6 of X'X. */
    static boolean isCheaper(Plan plan) {
        if (plan.sparse > plan.independent) {
            return false;
        }
        double elements = 0;
        for (int i = 0; i < plan.sparse; i++) {
            elements += (double) plan.width[i] * plan.rowLength(i);
        }
        return elements < (double) plan.denseOrder * plan.denseOrder / 6;
    }

    /** Returns the sum of V_ii over the levels of each factor, q x q. */
    double[][] sums(double[][] shape) {
        double[][][] lanes = new double[LANES][shape.length][];
        double[][] panels = workspace.panels(LANES, plan.denseOrder * STRIP);
        workers.run(LANES, lane -> {
            for (int f = 0; f < shape.length; f++) {
                lanes[lane][f] = new double[shape[f].length];
            }
            double[] t = new double[plan.widest * STRIP];
            for (int r0 = lane * STRIP; r0 < plan.denseOrder; r0 += LANES * STRIP) {
                workers.checkCancelled();
                addStrip(r0, Math.min(plan.denseOrder, r0 + STRIP), panels[lane], t, lanes[lane]);
            }
        });
        double[][] total = lanes[0];
        for (int lane = 1; lane < LANES; lane++) {
            for (int f = 0; f < total.length; f++) {
                for (int x = 0; x < total[f].length; x++) {
                    total[f][x] += lanes[lane][f][x];
                }
            }
        }
        addOwn(total);
        return total;
    }

    private void addStrip(int r0, int r1, double[] panel, double[] t, double[][] sums) {
        Arrays.fill(panel, 0, r1 * STRIP, 0);
        for (int r = r0; r < r1; r++) {
            double[] row = inverse[r];
            for (int c = 0; c <= r; c++) {
                panel[c * STRIP + r - r0] = row[c];
            }
        }
        for (int i = plan.sparse; i < plan.nodes && plan.denseRow[i] < r1; i++) {
            int count = Math.min(plan.width[i], r1 - plan.denseRow[i]);
            addSquare(panel, plan.denseRow[i] * STRIP, count, plan.width[i], sums[plan.factor[i]]);
        }
        for (int i = 0; i < plan.sparse; i++) {
            if (i % STRIDE == 0) {
                workers.checkCancelled();
            }
            int q = plan.width[i];
            Arrays.fill(t, 0, q * STRIP, 0);
            for (int a = 0; a < q; a++) {
                multiply(i, a, r1, panel, t);
            }
            SmallMatrices.solveLowerTransposed(workspace.diagonal[i], 0, q, t, 0, STRIP);
            addSquare(t, 0, q, q, sums[plan.factor[i]]);
        }
    }

    /** Adds row a of R_i times the strip to row a of t; neighbours from row r1 on have no part in it. */
    private void multiply(int i, int a, int r1, double[] panel, double[] t) {
        int[] places = plan.densePlaces[i];
        double[] row = workspace.rows[i];
        int at = a * plan.rowWidth[i];
        int columns = plan.rowLength(i);
        int to = a * STRIP;
        int k = 0;
        for (; k + 1 < columns && places[k + 1] < r1; k += 2) {
            double e = row[at + k];
            double f = row[at + k + 1];
            int first = places[k] * STRIP;
            int second = places[k + 1] * STRIP;
            for (int x = 0; x < STRIP; x++) {
                t[to + x] = Math.fma(f, panel[second + x], Math.fma(e, panel[first + x], t[to + x]));
            }
        }
        if (k < columns && places[k] < r1) {
            double e = row[at + k];
            int first = places[k] * STRIP;
            for (int x = 0; x < STRIP; x++) {
                t[to + x] = Math.fma(e, panel[first + x], t[to + x]);
            }
        }
    }

    /** Adds T T' of the {@code count} rows of T that start at {@code at} to the corner of a q x q sum. */
    private static void addSquare(double[] t, int at, int count, int q, double[] sum) {
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                double s = 0;
                for (int x = 0; x < STRIP; x++) {
                    s += t[at + a * STRIP + x] * t[at + b * STRIP + x];
                }
                sum[a * q + b] += s;
            }
        }
    }

    /** Adds (L L')^-1 of every sparse node. */
    private void addOwn(double[][] total) {
        NodeScratch scratch = workspace.borrow();
        for (int i = 0; i < plan.sparse; i++) {
            if (i % STRIDE == 0) {
                workers.checkCancelled();
            }
            int q = plan.width[i];
            double[] own = scratch.own;
            SmallMatrices.inverseInto(workspace.diagonal[i], q, own);
            double[] sum = total[plan.factor[i]];
            for (int x = 0; x < q * q; x++) {
                sum[x] += own[x];
            }
        }
        workspace.giveBack(scratch);
    }
}
