package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/**
 * The diagonal blocks of V = (Lambda'Z'WZ Lambda + I)^-1, and their sums over the levels of each factor, without V.
 *
 * <p>With X = L^-1 of the dense nodes, a dense node's block is the square of its columns of X, and that of a sparse node with factor L_i
 * and row R_i is L_i^-T (I + (X R_i')'(X R_i')) L_i^-1. Prefer it to {@link InverseBlocks} where every later neighbour is dense and the rows
 * are so short that these products cost less than X'X: rows of X are worked through in strips, transposed so that a
 * neighbour's part is contiguous.
 */
final class InverseTraces {
    /** Rows of X in a strip. */
    private static final int STRIP = 64;
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
        this.inverse = workspace.inverseFactor(workers);
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
        double[][][] panels = workspace.panels(LANES, plan.denseOrder, STRIP);
        workers.run(LANES, lane -> {
            for (int f = 0; f < shape.length; f++) {
                lanes[lane][f] = new double[shape[f].length];
            }
            double[][] t = new double[plan.widest][STRIP];
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
        addOwn(total, false);
        return total;
    }

    /** Returns V_ii of every level of each factor, levels x q x q. */
    double[][] blocks() {
        double[][] blocks = new double[plan.node.length][];
        for (int f = 0; f < blocks.length; f++) {
            int q = plan.width[plan.node[f][0]];
            blocks[f] = new double[plan.node[f].length * q * q];
        }
        double[][][] panels = workspace.panels(LANES, plan.denseOrder, STRIP);
        workers.run(LANES, lane -> {
            double[][] t = new double[plan.widest][STRIP];
            int first = (int) ((long) plan.sparse * lane / LANES);
            int end = (int) ((long) plan.sparse * (lane + 1) / LANES);
            for (int r0 = 0; r0 < plan.denseOrder; r0 += STRIP) {
                int r1 = Math.min(plan.denseOrder, r0 + STRIP);
                fill(panels[lane], r0, r1);
                if (lane == 0) {
                    addDense(r1, panels[lane], blocks, true);
                }
                addSparse(first, end, r1, panels[lane], t, blocks, true);
            }
        });
        addOwn(blocks, true);
        return blocks;
    }

    private void addStrip(int r0, int r1, double[][] panel, double[][] t, double[][] sums) {
        fill(panel, r0, r1);
        addDense(r1, panel, sums, false);
        addSparse(0, plan.sparse, r1, panel, t, sums, false);
    }

    private void fill(double[][] panel, int r0, int r1) {
        for (int c = 0; c < r1; c++) {
            double[] column = panel[c];
            Arrays.fill(column, 0);
            for (int r = Math.max(r0, c); r < r1; r++) {
                column[r - r0] = inverse[r][c];
            }
        }
    }

    private void addDense(int r1, double[][] panel, double[][] to, boolean apart) {
        for (int i = plan.sparse; i < plan.nodes && plan.denseRow[i] < r1; i++) {
            int q = plan.width[i];
            int count = Math.min(q, r1 - plan.denseRow[i]);
            addSquare(panel, plan.denseRow[i], count, q, to[plan.factor[i]], place(i, apart));
        }
    }

    private void addSparse(int first, int end, int r1, double[][] panel, double[][] t, double[][] to, boolean apart) {
        for (int i = first; i < end; i++) {
            if (i % STRIDE == 0) {
                workers.checkCancelled();
            }
            int q = plan.width[i];
            multiply(i, r1, panel, t);
            solve(workspace.diagonal[i], q, t);
            addSquare(t, 0, q, q, to[plan.factor[i]], place(i, apart));
        }
    }

    /** Returns where the block of node i begins: every level has its own, or a factor one. */
    private int place(int i, boolean apart) {
        return apart ? plan.level[i] * plan.width[i] * plan.width[i] : 0;
    }

    /** Writes R_i times the strip into t; neighbours from row r1 on have no part in it. */
    private void multiply(int i, int r1, double[][] panel, double[][] t) {
        int[] places = plan.densePlaces[i];
        double[] row = workspace.rows[i];
        int columns = plan.rowLength(i);
        int count = 0;
        while (count < columns && places[count] < r1) {
            count++;
        }
        for (int a = 0; a < plan.width[i]; a++) {
            int at = a * plan.rowWidth[i];
            Arrays.fill(t[a], 0);
            int k = 0;
            for (; k + 4 <= count; k += 4) {
                addFour(
                        row,
                        at + k,
                        panel[places[k]],
                        panel[places[k + 1]],
                        panel[places[k + 2]],
                        panel[places[k + 3]],
                        t[a]);
            }
            for (; k < count; k++) {
                add(row[at + k], panel[places[k]], t[a]);
            }
        }
    }

    private static void addFour(double[] e, int at, double[] b0, double[] b1, double[] b2, double[] b3, double[] t) {
        double e0 = e[at];
        double e1 = e[at + 1];
        double e2 = e[at + 2];
        double e3 = e[at + 3];
        for (int x = 0; x < STRIP; x++) {
            t[x] = Math.fma(e3, b3[x], Math.fma(e2, b2[x], Math.fma(e1, b1[x], Math.fma(e0, b0[x], t[x]))));
        }
    }

    private static void add(double f, double[] b, double[] t) {
        for (int x = 0; x < STRIP; x++) {
            t[x] = Math.fma(f, b[x], t[x]);
        }
    }

    /** Replaces the q rows of t by L^-T t. */
    private static void solve(double[] l, int q, double[][] t) {
        for (int a = q - 1; a >= 0; a--) {
            for (int b = a + 1; b < q; b++) {
                add(-l[b * q + a], t[b], t[a]);
            }
            double inverse = 1 / l[a * q + a];
            for (int x = 0; x < STRIP; x++) {
                t[a][x] *= inverse;
            }
        }
    }

    /** Adds the products of {@code count} rows from row {@code at} on with one another to the corner of the q x q sum at {@code to}. */
    private static void addSquare(double[][] rows, int at, int count, int q, double[] sum, int to) {
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double s = product(rows[at + a], rows[at + b]);
                sum[to + a * q + b] += s;
                if (b < a) {
                    sum[to + b * q + a] += s;
                }
            }
        }
    }

    /** Four sums, because one waits for itself. */
    private static double product(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int x = 0; x < STRIP; x += 4) {
            s0 = Math.fma(a[x], b[x], s0);
            s1 = Math.fma(a[x + 1], b[x + 1], s1);
            s2 = Math.fma(a[x + 2], b[x + 2], s2);
            s3 = Math.fma(a[x + 3], b[x + 3], s3);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Adds (L L')^-1 of every sparse node. */
    private void addOwn(double[][] total, boolean apart) {
        NodeScratch scratch = workspace.borrow();
        for (int i = 0; i < plan.sparse; i++) {
            if (i % STRIDE == 0) {
                workers.checkCancelled();
            }
            int q = plan.width[i];
            double[] own = scratch.own;
            SmallMatrices.inverseInto(workspace.diagonal[i], q, own);
            double[] sum = total[plan.factor[i]];
            int at = place(i, apart);
            for (int x = 0; x < q * q; x++) {
                sum[at + x] += own[x];
            }
        }
        workspace.giveBack(scratch);
    }
}
