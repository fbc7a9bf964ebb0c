package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/**
 * The blocks of V = (Lambda'Z'WZ Lambda + I)^-1 where the factor has blocks, by Takahashi's recursion through the blocked factor.
 *
 * <p>For a sparse node i with factor L and row R over its later neighbours s, and Y = L^-T R: V_is = -Y V_ss and V_ii = (L L')^-1 -
 * V_is Y'. Every V_ss that this asks for is there, because the neighbours of a node are neighbours of each other in the factor. The
 * nodes of the first factor are nobody's later neighbours, so their blocks are shown and forgotten. Source: Erisman and Tinney
 * (1975), Comm. ACM 18, 177-179.
 */
final class InverseBlocks {
    /** Looks at V_ii ({@code scratch.own}) and, of a sparse node, V_is ({@code scratch.row}); may use a, b and c of the scratch. */
    interface Visitor {
        void visit(int node, NodeScratch scratch);
    }

    /** As {@link Visitor}, for sums: the chunk of the node says to which partial sum it belongs. */
    interface ChunkVisitor {
        void visit(int chunk, int node, NodeScratch scratch);
    }

    private final Plan plan;
    private final BlockedWorkspace workspace;
    private final Workers workers;
    private final double[][] rest;
    private final double[][] diagonal;
    private final double[][] rows;

    /** Computes what more than one node needs; the factor in the workspace stays. */
    InverseBlocks(Plan plan, BlockedWorkspace workspace, Workers workers) {
        this.plan = plan;
        this.workspace = workspace;
        this.workers = workers;
        rest = workspace.inverse();
        diagonal = workspace.inverseDiagonal();
        rows = workspace.inverseRows();
        for (int r = 0; r < plan.denseOrder; r++) {
            System.arraycopy(workspace.rest[r], 0, rest[r], 0, r + 1);
        }
        DenseCholesky.invert(rest, plan.denseOrder, workers);
        NodeScratch scratch = workspace.borrow();
        for (int i = plan.sparse - 1; i >= plan.independent; i--) {
            workers.checkCancelled();
            computeNode(i, scratch);
            System.arraycopy(scratch.own, 0, diagonal[i], 0, diagonal[i].length);
            System.arraycopy(scratch.row, 0, rows[i], 0, rows[i].length);
        }
        workspace.giveBack(scratch);
    }

    /** Shows the blocks of every node, many at a time. */
    void forEachNode(Visitor visitor) {
        forEachNode((chunk, node, scratch) -> visitor.visit(node, scratch));
    }

    /** Shows the blocks of every node: those of a chunk in order, many chunks at a time. */
    void forEachNode(ChunkVisitor visitor) {
        workers.run(plan.chunks(), chunk -> {
            NodeScratch scratch = workspace.borrow();
            for (int i = plan.chunkStart(chunk); i < plan.chunkStart(chunk + 1); i++) {
                workers.checkCancelled();
                load(i, scratch);
                visitor.visit(chunk, i, scratch);
            }
            workspace.giveBack(scratch);
        });
    }

    private void load(int i, NodeScratch scratch) {
        if (i >= plan.sparse) {
            loadDense(i, scratch.own);
        } else if (i >= plan.independent) {
            System.arraycopy(diagonal[i], 0, scratch.own, 0, diagonal[i].length);
            System.arraycopy(rows[i], 0, scratch.row, 0, rows[i].length);
        } else {
            computeNode(i, scratch);
        }
    }

    private void loadDense(int i, double[] own) {
        int q = plan.width[i];
        int at = plan.denseRow[i];
        for (int x = 0; x < q; x++) {
            for (int y = 0; y <= x; y++) {
                own[x * q + y] = rest[at + x][at + y];
                own[y * q + x] = rest[at + x][at + y];
            }
        }
    }

