package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.Workspace;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * -2 log-likelihood (ML) of the templates lambda, any square root of the relative covariances, at a residual variance that is given or the
 * best one.
 *
 * <p>A template that is not triangular is turned: lambda = L Q' with L triangular, and the derivative with respect to lambda is that with
 * respect to L times Q'.
 */
final class Deviance {
    private final PenalisedLeastSquares system;
    private final Workspace workspace;
    private final ThetaLayout layout;
    private final double rows;

    Deviance(PenalisedLeastSquares system, ThetaLayout layout, long rows) {
        this.system = system;
        this.workspace = system.workspace();
        this.layout = layout;
        this.rows = rows;
    }

    /**
     * A value with its derivatives.
     *
     * @param value infinite where it is not defined
     * @param residual r^2
     * @param half half of the derivative with respect to every element of each template, q x q
     */
    record At(double value, double residual, double[][] half) {}

    /** Evaluates with the residual variance that suits best. */
    At profiled(double[][] lambda) {
        return evaluate(lambda, Double.NaN);
    }

    /** Evaluates with a residual variance. */
    At at(double[][] lambda, double variance) {
        return evaluate(lambda, variance);
    }

    private At evaluate(double[][] lambda, double variance) {
        double[][] triangular = new double[lambda.length][];
        double[][] turns = new double[lambda.length][];
        for (int f = 0; f < lambda.length; f++) {
            int q = layout.width(f);
            triangular[f] = lambda[f].clone();
            turns[f] = SmallMatrices.triangularise(triangular[f], q);
        }
        Factor factor = system.factor(triangular, workspace);
        double residual = factor.residual();
        if (!factor.isPositiveDefinite() || !(residual > 0)) {
            return new At(Double.POSITIVE_INFINITY, Double.NaN, layout.zeros());
        }
        double used = Double.isNaN(variance) ? residual / rows : variance;
        double value = factor.logDetRandom() + rows * StrictMath.log(2 * Math.PI * used) + residual / used;
        double[][] ofTriangular = factor.halfGradient(0, 1 / used);
        double[][] half = new double[lambda.length][];
        for (int f = 0; f < lambda.length; f++) {
            int q = layout.width(f);
            half[f] = new double[q * q];
            for (int r = 0; r < q; r++) {
                for (int c = 0; c < q; c++) {
                    double s = 0;
                    for (int k = 0; k < q; k++) {
                        s += ofTriangular[f][r * q + k] * turns[f][c * q + k];
                    }
                    half[f][r * q + c] = s;
                }
            }
        }
        return new At(value, residual, half);
    }
}
