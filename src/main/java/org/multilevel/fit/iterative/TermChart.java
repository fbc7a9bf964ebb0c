package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * Where the covariance G of a random term may go from where it is: G = V V' with components v_i, principal ones where every column is measured in
 * what a level tells of it.
 *
 * <p>Components that are free move by G + V B V', so that the eigenvalues of I + B are by what their variances are multiplied. One that is nothing
 * already and would fall is held, and the free components may turn towards it: v_i + y_i h. That a turn makes a little variance along h, which costs,
 * is the curvature of the boundary.
 */
final class TermChart {
    /** Variance, times what a level tells of it, that is nothing. */
    static final double NOTHING = 1e-5;

    /** So many times that a variance is held, since a component seldom comes down to the least exactly. */
    private static final double NEARLY = 3;
    /** Elements beside the diagonal stand twice in B, and count so in its distance from another. */
    private static final double TWICE = Math.sqrt(2);

    final Term term;
    private final int m;
    /** Root of what a level tells of each column. */
    private final double[] root;
    /** The components. */
    private final double[][] v;
    /** Variance of each component, times what a level tells of it. */
    private final double[] size;
    /** Components that are free, and those that are held. */
    final int[] free;

    final int[] held;
    private final double[][] slopes;

    /**
     * @param covariance G of the term, m x m
     * @param slopes derivative in G, m x m
     * @param information what a level tells of each column
     * @param gone whether components without variance are none, as at the end
     */
    TermChart(Term term, double[][] covariance, double[][] slopes, double[] information, boolean gone) {
        this.term = term;
        this.m = term.columns();
        this.slopes = slopes;
        this.root = roots(information);
        SymmetricEigen eigen = SymmetricEigen.ofSymmetricPart(scaled(covariance, root));
        size = eigen.values();
        v = new double[m][m];
        int[] which = new int[m];
        for (int e = 0; e < m; e++) {
            double deviation = Math.sqrt(Math.max(0, size[e]));
            double[] vector = eigen.vector(e);
            for (int i = 0; i < m; i++) {
                v[e][i] = vector[i] * deviation / root[i];
            }
            which[e] = which(e, gone);
        }
        free = positions(which, 1);
        held = positions(which, 0);
    }

    /** Returns the unit of each column, given what a level tells of it. */
    static double[] roots(double[] information) {
        return Arrays.stream(information)
                .map(value -> value > 0 ? Math.sqrt(value) : 1)
                .toArray();
    }

    private static double[][] scaled(double[][] matrix, double[] by) {
        double[][] scaled = SmallMatrices.copy(matrix);
        for (int i = 0; i < by.length; i++) {
            for (int j = 0; j < by.length; j++) {
                scaled[i][j] = by[i] * matrix[i][j] * by[j];
            }
        }
        return scaled;
    }

    private int which(int e, boolean gone) {
        if (size[e] > NEARLY * NOTHING) {
            return 1;
        }
        if (gone) {
            return -1;
        }
        return form(slopes, v[e]) > 0 ? 0 : 1;
    }

    private static int[] positions(int[] which, int what) {
        return IntStream.range(0, which.length).filter(e -> which[e] == what).toArray();
    }

    private static double form(double[][] matrix, double[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += vector[i] * SmallMatrices.dot(matrix[i], vector);
        }
        return sum;
    }

    /**
     * Returns the number of coordinates: the lower triangle of B row by row, elements beside the diagonal times the root of two, then for each held
     * component a turn of each free one.
     */
    int coordinates() {
        return inner() + held.length * free.length;
    }

    private int inner() {
        return free.length * (free.length + 1) / 2;
    }

    /** Returns a held component of a variance of one in its unit. */
    private double[] unit(int h) {
        double[] unit = v[held[h]].clone();
        double deviation = Math.sqrt(size[held[h]]);
        for (int i = 0; i < m; i++) {
            unit[i] /= deviation;
        }
        return unit;
    }