    /** Writes V_ij of edge k of node i, which has been loaded, into {@code block}, q_i x q_j. */
    void edge(int i, int k, NodeScratch scratch, double[] block) {
        int j = plan.edgeNode[k];
        int q = plan.width[i];
        int r = plan.width[j];
        if (q == 1 && r == 1 && i < plan.sparse) {
            block[0] = scratch.row[plan.edgeColumn[k]];
            return;
        }
        for (int x = 0; x < q; x++) {
            if (i < plan.sparse) {
                System.arraycopy(scratch.row, x * plan.rowLength(i) + plan.edgeColumn[k], block, x * r, r);
                continue;
            }
            for (int y = 0; y < r; y++) {
                block[x * r + y] = rest[plan.denseRow[j] + y][plan.denseRow[i] + x];
            }
        }
    }

    private void computeNode(int i, NodeScratch scratch) {
        int q = plan.width[i];
        int columns = plan.rowLength(i);
        double[] l = workspace.diagonal[i];
        double[] y = scratch.y;
        double[] v = scratch.row;
        double[] own = scratch.own;
        for (int a = 0; a < q; a++) {
            System.arraycopy(workspace.rows[i], a * plan.rowWidth[i], y, a * columns, columns);
        }
        SmallMatrices.solveLowerTransposed(l, 0, q, y, 0, columns);
        Arrays.fill(v, 0, q * columns, 0);
        multiplyByNeighbours(i, y, v, columns);
        SmallMatrices.inverseInto(l, q, own);
        for (int a = 0; a < q; a++) {
            for (int b = 0; b < q; b++) {
                double s = 0;
                for (int c = 0; c < columns; c++) {
                    s += v[a * columns + c] * y[b * columns + c];
                }
                own[a * q + b] -= s;
            }
        }
    }

    /** Writes -y V_ss into v: the sparse neighbours one by one, then the dense ones together. */
    private void multiplyByNeighbours(int i, double[] y, double[] v, int columns) {
        int[] structure = plan.structure[i];
        int q = plan.width[i];
        int at = 0;
        for (int s = 0; s < structure.length && structure[s] < plan.sparse; s++) {
            multiplySparse(i, s, at, y, v, columns);
            at += plan.width[structure[s]];
        }
        int[] places = plan.densePlaces[i];
        int count = columns - at;
        for (int base = at; base < q * columns; base += columns) {
            multiplyDense(places, count, base, y, v);
        }
    }

    /** Takes the row and column of sparse neighbour s of the symmetric V_ss. */
    private void multiplySparse(int i, int s, int at, double[] y, double[] v, int columns) {
        int q = plan.width[i];
        int[] structure = plan.structure[i];
        int a = structure[s];
        int w = plan.width[a];
        double[] own = diagonal[a];
        for (int k = 0; k < q; k++) {
            int base = k * columns;
            for (int x = 0; x < w; x++) {
                for (int z = 0; z < w; z++) {
                    v[base + at + x] -= own[x * w + z] * y[base + at + z];
                }
            }
        }
        int from = at + w;
        int to = 0;
        int t = 0;
        int[] later = plan.structure[a];
        for (int k = s + 1; k < structure.length; k++) {
            while (later[t] != structure[k]) {
                to += plan.width[later[t++]];
            }
            int width = plan.width[structure[k]];
            for (int base = 0; base < q * columns; base += columns) {
                symmetricProduct(base + at, w, base + from, width, rows[a], plan.rowLength(a), to, y, v);
            }
            from += width;
        }
    }

    private static void symmetricProduct(
            int a, int w, int b, int width, double[] block, int stride, int at, double[] y, double[] v) {
        for (int x = 0; x < w; x++) {
            double sum = 0;
            double f = y[a + x];
            for (int z = 0; z < width; z++) {
                double e = block[x * stride + at + z];
                sum += e * y[b + z];
                v[b + z] -= e * f;
            }
            v[a + x] -= sum;
        }
    }

    /** Takes the dense neighbours, whose columns begin at {@code base}. */
    private void multiplyDense(int[] places, int count, int base, double[] y, double[] v) {
        for (int r = 0; r < count; r++) {
            double[] row = rest[places[r]];
            double f = y[base + r];
            double sum = row[places[r]] * f;
            for (int c = 0; c < r; c++) {
                double e = row[places[c]];
                sum += e * y[base + c];
                v[base + c] -= e * f;
            }
            v[base + r] -= sum;
        }
    }
}
