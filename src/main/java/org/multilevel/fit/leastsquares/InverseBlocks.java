package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * The blocks of the inverse of Omega that derivatives need, by Takahashi's recursion through the blocked factor.
 *
 * <p>For a sparse node i with factor L and row R over its later neighbours s, and Y = L^-T R: the inverse's blocks are
 * V_is = -Y V_ss and V_ii = (L L')^-1 - V_is Y'. Every V_ss that this asks for is there, because the neighbours of a node
 * are neighbours of each other in the factor. Source: Erisman and Tinney (1975), Comm. ACM 18, 177-179.
 */
final class InverseBlocks {
    private final CrossProducts products;
    private final EliminationOrder order;
    private final int p;
    /** V_ii of the sparse nodes. */
    private final double[][] diagonal;
    /** V_is of the sparse nodes, in the shape of their rows without y: q x (structure, then p). */
    private final double[][] rows;

    private double[][] rest = {};

    InverseBlocks(CrossProducts products, EliminationOrder order, int p) {
        this.products = products;
        this.order = order;
        this.p = p;
        this.diagonal = new double[order.sparse][];
        this.rows = new double[order.sparse][];
    }

    /** Returns A_ij of edge k of node i as q_i x q_j. */
    double[] edgeBlock(int i, int k) {
        int j = order.edgeNode[k];
        int fi = order.factor[i];
        int fj = order.factor[j];
        int qi = order.width[i];
        int qj = order.width[j];
        int at = order.edgeBlock[k];
        if (fi < fj) {
            return Arrays.copyOfRange(products.pair(fi, fj).blocks(), at, at + qi * qj);
        }
        return SmallMatrices.transposed(Arrays.copyOfRange(products.pair(fj, fi).blocks(), at, at + qi * qj), qj, qi);
    }

    /** Computes all blocks from the factor; {@code rest} already holds the inverse of the dense part. */
    void compute(
            double[][] factorDiagonal,
            double[][] factorRows,
            int[] rowWidth,
            double[][] rest,
            boolean withFixed,
            Workers workers) {
        this.rest = rest;
        for (int i = order.sparse - 1; i >= 0; i--) {
            workers.checkCancelled();
            computeNode(i, factorDiagonal[i], factorRows[i], rowWidth[i], withFixed);
        }
    }

    private void computeNode(int i, double[] l, double[] factorRow, int stride, boolean withFixed) {
        int q = order.width[i];
        int columns = stride - 1;
        double[] y = new double[q * columns];
        for (int a = 0; a < q; a++) {
            System.arraycopy(factorRow, a * stride, y, a * columns, columns);
        }
        SmallMatrices.solveLowerTransposed(l, 0, q, y, 0, columns);
        int used = withFixed ? columns : columns - p;
        double[] v = new double[q * columns];
        multiplyByNeighbours(i, y, v, columns, withFixed);
        rows[i] = v;
        double[] d = SmallMatrices.identity(q);
        SmallMatrices.solveLower(l, 0, q, d, 0, q);
        SmallMatrices.solveLowerTransposed(l, 0, q, d, 0, q);
        for (int a = 0; a < q; a++) {
            for (int b = 0; b < q; b++) {
                double s = d[a * q + b];
                for (int c = 0; c < used; c++) {
                    s -= v[a * columns + c] * y[b * columns + c];
                }
                d[a * q + b] = s;
            }
        }
        diagonal[i] = d;
    }

    /** Writes -y V_ss into v: the sparse neighbours one by one, then the dense ones together. */
    private void multiplyByNeighbours(int i, double[] y, double[] v, int columns, boolean withFixed) {
        int[] structure = order.structure[i];
        int at = 0;
        for (int s = 0; s < structure.length && structure[s] < order.sparse; s++) {
            multiplySparse(i, s, at, y, v, columns, withFixed);
            at += order.width[structure[s]];
        }
        multiplyDense(i, at, y, v, columns, withFixed);
    }

    /** Takes the row and column of sparse neighbour s of the symmetric V_ss. */
    private void multiplySparse(int i, int s, int at, double[] y, double[] v, int columns, boolean withFixed) {
        int q = order.width[i];
        int[] structure = order.structure[i];
        int a = structure[s];
        int w = order.width[a];
        double[] own = diagonal[a];
        double[] row = rows[a];
        int stride = row.length / w;
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
        int[] later = order.structure[a];
        for (int k = s + 1; k < structure.length; k++) {
            while (later[t] != structure[k]) {
                to += order.width[later[t++]];
            }
            int width = order.width[structure[k]];
            symmetricProduct(q, columns, at, w, from, width, row, stride, to, y, v);
            from += width;
        }
        if (withFixed) {
            symmetricProduct(q, columns, at, w, from, p, row, stride, stride - p, y, v);
        }
    }

    private static void symmetricProduct(
            int q,
            int columns,
            int a,
            int w,
            int b,
            int width,
            double[] block,
            int stride,
            int at,
            double[] y,
            double[] v) {
        for (int k = 0; k < q; k++) {
            int base = k * columns;
            for (int x = 0; x < w; x++) {
                double sum = 0;
                double f = y[base + a + x];
                for (int z = 0; z < width; z++) {
                    double e = block[x * stride + at + z];
                    sum += e * y[base + b + z];
                    v[base + b + z] -= e * f;
                }
                v[base + a + x] -= sum;
            }
        }
    }

    /** Takes the dense neighbours, whose columns begin at {@code at}, with the fixed columns behind them. */
    private void multiplyDense(int i, int at, double[] y, double[] v, int columns, boolean withFixed) {
        int[] places = order.densePlaces[i];
        int count = places.length - (withFixed ? 1 : p + 1);
        for (int base = at; base < v.length; base += columns) {
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

    /** Adds A Lambda V per level (and Z'WX V_xz if restricted), summed over the levels of each factor. */
    void addTraces(double[][] lambda, boolean restricted, double[][] into, Workers workers) {
        for (int i = 0; i < order.nodes; i++) {
            workers.checkCancelled();
            int f = order.factor[i];
            int q = order.width[i];
            double[] scaled = SmallMatrices.times(lambda[f], ownBlock(i), q, q, q);
            addProduct(products.zz[f], order.level[i] * q * q, scaled, q, q, q, into[f]);
            if (restricted) {
                addFixedTrace(i, into[f]);
            }
            addEdgeTraces(i, lambda, into);
        }
    }

    private void addEdgeTraces(int i, double[][] lambda, double[][] into) {
        int f = order.factor[i];
        int q = order.width[i];
        int s = 0;
        int column = 0;
        for (int k = order.edgeStart[i]; k < order.edgeStart[i + 1]; k++) {
            int j = order.edgeNode[k];
            int g = order.factor[j];
            int r = order.width[j];
            if (i < order.sparse) {
                while (order.structure[i][s] != j) {
                    column += order.width[order.structure[i][s++]];
                }
            }
            double[] v = neighbourBlock(i, j, column);
            double[] block = edgeBlock(i, k);
            if (q == 1 && r == 1) {
                into[f][0] += block[0] * lambda[g][0] * v[0];
                into[g][0] += block[0] * lambda[f][0] * v[0];
                continue;
            }
            double[] transposed = SmallMatrices.transposed(v, q, r);
            addProduct(block, 0, SmallMatrices.times(lambda[g], transposed, r, r, q), q, r, q, into[f]);
            double[] blockTransposed = SmallMatrices.transposed(block, q, r);
            addProduct(blockTransposed, 0, SmallMatrices.times(lambda[f], v, q, q, r), r, q, r, into[g]);
        }
    }

    private static void addProduct(double[] a, int at, double[] b, int n, int m, int k, double[] into) {
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < k; y++) {
                double s = 0;
                for (int z = 0; z < m; z++) {
                    s += a[at + x * m + z] * b[z * k + y];
                }
                into[x * k + y] += s;
            }
        }
    }

    private void addFixedTrace(int i, double[] into) {
        int q = order.width[i];
        double[] b = products.zxy[order.factor[i]];
        int at = order.level[i] * q * (p + 1);
        for (int x = 0; x < q; x++) {
            for (int y = 0; y < q; y++) {
                double s = 0;
                for (int j = 0; j < p; j++) {
                    double v = i < order.sparse
                            ? rows[i][(y + 1) * (rows[i].length / q) - p + j]
                            : rest[order.denseOrder + j][order.denseRow[i] + y];
                    s += b[at + x * (p + 1) + j] * v;
                }
                into[x * q + y] += s;
            }
        }
    }

    private double[] ownBlock(int i) {
        if (i < order.sparse) {
            return diagonal[i];
        }
        int q = order.width[i];
        int at = order.denseRow[i];
        double[] block = new double[q * q];
        for (int x = 0; x < q; x++) {
            for (int y = 0; y <= x; y++) {
                block[x * q + y] = rest[at + x][at + y];
                block[y * q + x] = rest[at + x][at + y];
            }
        }
        return block;
    }

    /** Returns V_ij, q_i x q_j, for an edge i before j whose block in row i (if sparse) starts at {@code column}. */
    private double[] neighbourBlock(int i, int j, int column) {
        int q = order.width[i];
        int r = order.width[j];
        double[] block = new double[q * r];
        int stride = i < order.sparse ? rows[i].length / q : 0;
        for (int x = 0; x < q; x++) {
            for (int y = 0; y < r; y++) {
                block[x * r + y] = i < order.sparse
                        ? rows[i][x * stride + column + y]
                        : rest[order.denseRow[j] + y][order.denseRow[i] + x];
            }
        }
        return block;
    }

    /** Adds -weight c u' per level, with c = Z'W(y - X beta - Z Lambda u): half of the derivative of weight r^2. */
    void addResidualPart(double[][] lambda, double[] beta, double[][] modes, double weight, double[][] into) {
        double[][] effects = new double[modes.length][];
        for (int f = 0; f < modes.length; f++) {
            int q = products.widths[f];
            effects[f] =
                    SmallMatrices.times(modes[f], SmallMatrices.transposed(lambda[f], q, q), products.levels[f], q, q);
        }
        double[][] c = residualCross(beta, effects);
        for (int f = 0; f < modes.length; f++) {
            int q = products.widths[f];
            for (int level = 0; level < products.levels[f]; level++) {
                for (int x = 0; x < q; x++) {
                    for (int y = 0; y < q; y++) {
                        into[f][x * q + y] -= weight * c[f][level * q + x] * modes[f][level * q + y];
                    }
                }
            }
        }
    }

    private double[][] residualCross(double[] beta, double[][] effects) {
        double[][] c = new double[effects.length][];
        for (int f = 0; f < c.length; f++) {
            int q = products.widths[f];
            c[f] = new double[effects[f].length];
            for (int r = 0; r < c[f].length; r++) {
                int at = r * (p + 1);
                double s = products.zxy[f][at + p];
                for (int j = 0; j < p; j++) {
                    s -= products.zxy[f][at + j] * beta[j];
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
                subtractPair(f, g, effects, c);
            }
        }
        return c;
    }

    private void subtractPair(int f, int g, double[][] effects, double[][] c) {
        PairProducts pair = products.pair(f, g);
        int q = products.widths[f];
        int r = products.widths[g];
        for (int k = 0; k < pair.size(); k++) {
            int at = k * q * r;
            int a = pair.first(k) * q;
            int b = pair.second(k) * r;
            for (int x = 0; x < q; x++) {
                for (int y = 0; y < r; y++) {
                    double e = pair.blocks()[at + x * r + y];
                    c[f][a + x] -= e * effects[g][b + y];
                    c[g][b + y] -= e * effects[f][a + x];
                }
            }
        }
    }

    /** Returns lambda V_ii lambda' of every level. */
    double[][] conditionalCovariance(double[][] lambda) {
        double[][] covariance = new double[products.widths.length][];
        for (int f = 0; f < covariance.length; f++) {
            covariance[f] = new double[products.levels[f] * products.widths[f] * products.widths[f]];
        }
        for (int i = 0; i < order.nodes; i++) {
            int f = order.factor[i];
            int q = order.width[i];
            double[] half = SmallMatrices.times(lambda[f], ownBlock(i), q, q, q);
            double[] block = SmallMatrices.times(half, SmallMatrices.transposed(lambda[f], q, q), q, q, q);
            System.arraycopy(block, 0, covariance[f], order.level[i] * q * q, q * q);
        }
        return covariance;
    }
}