    /** Returns how G changes with each coordinate. */
    double[][][] tangents() {
        double[][][] tangents = new double[coordinates()][][];
        int k = 0;
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j <= i; j++) {
                tangents[k++] = i == j ? outer(v[free[i]], v[free[i]], 0.5) : outer(v[free[i]], v[free[j]], 1 / TWICE);
            }
        }
        for (int h = 0; h < held.length; h++) {
            for (int i : free) {
                tangents[k++] = outer(unit(h), v[i], 1);
            }
        }
        return tangents;
    }

    /** Returns times (a b' + b a'). */
    private static double[][] outer(double[] a, double[] b, double times) {
        double[][] outer = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                outer[i][j] = times * (a[i] * b[j] + b[i] * a[j]);
            }
        }
        return outer;
    }

    /** Adds the curvature of the boundary to a Hessian of n coordinates, of which this term's begin at {@code from}. */
    void addCurvature(double[] hessian, int n, int from) {
        for (int h = 0; h < held.length; h++) {
            double curvature = 2 * Math.max(0, form(slopes, unit(h)));
            for (int i = 0; i < free.length; i++) {
                int k = from + inner() + h * free.length + i;
                hessian[k * n + k] += curvature;
            }
        }
    }

    /** Returns G of what is held. */
    double[][] heldPart() {
        double[][] part = new double[m][m];
        for (int h : held) {
            add(outer(v[h], v[h], 0.5), part);
        }
        return part;
    }

    private static void add(double[][] addend, double[][] sum) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += addend[i][j];
            }
        }
    }

    /** Returns the nearest step whose variances are multiplied within bounds, and none falls below the least; and whose turns are no longer. */
    double[] nearest(double[] step, double longest) {
        double[] nearest = step.clone();
        double most = Math.exp(longest);
        double[][] moved = moved(step);
        for (int i = 0; i < free.length; i++) {
            moved[i][i] -= least(i, longest);
        }
        double[][] raised = within(moved, 0, Double.POSITIVE_INFINITY);
        for (int i = 0; i < free.length; i++) {
            raised[i][i] += least(i, longest);
        }
        double[][] bounded = within(raised, 0, most);
        int k = 0;
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j <= i; j++) {
                nearest[k++] = i == j ? bounded[i][i] - 1 : TWICE * bounded[i][j];
            }
        }
        for (; k < step.length; k++) {
            double bound = longest * Math.sqrt(size[free[(k - inner()) % free.length]]);
            nearest[k] = Math.min(bound, Math.max(-bound, step[k]));
        }
        return nearest;
    }

    /** Returns by what the variance of a component may be multiplied at least. */
    private double least(int i, double longest) {
        return Math.max(Math.exp(-longest), Math.min(1, NOTHING / size[free[i]]));
    }

    /** Returns a matrix whose eigenvalues are put between two bounds. */
    private static double[][] within(double[][] matrix, double least, double most) {
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        int n = matrix.length;
        if (n == 0 || (eigen.value(0) <= most && eigen.value(n - 1) >= least)) {
            return matrix;
        }
        return eigen.mapped(value -> Math.min(most, Math.max(least, value)));
    }

    /** Returns I + B. */
    private double[][] moved(double[] step) {
        double[][] moved = new double[free.length][free.length];
        int k = 0;
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j <= i; j++) {
                moved[i][j] = i == j ? 1 + step[k] : step[k] / TWICE;
                moved[j][i] = moved[i][j];
                k++;
            }
        }
        return moved;
    }

    /** Returns the weight of a distance in each coordinate, given the diagonal of the Hessian. */
    double[] weights(double[] diagonal) {
        double[] weights = diagonal.clone();
        double mean = Arrays.stream(diagonal, 0, inner()).average().orElse(1);
        Arrays.fill(weights, 0, inner(), mean);
        return weights;
    }

    /** Returns the size of a step: of logarithms of variances, and of angles. */
    double size(double[] step) {
        double most = 0;
        SymmetricEigen eigen = SymmetricEigen.of(moved(step));
        for (double value : eigen.values()) {
            most = Math.max(most, Math.abs(Math.log(value)));
        }
        for (int k = inner(); k < step.length; k++) {
            most = Math.max(most, Math.abs(step[k]) / Math.sqrt(size[free[(k - inner()) % free.length]]));
        }
        return most;
    }

    /**
     * Returns G after a step.
     *
     * @param without whether what is held goes, else every component keeps the least variance there is
     */
    double[][] moved(double[] step, boolean without) {
        double[][] turned = new double[free.length][];
        int k = inner();
        for (int i = 0; i < free.length; i++) {
            turned[i] = v[free[i]].clone();
        }
        for (int h = 0; h < held.length; h++) {
            double[] unit = unit(h);
            for (int i = 0; i < free.length; i++) {
                for (int r = 0; r < m; r++) {
                    turned[i][r] += step[k] * unit[r];
                }
                k++;
            }
        }
        double[][] moved = new double[m][m];
        double[][] middle = moved(step);
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                add(outer(turned[i], turned[j], 0.5 * middle[i][j]), moved);
            }
        }
        if (without) {
            return moved;
        }
        add(heldPart(), moved);
        return lifted(moved, root);
    }

    /** Returns G with variance along every component. */
    static double[][] lifted(double[][] covariance, double[] root) {
        SymmetricEigen eigen = SymmetricEigen.ofSymmetricPart(scaled(covariance, root));
        if (eigen.value(root.length - 1) >= NOTHING) {
            return covariance;
        }
        double[][] raised = eigen.mapped(value -> Math.max(NOTHING, value));
        return scaled(raised, Arrays.stream(root).map(each -> 1 / each).toArray());
    }
}
