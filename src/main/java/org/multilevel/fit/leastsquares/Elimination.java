package org.multilevel.fit.leastsquares;

/** One step of a blocked Cholesky factorisation in the order of a plan: what the row of an eliminated node takes from later ones. */
final class Elimination {
    private final Plan plan;
    private final BlockedWorkspace workspace;
    private final int p;

    Elimination(Plan plan, BlockedWorkspace workspace, int p) {
        this.plan = plan;
        this.workspace = workspace;
        this.p = p;
    }

    /** Subtracts the square R'R of row i from what comes later. */
    void subtractSquare(int i) {
        int[] structure = plan.structure[i];
        int column = 0;
        for (int s = 0; s < structure.length && structure[s] < plan.sparse; s++) {
            subtractFromSparse(i, s, column);
            column += plan.width[structure[s]];
        }
        subtractFromDense(i, column);
    }

    private void subtractFromSparse(int i, int s, int column) {
        int[] structure = plan.structure[i];
        int target = structure[s];
        int r = plan.width[target];
        int stride = plan.rowWidth[target];
        subtractProduct(i, column, r, column, r, workspace.diagonal[target], r, 0);
        int[] later = plan.structure[target];
        int from = column + r;
        int to = 0;
        int t = 0;
        for (int k = s + 1; k < structure.length; k++) {
            while (later[t] != structure[k]) {
                to += plan.width[later[t++]];
            }
            int w = plan.width[structure[k]];
            subtractProduct(i, column, r, from, w, workspace.rows[target], stride, to);
            from += w;
        }
        subtractProduct(i, column, r, from, p + 1, workspace.rows[target], stride, stride - p - 1);
    }

    /** Subtracts R_a'R_b (columns from a of width r, from b of width w, of row i) from a block of width w at column {@code to}. */
    private void subtractProduct(int i, int a, int r, int b, int w, double[] target, int stride, int to) {
        int q = plan.width[i];
        int columns = plan.rowWidth[i];
        double[] row = workspace.rows[i];
        if (q == 1 && r == 1) {
            double f = row[a];
            for (int y = 0; y < w; y++) {
                target[to + y] -= f * row[b + y];
            }
            return;
        }
        for (int k = 0; k < q; k++) {
            for (int x = 0; x < r; x++) {
                double f = row[k * columns + a + x];
                int at = x * stride + to;
                int source = k * columns + b;
                for (int y = 0; y < w; y++) {
                    target[at + y] -= f * row[source + y];
                }
            }
        }
    }

    /** Subtracts the square of row i from {@code column} on, where its dense neighbours begin, X and y behind them. */
    private void subtractFromDense(int i, int column) {
        int[] places = plan.densePlaces[i];
        double[] row = workspace.rows[i];
        for (int at = column; at < row.length; at += plan.rowWidth[i]) {
            for (int x = 0; x < places.length; x++) {
                double[] target = workspace.rest[places[x]];
                double f = row[at + x];
                for (int y = 0; y <= x; y++) {
                    target[places[y]] -= f * row[at + y];
                }
            }
        }
    }
}
