package org.multilevel.fit.leastsquares;

import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The Cholesky factor of what is left of [X y]'W[X y] when the random effects are eliminated.
 *
 * <p>Its last pivot is r; the rest gives beta and the covariance of beta.
 */
public final class FixedPart {
    private final int p;
    private final double[] l;
    /** The inverse factor once it was asked for; who asks at the same time finds the same. */
    private double[] inverseFactor = {};

    private FixedPart(int p, double[] l) {
        this.p = p;
        this.l = l;
    }

    /** Factors the (p+1) x (p+1) matrix whose lower triangle is {@code s}; overwrites it. */
    public static FixedPart factor(double[] s, int p) {
        int n = p + 1;
        double corner = s[n * n - 1];
        s[n * n - 1] = 1;
        boolean positive = SmallMatrices.cholesky(s, 0, n, p);
        double rest = corner;
        for (int k = 0; k < p; k++) {
            rest -= s[p * n + k] * s[p * n + k];
        }
        s[n * n - 1] = positive ? rest : Double.NaN;
        return new FixedPart(p, s);
    }

    /** Takes over what is factored already: a factor whose last element is r^2. */
    static FixedPart ofFactor(double[] l, int p) {
        return new FixedPart(p, l);
    }

    /** Returns the factor's elements, (p+1) x (p+1), of which the last is r^2; not copied. */
    public double[] elements() {
        return l;
    }

    /** Returns p. */
    int columns() {
        return p;
    }

    /** Returns r^2, which rounding may make negative; NaN where X'V^-1X is not positive definite. */
    public double residual() {
        return l[(p + 1) * (p + 1) - 1];
    }

    /** Returns log |X'V^-1X|. */
    public double logDet() {
        double sum = 0;
        for (int j = 0; j < p; j++) {
            sum += StrictMath.log(l[j * (p + 1) + j]);
        }
        return 2 * sum;
    }

    /** Returns beta, p. */
    public double[] beta() {
        double[] beta = new double[p];
        int n = p + 1;
        for (int i = p - 1; i >= 0; i--) {
            double s = l[p * n + i];
            for (int k = i + 1; k < p; k++) {
                s -= l[k * n + i] * beta[k];
            }
            beta[i] = s / l[i * n + i];
        }
        return beta;
    }

    /** Returns the inverse of the Cholesky factor of X'V^-1X, p x p lower triangular. */
    public double[] inverseFactor() {
        return knownInverseFactor().clone();
    }

    private double[] knownInverseFactor() {
        if (inverseFactor.length == 0 && p > 0) {
            inverseFactor = invertedFactor();
        }
        return inverseFactor;
    }

    private double[] invertedFactor() {
        double[] square = new double[p * p];
        for (int i = 0; i < p; i++) {
            System.arraycopy(l, i * (p + 1), square, i * p, i + 1);
        }
        return SmallMatrices.invertLower(square, p);
    }

    /** Returns d = (-beta; 1), so that [X y] d is the residual. */
    public double[] residualColumn() {
        double[] d = new double[p + 1];
        double[] beta = beta();
        for (int j = 0; j < p; j++) {
            d[j] = -beta[j];
        }
        d[p] = 1;
        return d;
    }

    /** Returns p + 1 combinations d of [X y] that are orthogonal in V^-1: orthonormal ones of X, then the residual. */
    double[][] orthogonalColumns() {
        double[][] d = new double[p + 1][];
        double[] inverse = knownInverseFactor();
        for (int k = 0; k < p; k++) {
            d[k] = new double[p + 1];
            System.arraycopy(inverse, k * p, d[k], 0, k + 1);
        }
        d[p] = residualColumn();
        return d;
    }

    /** Returns f D_X'D_X + w d d', (p+1) x (p+1), for the orthonormal combinations of X, D_X, and the residual's, d. */
    double[] weights(double fixedWeight, double residualWeight) {
        int n = p + 1;
        double[][] d = orthogonalColumns();
        double[] weights = new double[n * n];
        for (int k = 0; k < n; k++) {
            double weight = k < p ? fixedWeight : residualWeight;
            for (int i = 0; i < n && weight != 0; i++) {
                for (int j = 0; j < n; j++) {
                    weights[i * n + j] += weight * d[k][i] * d[k][j];
                }
            }
        }
        return weights;
    }

    /** Returns (X'V^-1X)^-1, p x p. */
    public double[] inverse() {
        double[] k = knownInverseFactor();
        return SmallMatrices.times(SmallMatrices.transposed(k, p, p), k, p, p, p);
    }
}
