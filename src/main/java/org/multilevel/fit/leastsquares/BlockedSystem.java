package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.LogProduct;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Penalised least squares with two or more grouping factors, nested, crossed or partially crossed.
 *
 * <p>Omega is factored level by level as {@link EliminationOrder} says: the sparse levels one by one, each row of the factor
 * holding its later neighbours and [X y]; the rest, with X and y last, as one dense matrix. The derivative needs the inverse of
 * Omega only where Z'WZ has blocks, which is where the factor has them too (Takahashi's recursion, backwards through the same order).
 * The dense matrix is the only work that grows with the cube of anything.
 */
public final class BlockedSystem implements PenalizedLeastSquares {
    private final CrossProducts products;
    private final Workers workers;
    private final EliminationOrder order;
    private final int p;
    private final int dense;
    private final int n;
    /** Cholesky factor of the diagonal block of each sparse node. */
    private final double[][] diagonal;
    /** For each sparse node L^-1 times its row: q x (columns of its structure, then p + 1), row-major. */
    private final double[][] rows;

    private final int[] rowWidth;
    private final double[][] rest;
    private double[][] lambda = {};
    private double logDetRandom;
    private double logDetFixed;
    private double residual;
    private double[] beta = {};
    private double[] fixedInverse = {};
    private double[][] modes = {};
    private final InverseBlocks inverse;
    private boolean inverted;

    public BlockedSystem(CrossProducts products, Workers workers) {
        this.products = products;
        this.workers = workers;
        this.order = new EliminationOrder(products, workers);
        this.p = products.p;
        this.dense = order.denseOrder;
        this.n = dense + p + 1;
        this.diagonal = new double[order.sparse][];
        this.rows = new double[order.sparse][];
        this.rowWidth = new int[order.sparse];
        for (int i = 0; i < order.sparse; i++) {
            int columns = p + 1;
            for (int j : order.structure[i]) {
                columns += order.width[j];
            }
            rowWidth[i] = columns;
            diagonal[i] = new double[order.width[i] * order.width[i]];
            rows[i] = new double[order.width[i] * columns];
        }
        this.rest = new double[n][n];
        this.inverse = new InverseBlocks(products, order, p);
    }

    @Override
    public int fixedColumns() {
        return p;
    }

    @Override
    public boolean factor(double[][] lambdas) {
        lambda = Arrays.stream(lambdas).map(double[]::clone).toArray(double[][]::new);
        inverted = false;
        assemble();
        LogProduct logDet = new LogProduct();
        for (int i = 0; i < order.sparse; i++) {
            workers.checkCancelled();
            if (!eliminate(i, logDet)) {
                return false;
            }
        }
        if (!DenseCholesky.factor(rest, n, n - 1, workers)) {
            return false;
        }
        for (int i = 0; i < dense; i++) {
            logDet.multiply(rest[i][i] * rest[i][i], 1);
        }
        logDetRandom = logDet.log();
        logDetFixed = 0;
        for (int j = 0; j < p; j++) {
            logDetFixed += 2 * StrictMath.log(rest[dense + j][dense + j]);
        }
        residual = rest[n - 1][n - 1];
        solve();
        return !Double.isNaN(logDetRandom) && !Double.isNaN(residual);
    }

    /** Writes Omega into the places of its factor. */
    private void assemble() {
        for (double[] row : rest) {
            Arrays.fill(row, 0);
        }
        for (int i = 0; i < order.nodes; i++) {
            assembleNode(i);
        }
        for (int i = 0; i <= p; i++) {
            System.arraycopy(products.xy, i * (p + 1), rest[dense + i], dense, i + 1);
        }
    }

    private void assembleNode(int i) {
        int f = order.factor[i];
        int q = order.width[i];
        int p1 = p + 1;
        double[] m = new double[q * q];
        SmallMatrices.penalised(products.zz[f], order.level[i] * q * q, lambda[f], q, m, 0, new double[q * q]);
        double[] xyPart = new double[q * p1];
        double[] transposed = SmallMatrices.transposed(lambda[f], q, q);
        SmallMatrices.timesInto(transposed, 0, products.zxy[f], order.level[i] * q * p1, xyPart, 0, q, q, p1);
        if (i < order.sparse) {
            System.arraycopy(m, 0, diagonal[i], 0, m.length);
            double[] row = rows[i];
            int columns = rowWidth[i];
            Arrays.fill(row, 0);
            for (int a = 0; a < q; a++) {
                System.arraycopy(xyPart, a * p1, row, (a + 1) * columns - p1, p1);
            }
            assembleSparseEdges(i, transposed);
        } else {
            int at = order.denseRow[i];
            for (int a = 0; a < q; a++) {
                System.arraycopy(m, a * q, rest[at + a], at, a + 1);
                for (int j = 0; j < p1; j++) {
                    rest[dense + j][at + a] = xyPart[a * p1 + j];
                }
            }
            assembleDenseEdges(i, transposed);
        }
    }

