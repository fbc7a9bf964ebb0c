package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.products.CrossProducts;

/**
 * The profile of constant + a'beta: with H the reflection that turns a into its length times the first unit vector, the first column of
 * XH times its known coefficient goes to the response, and the other columns stay.
 */
final class FixedEffectProfile extends WarmSearch {
    private final CrossProducts products;
    private final ThetaLayout layout;
    private final Equations equations;
    private final double[][] reflection;
    private final double length;
    private final double constant;

    FixedEffectProfile(
            CrossProducts products,
            ThetaLayout layout,
            Equations equations,
            double[] a,
            double constant,
            double estimate,
            double error,
            double[] theta,
            double[] sizes) {
        super(
                new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, error),
                estimate,
                theta,
                sizes,
                TermProfiles.Residual.diagonal(layout));
        this.products = products;
        this.layout = layout;
        this.equations = equations;
        this.constant = constant;
        double squares = 0;
        for (double element : a) {
            squares += element * element;
        }
        this.length = Math.sqrt(squares);
        this.reflection = reflection(a, length);
    }

    /** Returns H = I - 2vv'/v'v with v = a + sign(a_1) |a| e_1, its sign such that Ha = |a| e_1. */
    private static double[][] reflection(double[] a, double length) {
        int p = a.length;
        double sign = a[0] < 0 ? -1 : 1;
        double[] v = a.clone();
        v[0] += sign * length;
        double squares = 0;
        for (double element : v) {
            squares += element * element;
        }
        double[][] h = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                h[i][j] = -sign * ((i == j ? 1 : 0) - 2 * v[i] * v[j] / squares);
            }
        }
        return h;
    }

    @Override
    QuasiNewton.Objective objective(double value) {
        int p = products.p;
        double known = (value - constant) / length;
        // [XH, y - (XH)_1 known] as combinations of [X y], a column that changes nothing in the place of the first
        double[][] columns = new double[p + 1][p + 1];
        for (int j = 1; j < p; j++) {
            for (int i = 0; i < p; i++) {
                columns[j][i] = reflection[i][j];
            }
        }
        for (int i = 0; i < p; i++) {
            columns[p][i] = -reflection[i][0] * known;
        }
        columns[p][p] = 1;
        Deviance deviance = new Deviance(equations.combined(columns), layout, products.rows);
        return (theta, gradient) -> {
            Deviance.At result = deviance.profiled(layout.lambda(theta));
            System.arraycopy(layout.gradient(result.half(), theta), 0, gradient, 0, theta.length);
            return result.value();
        };
    }
}
