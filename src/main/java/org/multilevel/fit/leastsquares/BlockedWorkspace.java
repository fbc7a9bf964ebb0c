package org.multilevel.fit.leastsquares;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.Workers;

/** The storage of a {@link BlockedFactor}; what only derivatives need is added when they are first asked for. */
final class BlockedWorkspace extends Workspace {
    /** Cholesky factor of the diagonal block of each sparse node. */
    final double[][] diagonal;
    /** For each sparse node L^-1 times its row: q x (columns of its structure, then p + 1), row-major. */
    final double[][] rows;
    /** The dense nodes, X and y: lower triangle, rows no longer than they need be. */
    final double[][] rest;
    /** Solution of each factor for one right-hand side, levels x q. */
    final double[][] u;

    /** One right-hand side of the dense nodes. */
    final double[] x;

    private final Plan plan;
    private final int denseOrder;
    private final Queue<NodeScratch> scratch = new ConcurrentLinkedQueue<>();
    private double[][] inverse = {};
    /** Of which factor {@link #inverse} has L^-1; 0 where of none. */
    private long inverted;

    private double[][][] panels = {};
    /** Blocks of the inverse of the sparse nodes that others lean on: V_ii, and V_is in the shape of the row without [X y]. */
    private double[][] inverseDiagonal = {};

    private double[][] inverseRows = {};

    BlockedWorkspace(Plan plan, int p) {
        diagonal = new double[plan.sparse][];
        rows = new double[plan.sparse][];
        for (int i = 0; i < plan.sparse; i++) {
            diagonal[i] = new double[plan.width[i] * plan.width[i]];
            rows[i] = new double[plan.width[i] * plan.rowWidth[i]];
        }
        this.plan = plan;
        denseOrder = plan.denseOrder;
        x = new double[denseOrder];
        rest = DenseCholesky.storage(denseOrder + p + 1);
        u = new double[plan.node.length][];
        for (int f = 0; f < u.length; f++) {
            u[f] = new double[plan.node[f].length * plan.width[plan.node[f][0]]];
        }
    }

    /** Returns L^-1 of the dense nodes' corner L of the factor that is in here, formed once; {@link #inverse} overwrites it. */
    double[][] inverseFactor(Workers workers) {
        if (inverted != tenant()) {
            double[][] to = inverse();
            for (int r = 0; r < denseOrder; r++) {
                System.arraycopy(rest[r], 0, to[r], 0, r + 1);
            }
            DenseCholesky.invertFactor(to, denseOrder, workers);
            inverted = tenant();
        }
        return inverse;
    }

    /** Returns room for the inverse of the dense nodes' corner. */
    double[][] inverse() {
        inverted = 0;
        if (inverse.length != denseOrder) {
            inverse = DenseCholesky.storage(denseOrder);
        }
        return inverse;
    }

    /** Returns room for V_ii of node {@link Plan#independent} and the sparse ones after it, by node. */
    double[][] inverseDiagonal() {
        if (inverseDiagonal.length != plan.sparse) {
            inverseDiagonal = new double[plan.sparse][];
            for (int i = plan.independent; i < plan.sparse; i++) {
                inverseDiagonal[i] = new double[plan.width[i] * plan.width[i]];
            }
        }
        return inverseDiagonal;
    }

    /** Returns room for V_is of the same nodes. */
    double[][] inverseRows() {
        if (inverseRows.length != plan.sparse) {
            inverseRows = new double[plan.sparse][];
            for (int i = plan.independent; i < plan.sparse; i++) {
                inverseRows[i] = new double[plan.width[i] * plan.rowLength(i)];
            }
        }
        return inverseRows;
    }

    /** Returns room for transposed strips of the inverse of the dense factor. */
    double[][][] panels(int count, int rows, int columns) {
        if (panels.length != count) {
            panels = new double[count][rows][columns];
        }
        return panels;
    }

    /** Lends scratch for one task; there are never more than threads. */
    NodeScratch borrow() {
        NodeScratch free = scratch.poll();
        return free == null ? new NodeScratch(plan.widest, plan.longestRow) : free;
    }

    void giveBack(NodeScratch lent) {
        scratch.add(lent);
    }
}