    private void assembleSparseEdges(int i, double[] lambdaTransposed) {
        int q = order.width[i];
        int columns = rowWidth[i];
        int column = 0;
        int s = 0;
        for (int k = order.edgeStart[i]; k < order.edgeStart[i + 1]; k++) {
            int j = order.edgeNode[k];
            while (order.structure[i][s] != j) {
                column += order.width[order.structure[i][s++]];
            }
            double[] block = SmallMatrices.times(lambdaTransposed, scaledBlock(i, k), q, q, order.width[j]);
            for (int a = 0; a < q; a++) {
                System.arraycopy(block, a * order.width[j], rows[i], a * columns + column, order.width[j]);
            }
        }
    }

    private void assembleDenseEdges(int i, double[] lambdaTransposed) {
        int q = order.width[i];
        for (int k = order.edgeStart[i]; k < order.edgeStart[i + 1]; k++) {
            int j = order.edgeNode[k];
            int r = order.width[j];
            double[] block = SmallMatrices.times(lambdaTransposed, scaledBlock(i, k), q, q, r);
            for (int a = 0; a < q; a++) {
                for (int b = 0; b < r; b++) {
                    rest[order.denseRow[j] + b][order.denseRow[i] + a] = block[a * r + b];
                }
            }
        }
    }

    /** Returns A_ij lambda_j for edge k of node i: q_i x q_j. */
    private double[] scaledBlock(int i, int k) {
        int j = order.edgeNode[k];
        double[] block = inverse.edgeBlock(i, k);
        return SmallMatrices.times(block, lambda[order.factor[j]], order.width[i], order.width[j], order.width[j]);
    }

    /** Eliminates sparse node i: factors its block, solves its row, and subtracts the row's square from what comes later. */
    private boolean eliminate(int i, LogProduct logDet) {
        int q = order.width[i];
        if (!SmallMatrices.cholesky(diagonal[i], 0, q)) {
            return false;
        }
        for (int a = 0; a < q; a++) {
            logDet.multiply(diagonal[i][a * q + a] * diagonal[i][a * q + a], 1);
        }
        int columns = rowWidth[i];
        SmallMatrices.solveLower(diagonal[i], 0, q, rows[i], 0, columns);
        int[] structure = order.structure[i];
        int column = 0;
        for (int s = 0; s < structure.length && structure[s] < order.sparse; s++) {
            subtractFromSparse(i, s, column);
            column += order.width[structure[s]];
        }
        subtractFromDense(i, column);
        return true;
    }

    private void subtractFromSparse(int i, int s, int column) {
        int[] structure = order.structure[i];
        int target = structure[s];
        int r = order.width[target];
        subtractProduct(i, column, r, column, r, diagonal[target], r, 0);
        int[] later = order.structure[target];
        int from = column + r;
        int to = 0;
        int t = 0;
        for (int k = s + 1; k < structure.length; k++) {
            while (later[t] != structure[k]) {
                to += order.width[later[t++]];
            }
            int w = order.width[structure[k]];
            subtractProduct(i, column, r, from, w, rows[target], rowWidth[target], to);
            from += w;
        }
        subtractProduct(i, column, r, from, p + 1, rows[target], rowWidth[target], rowWidth[target] - p - 1);
    }

    /** Subtracts R_a'R_b (columns from a of width r, from b of width w, of row i) from a block of width w at column {@code to}. */
    private void subtractProduct(int i, int a, int r, int b, int w, double[] target, int stride, int to) {
        int q = order.width[i];
        int columns = rowWidth[i];
        double[] row = rows[i];
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
        int[] places = order.densePlaces[i];
        double[] row = rows[i];
        for (int at = column; at < row.length; at += rowWidth[i]) {
            for (int x = 0; x < places.length; x++) {
                double[] target = rest[places[x]];
                double f = row[at + x];
                for (int y = 0; y <= x; y++) {
                    target[places[y]] -= f * row[at + y];
                }
            }
        }
    }

