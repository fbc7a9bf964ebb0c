package org.multilevel.fit.information;

import java.util.Arrays;
import org.multilevel.fit.information.Component.Level;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * What the expected information is made of, summed over components: for directions G_k = Z D_k Z' in which V = I + Z G Z' may move,
 * X'V^-1 G_k V^-1 X, X'V^-1 G_k V^-1 G_l V^-1 X, tr(G_k V^-1 G_l V^-1) and tr(G_k V^-1).
 *
 * <p>All of it follows from B = Z'V^-1Z = A - H'H and C = Z'V^-1X = Z'WX - H'h, with A = Z'WZ, L L' = Lambda'A Lambda + I,
 * H = L^-1 Lambda'A, h = L^-1 Lambda'Z'WX.
 */
final class LinearMoments {
    /** The factor whose levels direction k moves, and its q x q matrix D_k, symmetric. */
    record Direction(int factor, double[] matrix) {}

    private final double[][] lambda;
    private final Direction[] directions;
    private final int p;

    /** X'V^-1 G_k V^-1 X, each p x p. */
    final double[][] first;
    /** X'V^-1 G_k V^-1 G_l V^-1 X at [k][l], each p x p. */
    final double[][][] second;
    /** tr(G_k V^-1 G_l V^-1). */
    final double[][] traces;
    /** tr(G_k V^-1). */
    final double[] trace;

    LinearMoments(CrossProducts products, double[][] lambda, Direction[] directions) {
        this.lambda = lambda;
        this.directions = directions;
        this.p = products.p;
        int k = directions.length;
        first = new double[k][p * p];
        second = new double[k][k][p * p];
        traces = new double[k][k];
        trace = new double[k];
    }

    /** Adds a component. */
    void add(Component component) {
        double[][] b = component.random();
        double[][] c = component.fixed();
        eliminate(component, b, c);
        int k = directions.length;
        double[][][] moved = new double[k][][];
        for (int i = 0; i < k; i++) {
            moved[i] = moved(component, directions[i], c);
            addProduct(c, moved[i], first[i]);
            trace[i] += trace(component, directions[i], b);
        }
        for (int j = 0; j < k; j++) {
            double[][] through = times(b, moved[j]);
            for (int i = 0; i < k; i++) {
                addProduct(moved[i], through, second[i][j]);
            }
            for (int i = 0; i <= j; i++) {
                double value = trace(component, directions[i], directions[j], b);
                traces[i][j] += value;
                traces[j][i] = traces[i][j];
            }
        }
    }

    /** Turns A into B and Z'WX into C. */
    private void eliminate(Component component, double[][] a, double[][] b) {
        int n = component.size();
        double[][] h = scaled(component, a);
        double[][] m = new double[n][];
        for (int i = 0; i < n; i++) {
            m[i] = Arrays.copyOf(timesLambda(component, h[i]), i + 1);
            m[i][i] += 1;
        }
        double[][] small = scaled(component, b);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double f = dot(m[i], m[j], j);
                m[i][j] = (m[i][j] - f) / m[j][j];
                subtract(m[i][j], h[j], h[i]);
                subtract(m[i][j], small[j], small[i]);
            }
            m[i][i] = Math.sqrt(m[i][i] - dot(m[i], m[i], i));
            scale(1 / m[i][i], h[i]);
            scale(1 / m[i][i], small[i]);
        }
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < n; r++) {
                subtract(h[i][r], h[i], a[r]);
                subtract(h[i][r], small[i], b[r]);
            }
        }
    }

    /** Returns Lambda' times a matrix of N rows. */
    private double[][] scaled(Component component, double[][] rows) {
        double[][] result = new double[rows.length][];
        for (Level l : component.levels()) {
            double[] own = lambda[l.factor()];
            for (int r = 0; r < l.width(); r++) {
                double[] sum = new double[rows[l.start()].length];
                for (int s = r; s < l.width(); s++) {
                    subtract(-own[s * l.width() + r], rows[l.start() + s], sum);
                }
                result[l.start() + r] = sum;
            }
        }
        return result;
    }

    /** Returns a row of N numbers times Lambda. */
    private double[] timesLambda(Component component, double[] row) {
        double[] result = new double[row.length];
        for (Level l : component.levels()) {
            double[] own = lambda[l.factor()];
            for (int r = 0; r < l.width(); r++) {
                for (int s = r; s < l.width(); s++) {
                    result[l.start() + r] += row[l.start() + s] * own[s * l.width() + r];
                }
            }
        }
        return result;
    }

    /** Returns D_k times the rows of c, zero in the levels of other factors. */
    private static double[][] moved(Component component, Direction direction, double[][] c) {
        double[][] result = new double[c.length][c[0].length];
        for (Level l : component.levels()) {
            if (l.factor() == direction.factor) {
                for (int r = 0; r < l.width(); r++) {
                    for (int s = 0; s < l.width(); s++) {
                        subtract(-direction.matrix[r * l.width() + s], c[l.start() + s], result[l.start() + r]);
                    }
                }
            }
        }
        return result;
    }

    private static double trace(Component component, Direction direction, double[][] b) {
        double sum = 0;
        for (Level l : component.levels()) {
            if (l.factor() == direction.factor) {
                for (int r = 0; r < l.width(); r++) {
                    for (int s = 0; s < l.width(); s++) {
                        sum += direction.matrix[r * l.width() + s] * b[l.start() + s][l.start() + r];
                    }
                }
            }
        }
        return sum;
    }

    /** Returns tr(D_i B D_j B). */
    private static double trace(Component component, Direction i, Direction j, double[][] b) {
        double sum = 0;
        for (Level l : component.levels()) {
            if (l.factor() != i.factor) {
                continue;
            }
            int q = l.width();
            for (Level m : component.levels()) {
                if (m.factor() == j.factor) {
                    double[] block = block(b, l, m);
                    double[] left = SmallMatrices.times(i.matrix, block, q, q, m.width());
                    double[] right = SmallMatrices.times(block, j.matrix, q, m.width(), m.width());
                    for (int e = 0; e < left.length; e++) {
                        sum += left[e] * right[e];
                    }
                }
            }
        }
        return sum;
    }

    private static double[] block(double[][] b, Level l, Level m) {
        double[] block = new double[l.width() * m.width()];
        for (int r = 0; r < l.width(); r++) {
            System.arraycopy(b[l.start() + r], m.start(), block, r * m.width(), m.width());
        }
        return block;
    }

    /** Adds a'b to a p x p matrix. */
    private void addProduct(double[][] a, double[][] b, double[] sum) {
        for (int row = 0; row < a.length; row++) {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p && a[row][i] != 0; j++) {
                    sum[i * p + j] += a[row][i] * b[row][j];
                }
            }
        }
    }

    private static double[][] times(double[][] b, double[][] c) {
        double[][] product = new double[b.length][c[0].length];
        for (int i = 0; i < b.length; i++) {
            for (int k = 0; k < c.length; k++) {
                subtract(-b[i][k], c[k], product[i]);
            }
        }
        return product;
    }

    private static double dot(double[] a, double[] b, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double multiple, double[] row, double[] from) {
        if (multiple != 0) {
            for (int j = 0; j < row.length; j++) {
                from[j] -= multiple * row[j];
            }
        }
    }

    private static void scale(double multiple, double[] row) {
        for (int j = 0; j < row.length; j++) {
            row[j] *= multiple;
        }
    }
}
