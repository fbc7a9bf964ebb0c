package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;

/** {@link LevelKernel} for any q. */
final class GeneralKernel extends LevelKernel {
    private final double[] v;
    private final double[] l;
    private final double[] k;
    private final double[] inner;
    private final double[] scratch;
    private final double[] e;
    private final double[] row;

    GeneralKernel(int q, int n) {
        super(q, n);
        v = new double[q * q];
        l = new double[q * q];
        k = new double[q * q];
        inner = new double[q * q];
        scratch = new double[q * q];
        e = new double[q * n];
        row = new double[q];
    }

    @Override
    boolean factor(double[] c, int atC, double[] lambda) {
        Arrays.fill(v, 0);
        for (int m = 0; m < q; m++) {
            for (int i = 0; i <= m; i++) {
                double f = c[atC + m * q + i];
                for (int j = 0; j <= m; j++) {
                    v[i * q + j] += f * lambda[m * q + j];
                }
            }
        }
        for (int i = 0; i < q; i++) {
            for (int j = 0; j <= i; j++) {
                double s = i == j ? 1 : 0;
                for (int m = 0; m < q; m++) {
                    s += v[i * q + m] * v[j * q + m];
                }
                l[i * q + j] = s;
            }
        }
        return SmallMatrices.cholesky(l, 0, q);
    }

    @Override
    double determinant() {
        double product = 1;
        for (int i = 0; i < q; i++) {
            product *= l[i * q + i] * l[i * q + i];
        }
        return product;
    }

    @Override
    void addSchur(double[] t, int atT, double[] s) {
        System.arraycopy(t, atT, e, 0, q * n);
        SmallMatrices.solveLower(l, 0, q, e, 0, n);
        for (int row = 0; row < q * n; row += n) {
            for (int i = 0; i < n; i++) {
                double f = e[row + i];
                int at = i * n;
                for (int j = 0; j <= i; j++) {
                    s[at + j] += f * e[row + j];
                }
            }
        }
    }

    @Override
    void clearK() {
        Arrays.fill(k, 0);
    }

    @Override
    void addK(double[] t, int atT, double[] d) {
        int columns = d.length / n;
        for (int i = 0; i < q; i++) {
            int row = atT + i * n;
            for (int c = 0; c < columns; c++) {
                int end = c == 0 ? n : c;
                double s = 0;
                for (int j = 0; j < end; j++) {
                    s += t[row + j] * d[c * n + j];
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
            }
        }
    }

    @Override
    void addDerivative(double[] c, int atC, double multiple, double[] sum) {
        for (int i = 0; i < q; i++) {
            for (int j = 0; j <= i; j++) {
                inner[i * q + j] = k[i * q + j];
                inner[j * q + i] = k[i * q + j];
            }
        }
        // P^-1 (multiple I - K P^-1) = L^-T (multiple I - L^-1 K L^-T) L^-1
        SmallMatrices.solveLower(l, 0, q, inner, 0, q);
        transposeInto(inner, scratch);
        SmallMatrices.solveLower(l, 0, q, scratch, 0, q);
        for (int i = 0; i < q * q; i++) {
            scratch[i] = (i % (q + 1) == 0 ? multiple : 0) - scratch[i];
        }
        SmallMatrices.solveLowerTransposed(l, 0, q, scratch, 0, q);
        transposeInto(scratch, inner);
        SmallMatrices.solveLowerTransposed(l, 0, q, inner, 0, q);
        SmallMatrices.timesInto(inner, 0, v, 0, scratch, 0, q, q, q);
        for (int i = 0; i < q; i++) {
            Arrays.fill(row, 0);
            for (int m = 0; m <= i; m++) {
                double f = c[atC + i * q + m];
                for (int j = 0; j < q; j++) {
                    row[j] += f * scratch[m * q + j];
                }
            }
            for (int j = 0; j < q; j++) {
                sum[i * q + j] += row[j];
            }
        }
    }

    private void transposeInto(double[] from, double[] to) {
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                to[j * q + i] = from[i * q + j];
            }
        }
    }
}