    /** Back-substitutes for beta and u, and keeps (X'V^-1X)^-1. */
    private void solve() {
        double[] x = Arrays.copyOf(rest[n - 1], n - 1);
        backSolveDense(x);
        beta = Arrays.copyOfRange(x, dense, dense + p);
        double[] lx = new double[p * p];
        for (int i = 0; i < p; i++) {
            System.arraycopy(rest[dense + i], dense, lx, i * p, i + 1);
        }
        double[] k = SmallMatrices.invertLower(lx, p);
        fixedInverse = SmallMatrices.times(SmallMatrices.transposed(k, p, p), k, p, p, p);
        modes = backSubstituted(x, p, beta);
    }

    /** Replaces x by L^-T x for the leading corner L of the dense factor, row by row of L. */
    private void backSolveDense(double[] x) {
        for (int k = x.length - 1; k >= 0; k--) {
            double[] row = rest[k];
            double value = x[k] / row[k];
            x[k] = value;
            for (int i = 0; i < k; i++) {
                x[i] -= row[i] * value;
            }
        }
    }

    /**
     * Returns u of every factor for one of the columns [X y] as right-hand side.
     *
     * @param solved what the dense nodes have
     * @param column the right-hand side, p for y
     * @param coefficients what the columns of X take off it
     */
    private double[][] backSubstituted(double[] solved, int column, double[] coefficients) {
        double[][] u = new double[products.widths.length][];
        for (int f = 0; f < u.length; f++) {
            u[f] = new double[products.levels[f] * products.widths[f]];
        }
        for (int i = order.nodes - 1; i >= order.sparse; i--) {
            System.arraycopy(
                    solved, order.denseRow[i], u[order.factor[i]], order.level[i] * order.width[i], order.width[i]);
        }
        for (int i = order.sparse - 1; i >= 0; i--) {
            backSubstitute(i, column, coefficients, u);
        }
        return u;
    }

    private void backSubstitute(int i, int column, double[] coefficients, double[][] u) {
        int q = order.width[i];
        int columns = rowWidth[i];
        double[] c = new double[q];
        for (int a = 0; a < q; a++) {
            int at = a * columns;
            double s = rows[i][at + columns - 1 - p + column];
            for (int j : order.structure[i]) {
                int from = order.level[j] * order.width[j];
                for (int y = 0; y < order.width[j]; y++) {
                    s -= rows[i][at++] * u[order.factor[j]][from + y];
                }
            }
            for (double coefficient : coefficients) {
                s -= rows[i][at++] * coefficient;
            }
            c[a] = s;
        }
        SmallMatrices.solveLowerTransposed(diagonal[i], 0, q, c, 0, 1);
        System.arraycopy(c, 0, u[order.factor[i]], order.level[i] * q, q);
    }

    @Override
    public double logDetRandom() {
        return logDetRandom;
    }

    @Override
    public double logDetFixed() {
        return logDetFixed;
    }

    @Override
    public double residual() {
        return residual;
    }

    @Override
    public double[] beta() {
        return beta.clone();
    }

    @Override
    public double[] fixedInverse() {
        return fixedInverse.clone();
    }

    @Override
    public double[][] modes() {
        return Arrays.stream(modes).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double total() {
        return products.xy[products.xy.length - 1];
    }

    @Override
    public void addHalfGradient(boolean restricted, double weight, double[][] into) {
        invert(restricted);
        inverse.addTraces(lambda, restricted, into, workers);
        inverse.addResidualPart(lambda, beta, modes, weight, into);
    }

    @Override
    public double[][] conditionalCovariance() {
        invert(false);
        return inverse.conditionalCovariance(lambda);
    }

    @Override
    public double[][] influenceOfFixed() {
        if (inverted) {
            factor(lambda);
        }
        double[][] influence = new double[products.widths.length][];
        for (int f = 0; f < influence.length; f++) {
            influence[f] = new double[products.levels[f] * products.widths[f] * p];
        }
        for (int j = 0; j < p; j++) {
            workers.checkCancelled();
            double[] solved = Arrays.copyOf(rest[dense + j], dense);
            backSolveDense(solved);
            double[][] u = backSubstituted(solved, j, new double[0]);
            for (int f = 0; f < u.length; f++) {
                int q = products.widths[f];
                double[] b =
                        SmallMatrices.times(u[f], SmallMatrices.transposed(lambda[f], q, q), products.levels[f], q, q);
                for (int row = 0; row < b.length; row++) {
                    influence[f][row * p + j] = b[row];
                }
            }
        }
        return influence;
    }

    private void invert(boolean restricted) {
        if (inverted) {
            factor(lambda);
        }
        inverted = true;
        DenseCholesky.invert(rest, restricted ? n - 1 : dense, workers);
        inverse.compute(diagonal, rows, rowWidth, rest, restricted, workers);
    }
}
