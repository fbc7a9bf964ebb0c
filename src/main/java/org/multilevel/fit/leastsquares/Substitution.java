package org.multilevel.fit.leastsquares;

import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/** Solves with the blocked factor L of a workspace for right-hand sides that are not among its columns. */
final class Substitution {
    private final Plan plan;
    private final BlockedWorkspace workspace;
    private final Workers workers;

    Substitution(Plan plan, BlockedWorkspace workspace, Workers workers) {
        this.plan = plan;
        this.workspace = workspace;
        this.workers = workers;
    }

    /**
     * Replaces a right-hand side by L^-1 of it; what belongs to levels in the dense part moves from {@code z} to {@code rest}.
     *
     * @param z per factor levels x q
     * @param rest the dense nodes, then the fixed columns and one more
     * @param fixed how many fixed columns take part
     */
    void forward(double[][] z, double[] rest, int fixed) {
        for (int i = plan.sparse; i < plan.nodes; i++) {
            int q = plan.width[i];
            int at = plan.level[i] * q;
            for (int x = 0; x < q; x++) {
                rest[plan.denseRow[i] + x] = z[plan.factor[i]][at + x];
                z[plan.factor[i]][at + x] = 0;
            }
        }
        for (int i = 0; i < plan.sparse; i++) {
            checkCancelled(i);
            eliminate(i, z, rest);
        }
        for (int r = 0; r < plan.denseOrder + fixed; r++) {
            checkCancelled(r);
            double[] row = workspace.rest[r];
            double s = rest[r];
            for (int k = 0; k < r; k++) {
                s -= row[k] * rest[k];
            }
            rest[r] = s / row[r];
        }
        rest[plan.denseOrder + fixed] = 0;
    }

    private void eliminate(int i, double[][] z, double[] rest) {
        int q = plan.width[i];
        double[] own = z[plan.factor[i]];
        int at = plan.level[i] * q;
        SmallMatrices.solveLower(workspace.diagonal[i], 0, q, own, at, 1);
        double[] row = workspace.rows[i];
        for (int x = 0; x < q; x++) {
            int k = x * plan.rowWidth[i];
            double solved = own[at + x];
            for (int j : plan.structure[i]) {
                if (j >= plan.sparse) {
                    break;
                }
                int r = plan.width[j];
                double[] later = z[plan.factor[j]];
                if (r == 1) {
                    later[plan.level[j]] -= row[k++] * solved;
                    continue;
                }
                for (int y = 0; y < r; y++) {
                    later[plan.level[j] * r + y] -= row[k++] * solved;
                }
            }
            for (int place : plan.densePlaces[i]) {
                rest[place] -= row[k++] * solved;
            }
        }
    }

    /** Replaces what {@link #forward} made, without fixed columns, by L^-T of it: the solution, all of it in {@code z}. */
    void backward(double[][] z, double[] rest) {
        for (int k = plan.denseOrder - 1; k >= 0; k--) {
            checkCancelled(k);
            double[] row = workspace.rest[k];
            rest[k] /= row[k];
            for (int i = 0; i < k; i++) {
                rest[i] -= row[i] * rest[k];
            }
        }
        for (int i = plan.sparse; i < plan.nodes; i++) {
            System.arraycopy(rest, plan.denseRow[i], z[plan.factor[i]], plan.level[i] * plan.width[i], plan.width[i]);
        }
        for (int i = plan.sparse - 1; i >= 0; i--) {
            checkCancelled(i);
            substituteBack(i, z, rest);
        }
    }

    private void substituteBack(int i, double[][] z, double[] rest) {
        int q = plan.width[i];
        int[] places = plan.densePlaces[i];
        double[] row = workspace.rows[i];
        double[] own = z[plan.factor[i]];
        int to = plan.level[i] * q;
        for (int x = 0; x < q; x++) {
            int k = x * plan.rowWidth[i];
            double s = own[to + x];
            for (int j : plan.structure[i]) {
                if (j >= plan.sparse) {
                    break;
                }
                int w = plan.width[j];
                double[] known = z[plan.factor[j]];
                if (w == 1) {
                    s -= row[k++] * known[plan.level[j]];
                    continue;
                }
                for (int y = 0; y < w; y++) {
                    s -= row[k++] * known[plan.level[j] * w + y];
                }
            }
            int end = x * plan.rowWidth[i] + plan.rowLength(i);
            for (int place = 0; k < end; place++) {
                s -= row[k++] * rest[places[place]];
            }
            own[to + x] = s;
        }
        SmallMatrices.solveLowerTransposed(workspace.diagonal[i], 0, q, own, to, 1);
    }

    private void checkCancelled(int i) {
        if (i % BlockedFactor.SELDOM == 0) {
            workers.checkCancelled();
        }
    }
}
