package org.multilevel.fit.leastsquares;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/**
 * The columns w = V_i P y of a blocked model, one for each element of each lambda lambda', and their inner products in P.
 *
 * <p>w = Z a, with a = D c in each level of one factor, D the element and c = Z'W e, e the residuals. Then w'Pv = w'Wv - z(w)'z(v), where
 * z(w) is L^-1 [Lambda'Z'; X']W w, L the Cholesky factor of Omega without y: one forward substitution for each.
 */
final class WorkingVariates {
    private final Omega omega;
    private final Plan plan;
    private final double[][] lambda;
    private final BlockedWorkspace workspace;
    private final Workers workers;
    private final int p;
    private final int[] widths;

    /** One column: an element (row, column) of the covariance of a factor, a, Z'W Z a of every factor, and L^-1 of all that. */
    private record Variate(
            int factor, int row, int column, double[] a, double[][] cross, double[][] sparse, double[] rest) {}

    WorkingVariates(Omega omega, double[][] lambda, BlockedWorkspace workspace, Workers workers) {
        this.omega = omega;
        this.plan = omega.plan;
        this.lambda = lambda;
        this.workspace = workspace;
        this.workers = workers;
        this.p = omega.p;
        this.widths = omega.products.widths;
    }

    /** Returns how many factorisations the substitutions cost, roughly. */
    static double cost(Plan plan, int p, int[] widths) {
        double columns = 0;
        for (int q : widths) {
            columns += q * (q + 1) / 2.0;
        }
        return columns * plan.elements(p) / plan.work(p);
    }

    /**
     * Returns the average information.
     *
     * @param c Z'W e of each factor, levels x q, e the residuals
     * @param residual r^2
     * @param degrees what log r^2 is multiplied with in the criterion
     */
    AverageInformation information(double[][] c, double residual, double degrees) {
        List<Variate> variates = variates(c);
        double[] sums = variates.stream()
                .mapToDouble(v -> SmallMatrices.dot(v.a(), c[v.factor()]))
                .toArray();
        return matrix(
                variates,
                (v, w) -> degrees
                        * (product(variates.get(v), variates.get(w)) - sums[v] * sums[w] / residual)
                        / residual);
    }

    /**
     * Returns the average information where the residual variance is known to be one.
     *
     * @param c as above
     */
    AverageInformation information(double[][] c) {
        List<Variate> variates = variates(c);
        return matrix(variates, (v, w) -> product(variates.get(v), variates.get(w)));
    }

    private List<Variate> variates(double[][] c) {
        List<Variate> variates = new ArrayList<>();
        for (int f = 0; f < c.length; f++) {
            for (int x = 0; x < widths[f]; x++) {
                for (int y = 0; y <= x; y++) {
                    workers.checkCancelled();
                    variates.add(variate(f, x, y, c[f]));
                }
            }
        }
        return variates;
    }

    /** Returns the value of a pair of variates. */
    private interface OfPair {
        double value(int v, int w);
    }

    private AverageInformation matrix(List<Variate> variates, OfPair ofPair) {
        int[] from = new int[widths.length + 1];
        for (int f = 0; f < widths.length; f++) {
            from[f + 1] = from[f] + widths[f] * widths[f];
        }
        int m = from[widths.length];
        double[] matrix = new double[m * m];
        for (int number = 0; number < variates.size(); number++) {
            for (int other = 0; other < variates.size(); other++) {
                Variate v = variates.get(number);
                Variate w = variates.get(other);
                double value = ofPair.value(number, other);
                int q = widths[v.factor()];
                int r = widths[w.factor()];
                for (int i : new int[] {v.row() * q + v.column(), v.column() * q + v.row()}) {
                    for (int j : new int[] {w.row() * r + w.column(), w.column() * r + w.row()}) {
                        matrix[(from[v.factor()] + i) * m + from[w.factor()] + j] = value;
                    }
                }
            }
        }
        return new AverageInformation(widths, matrix);
    }

    /** The element (x, y) and its mirror image count half each, so that a symmetric change has the sum over both. */
    private Variate variate(int f, int x, int y, double[] c) {
        int q = widths[f];
        double[][] a = new double[widths.length][];
        for (int g = 0; g < a.length; g++) {
            a[g] = new double[omega.products.levels[g] * widths[g]];
        }
        for (int at = 0; at < c.length; at += q) {
            a[f][at + x] += 0.5 * c[at + y];
            a[f][at + y] += 0.5 * c[at + x];
        }
        double[][] cross = omega.residualCross(new double[p + 1], a, workers);
        for (double[] minus : cross) {
            for (int i = 0; i < minus.length; i++) {
                minus[i] = -minus[i];
            }
        }
        double[][] z = new double[cross.length][];
        for (int g = 0; g < z.length; g++) {
            z[g] = new double[cross[g].length];
            SmallMatrices.timesInto(cross[g], 0, lambda[g], 0, z[g], 0, z[g].length / widths[g], widths[g], widths[g]);
        }
        double[] rest = new double[plan.denseOrder + p + 1];
        for (int row = 0; row < a[f].length; row++) {
            for (int j = 0; j < p; j++) {
                rest[plan.denseOrder + j] += omega.products.zxy[f][row * (p + 1) + j] * a[f][row];
            }
        }
        new Substitution(plan, workspace, workers).forward(z, rest, p);
        return new Variate(f, x, y, a[f], cross, z, rest);
    }

    private static double product(Variate v, Variate w) {
        double product = SmallMatrices.dot(v.a(), w.cross()[v.factor()]) - SmallMatrices.dot(v.rest(), w.rest());
        for (int g = 0; g < v.sparse().length; g++) {
            product -= SmallMatrices.dot(v.sparse()[g], w.sparse()[g]);
        }
        return product;
    }
}
