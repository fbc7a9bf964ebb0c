package org.multilevel.fit.leastsquares;

import org.multilevel.fit.linalg.SmallMatrices;

/** C P^-1 and A = C P^-1 C' = Z'V^-1Z of one class of levels after the other, by the algebra of {@link SingleFactorSystem}. */
final class LevelInverse {
    private final double[] c;
    private final int q;
    private final double[] lambda;
    private final double[] v;
    private final double[] factor;
    private final double[] inverse;

    /** C P^-1, q x q, of the class that was solved last. */
    final double[] cq;
    /** A, q x q. */
    final double[] a;

    /**
     * Prepares for a lambda.
     *
     * @param c the Cholesky factors C of all classes, each q x q
     */
    LevelInverse(double[] c, int q, double[] lambda) {
        this.c = c;
        this.q = q;
        this.lambda = lambda;
        int square = q * q;
        v = new double[square];
        factor = new double[square];
        inverse = new double[square];
        cq = new double[square];
        a = new double[square];
    }

    /** Finds C P^-1 and A = C P^-1 C' of the class whose C starts at {@code at}. */
    void solve(int at) {
        if (q == 2) {
            solveTwo(at);
            return;
        }
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                double s = 0;
                for (int m = i; m < q; m++) {
                    s += c[at + m * q + i] * lambda[m * q + j];
                }
                v[i * q + j] = s;
            }
        }
        SmallMatrices.timesTransposedInto(v, v, factor, 0, q, q, q);
        for (int i = 0; i < q; i++) {
            factor[i * q + i] += 1;
        }
        SmallMatrices.cholesky(factor, 0, q);
        SmallMatrices.inverseInto(factor, q, inverse);
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                double s = 0;
                for (int m = 0; m <= i; m++) {
                    s += c[at + i * q + m] * inverse[m * q + j];
                }
                cq[i * q + j] = s;
            }
        }
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                double s = 0;
                for (int m = 0; m <= j; m++) {
                    s += cq[i * q + m] * c[at + j * q + m];
                }
                a[i * q + j] = s;
            }
        }
    }

    /** The same for an intercept and a slope, in registers; the inverse is that of the Cholesky factor. */
    private void solveTwo(int at) {
        double c00 = c[at];
        double c10 = c[at + 2];
        double c11 = c[at + 3];
        double v00 = c00 * lambda[0] + c10 * lambda[2];
        double v01 = c00 * lambda[1] + c10 * lambda[3];
        double v10 = c11 * lambda[2];
        double v11 = c11 * lambda[3];
        double l00 = Math.sqrt(1 + v00 * v00 + v01 * v01);
        double l10 = (v10 * v00 + v11 * v01) / l00;
        double i00 = 1 / l00;
        double i11 = 1 / Math.sqrt(1 + v10 * v10 + v11 * v11 - l10 * l10);
        double i10 = -l10 * i00 * i11;
        double p00 = i00 * i00 + i10 * i10;
        double p10 = i10 * i11;
        double p11 = i11 * i11;
        cq[0] = c00 * p00;
        cq[1] = c00 * p10;
        cq[2] = c10 * p00 + c11 * p10;
        cq[3] = c10 * p10 + c11 * p11;
        a[0] = cq[0] * c00;
        a[1] = cq[0] * c10 + cq[1] * c11;
        a[2] = a[1];
        a[3] = cq[2] * c10 + cq[3] * c11;
    }
}
