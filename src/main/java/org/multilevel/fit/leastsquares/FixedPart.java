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

    private FixedPart(int p, double[] l) {
        this.p = p;
        this.l = l;
    }

    /** Factors the (p+1) x (p+1) matrix whose lower triangle is {@code s}; overwrites it. */
    public static FixedPart factor(double[] s, int p) {
        int n = p + 1;
        double corner = s[n * n - 1];
        s[n * n - 1] = 1;
        boolean positive = true;
        for (int j = 0; j < p && positive; j++) {
            positive = eliminate(s, n, j);
        }
        double rest = corner;
        for (int k = 0; k < p; k++) {
            rest -= s[p * n + k] * s[p * n + k];
        }
        s[n * n - 1] = positive ? rest : Double.NaN;
        return new FixedPart(p, s);
    }

    private static boolean eliminate(double[] s, int n, int j) {
        double d = s[j * n + j];
        for (int k = 0; k < j; k++) {
            d -= s[j * n + k] * s[j * n + k];
        }
        if (!(d > 0)) {
            return false;
        }
        double pivot = Math.sqrt(d);
        s[j * n + j] = pivot;
        for (int i = j + 1; i < n; i++) {
            double v = s[i * n + j];
            for (int k = 0; k < j; k++) {
                v -= s[i * n + k] * s[j * n + k];
            }
            s[i * n + j] = v / pivot;
        }
        return true;
    }

    /** Returns r^2, which rounding may make negative; NaN where X'V^-1X is not positive definite. */
    public double residual() {
        return l[(p + 1) * (p + 1) - 1];
    }

    /** Returns log |X'V^-1X|. */
    double logDet() {
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
        double[] square = new double[p * p];
        for (int i = 0; i < p; i++) {
            System.arraycopy(l, i * (p + 1), square, i * p, i + 1);
        }
        return SmallMatrices.invertLower(square, p);
    }

    /** Returns (X'V^-1X)^-1, p x p. */
    double[] inverse() {
        double[] k = inverseFactor();
        return SmallMatrices.times(SmallMatrices.transposed(k, p, p), k, p, p, p);
    }
}
