package org.multilevel.fit;

import java.util.Arrays;

/** {@link LevelKernel} for any q. */
final class GeneralKernel extends LevelKernel {
    private final double[] m;
    private final double[] w;
    private final double[] scratch;
    private final double[] inner;
    private final double[] k;
    private final double[] e;

    GeneralKernel(int q, int n) {
        super(q, n);
        m = new double[q * q];
        w = new double[q * q];
        scratch = new double[q * q];
        inner = new double[q * q];
        k = new double[q * q];
        e = new double[q * n];
    }

    @Override
    boolean factor(double[] a, int atA, double[] lambda) {
        SmallMatrices.penalised(a, atA, lambda, q, m, 0, scratch);
        if (!SmallMatrices.cholesky(m, 0, q)) {
            return false;
        }
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                w[i * q + j] = lambda[j * q + i];
            }
        }
        SmallMatrices.solveLower(m, 0, q, w, 0, q);
        return true;
    }

    @Override
    double determinant() {
        double product = 1;
        for (int i = 0; i < q; i++) {
            product *= m[i * q + i] * m[i * q + i];
        }
        return product;
    }

    @Override
    void addSchur(double[] b, int atB, double[] s) {
        SmallMatrices.timesInto(w, 0, b, atB, e, 0, q, q, n);
        for (int row = 0; row < q * n; row += n) {
            for (int i = 0; i < n; i++) {
                double v = e[row + i];
                int at = i * n;
                for (int j = 0; j <= i; j++) {
                    s[at + j] += v * e[row + j];
                }
            }
        }
    }

    @Override
    void clearK() {
        Arrays.fill(k, 0);
    }

    @Override
    void addK(double[] b, int atB, double[] t) {
        int columns = t.length / n;
        for (int i = 0; i < q; i++) {
            int row = atB + i * n;
            for (int c = 0; c < columns; c++) {
                int end = c == 0 ? n : c;
                double s = 0;
                for (int j = 0; j < end; j++) {
                    s += b[row + j] * t[c * n + j];
                }
                e[i * columns + c] = s;
            }
        }
        for (int i = 0; i < q; i++) {
            for (int j = 0; j <= i; j++) {
                double s = 0;
                for (int c = 0; c < columns; c++) {
                    s += e[i * columns + c] * e[j * columns + c];
                }
                k[i * q + j] += s;
                k[j * q + i] = k[i * q + j];
            }
        }
    }

    @Override
    void addDerivative(double[] a, int atA, double multiple, double[] lambda, double[] sum) {
        SmallMatrices.solveLowerTransposed(m, 0, q, w, 0, q); // N'
        SmallMatrices.timesInto(w, 0, k, 0, scratch, 0, q, q, q);
        SmallMatrices.timesInto(lambda, 0, scratch, 0, inner, 0, q, q, q); // U K
        for (int i = 0; i < q; i++) {
            inner[i * q + i] += multiple;
        }
        SmallMatrices.timesInto(a, atA, inner, 0, scratch, 0, q, q, q);
        for (int i = 0; i < q * q; i++) {
            scratch[i] -= k[i];
        }
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                double s = 0;
                for (int l = 0; l < q; l++) {
                    s += scratch[i * q + l] * w[j * q + l];
                }
                sum[i * q + j] += s;
            }
        }
    }
}
