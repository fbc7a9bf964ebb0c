package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Units;

/**
 * The templates lambda as functions of parameters in which the columns of one term stand on the raw scale and in an order of their own.
 *
 * <p>The term's parameters are the lower triangle of its raw template M with chosen columns first, row by row; those of all other terms
 * are the components of theta that they have anyway. With T the change of columns, lambda = T^-1 P'M for the permutation P.
 */
final class TermTemplate {
    private final ThetaLayout layout;
    private final int factor;
    private final int from;
    private final int m;
    private final int[] order;
    /** T^-1 of the term, m x m. */
    private final double[] inverse;

    /** Per column of the term by how much it grows on the raw scale. */
    private final double[] scales;

    private final Units units;
    /** The components of theta that belong to other terms. */
    private final int[] others;

    /**
     * Makes the parameters.
     *
     * @param transform T of the term, m x m upper triangular
     * @param order the term's columns, 0 to m - 1, those that matter first
     * @param units on the scale of theta
     */
    TermTemplate(ThetaLayout layout, Term term, double[] transform, int[] order, Units units) {
        this.units = units;
        this.layout = layout;
        this.factor = term.factor();
        this.from = term.from();
        this.m = order.length;
        this.order = order;
        this.scales = new double[m];
        for (int j = 0; j < m; j++) {
            scales[j] = transform[j * (m + 1)];
        }
        this.inverse = SmallMatrices.identity(m);
        SmallMatrices.solveLowerTransposed(SmallMatrices.transposed(transform, m, m), 0, m, inverse, 0, m);
        this.others = java.util.stream.IntStream.range(0, layout.size())
                .filter(k -> layout.term(k).number() != term.number())
                .toArray();
    }

    /** Returns how many parameters there are. */
    int size() {
        return others.length + m * (m + 1) / 2;
    }

    /** Returns where element (r, c) of M stands among the parameters. */
    int position(int r, int c) {
        return others.length + r * (r + 1) / 2 + c;
    }

    /** Returns the parameters that give templates. */
    double[] parameters(double[][] lambda, double[] transform) {
        double[] theta = layout.theta(lambda);
        double[] parameters = new double[size()];
        for (int k = 0; k < others.length; k++) {
            parameters[k] = theta[others[k]];
        }
        int q = layout.width(factor);
        double[] term = new double[m * m];
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                term[r * m + c] = lambda[factor][(from + r) * q + from + c];
            }
        }
        double[] raw = SmallMatrices.times(transform, term, m, m, m);
        double[] permuted = new double[m * m];
        for (int r = 0; r < m; r++) {
            System.arraycopy(raw, order[r] * m, permuted, r * m, m);
        }
        SmallMatrices.triangularise(permuted, m);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c <= r; c++) {
                double sign = permuted[c * (m + 1)] < 0 ? -1 : 1;
                parameters[position(r, c)] = sign * permuted[r * m + c];
            }
        }
        return parameters;
    }

    /** Returns which parameters are diagonal elements of a template. */
    boolean[] diagonal() {
        boolean[] diagonal = new boolean[size()];
        for (int k = 0; k < others.length; k++) {
            diagonal[k] = layout.isDiagonal(others[k]);
        }
        for (int r = 0; r < m; r++) {
            diagonal[position(r, r)] = true;
        }
        return diagonal;
    }

    /** Returns for each parameter the length of the row in which it stands, or the unit where that is zero. */
    double[] sizes(double[] parameters) {
        double[] sizes = new double[parameters.length];
        double[] theta = theta(parameters);
        for (int k = 0; k < others.length; k++) {
            sizes[k] = units.reach(theta, others[k]);
        }
        for (int r = 0; r < m; r++) {
            double sum = 0;
            for (int c = 0; c <= r; c++) {
                sum += parameters[position(r, c)] * parameters[position(r, c)];
            }
            double unit = units.ofColumn(factor, from + order[r]) * scales[order[r]];
            for (int c = 0; c <= r; c++) {
                sizes[position(r, c)] = Math.max(Math.sqrt(sum), unit);
            }
        }
        return sizes;
    }

    /** Returns the templates, of which that of the term need not be triangular. */
    double[][] lambda(double[] parameters) {
        double[][] lambda = layout.lambda(theta(parameters));
        double[] raw = new double[m * m];
        for (int r = 0; r < m; r++) {
            for (int c = 0; c <= r; c++) {
                raw[order[r] * m + c] = parameters[position(r, c)];
            }
        }
        double[] term = SmallMatrices.times(inverse, raw, m, m, m);
        int q = layout.width(factor);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                lambda[factor][(from + r) * q + from + c] = term[r * m + c];
            }
        }
        return lambda;
    }

    /** Pulls half of the derivative with respect to the templates back to the parameters. */
    double[] pulledBack(double[][] half, double[] parameters) {
        double[] gradient = new double[size()];
        double[] ofOthers = layout.gradient(half, theta(parameters));
        for (int k = 0; k < others.length; k++) {
            gradient[k] = ofOthers[others[k]];
        }
        int q = layout.width(factor);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c <= r; c++) {
                double s = 0;
                for (int k = 0; k < m; k++) {
                    s += inverse[k * m + order[r]] * half[factor][(from + k) * q + from + c];
                }
                gradient[position(r, c)] = 2 * s;
            }
        }
        return gradient;
    }

    /** Returns theta of the other terms, zeros for this one. */
    private double[] theta(double[] parameters) {
        double[] theta = new double[layout.size()];
        for (int k = 0; k < others.length; k++) {
            theta[others[k]] = parameters[k];
        }
        return theta;
    }
}
