package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * Templates that need not be triangular as triangular ones, which a likelihood takes: lambda = L Q' with L triangular, and the derivative with
 * respect to lambda is that with respect to L times Q'.
 */
public final class TurnedTemplates {
    private final ThetaLayout layout;
    private final double[][] triangular;
    private final double[][] turns;

    /** @param lambda per factor, q x q */
    public TurnedTemplates(ThetaLayout layout, double[][] lambda) {
        this.layout = layout;
        this.triangular = new double[lambda.length][];
        this.turns = new double[lambda.length][];
        for (int f = 0; f < lambda.length; f++) {
            triangular[f] = lambda[f].clone();
            turns[f] = SmallMatrices.triangularise(triangular[f], layout.width(f));
        }
    }

    /** Returns L of every factor, which is not to be changed. */
    public double[][] triangular() {
        return triangular;
    }

    /** Returns half of the derivative with respect to lambda. */
    public double[][] back(double[][] ofTriangular) {
        double[][] half = new double[turns.length][];
        for (int f = 0; f < half.length; f++) {
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
        return half;
    }
}
