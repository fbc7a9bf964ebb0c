package org.multilevel.fit.leastsquares;

/**
 * {@link LevelKernel} for q = 2, an intercept and a slope, with everything of order q in registers.
 *
 * <p>Prefer it because most models with many groups are of this kind: it takes about a third of the general kernel's time.
 */
final class TwoColumnKernel extends LevelKernel {
    private final double[] e;
    private double v00;
    private double v01;
    private double v10;
    private double v11;
    /** The inverse of the Cholesky factor of P. */
    private double i00;

    private double i10;
    private double i11;
    private double k00;
    private double k10;
    private double k11;

    TwoColumnKernel(int n) {
        super(2, n);
        e = new double[2 * n];
    }

    @Override
    boolean factor(double[] c, int atC, double[] lambda) {
        double c00 = c[atC];
        double c10 = c[atC + 2];
        double c11 = c[atC + 3];
        v00 = c00 * lambda[0] + c10 * lambda[2];
        v01 = c10 * lambda[3];
        v10 = c11 * lambda[2];
        v11 = c11 * lambda[3];
        double p00 = 1 + v00 * v00 + v01 * v01;
        double p10 = v10 * v00 + v11 * v01;
        double p11 = 1 + v10 * v10 + v11 * v11;
        double l00 = Math.sqrt(p00);
        double l10 = p10 / l00;
        double rest = p11 - l10 * l10;
        if (!(rest > 0)) {
            return false;
        }
        i00 = 1 / l00;
        i11 = 1 / Math.sqrt(rest);
        i10 = -l10 * i00 * i11;
        return true;
    }

    @Override
    double determinant() {
        double root = i00 * i11;
        return 1 / (root * root);
    }

    @Override
    void addSchur(double[] t, int atT, double[] s) {
        for (int j = 0; j < n; j++) {
            double t0 = t[atT + j];
            e[j] = i00 * t0;
            e[n + j] = i10 * t0 + i11 * t[atT + n + j];
        }
        int at = 0;
        for (int i = 0; i < n; i++) {
            double u = e[i];
            double w = e[n + i];
            for (int j = 0; j <= i; j++) {
                s[at + j] += u * e[j] + w * e[n + j];
            }
            at += n;
        }
    }

    @Override
    void clearK() {
        k00 = 0;
        k10 = 0;
        k11 = 0;
    }

    @Override
    void addK(double[] t, int atT, double[] d) {
        int columns = d.length / n;
        int end = n;
        int at = 0;
        for (int c = 0; c < columns; c++) {
            double u = 0;
            double w = 0;
            for (int j = 0; j < end; j++) {
                u += t[atT + j] * d[at + j];
                w += t[atT + n + j] * d[at + j];
            }
            k00 += u * u;
            k10 += u * w;
            k11 += w * w;
            end = c + 1;
            at += n;
        }
    }

    @Override
    void addDerivative(double[] c, int atC, double multiple, double[] sum) {
        // H = multiple I - L^-1 K L^-T, then P^-1 (..) P^-1 = L^-T H L^-1
        double s00 = i00 * k00;
        double s10 = i10 * k00 + i11 * k10;
        double s11 = i10 * k10 + i11 * k11;
        double h00 = multiple - s00 * i00;
        double h10 = -(s10 * i00);
        double h11 = multiple - (s10 * i10 + s11 * i11);
        double g00 = h00 * i00 + h10 * i10;
        double g01 = h10 * i11;
        double g10 = h10 * i00 + h11 * i10;
        double g11 = h11 * i11;
        double m00 = i00 * g00 + i10 * g10;
        double m01 = i00 * g01 + i10 * g11;
        double m10 = i11 * g10;
        double m11 = i11 * g11;
        double x00 = m00 * v00 + m01 * v10;
        double x01 = m00 * v01 + m01 * v11;
        double x10 = m10 * v00 + m11 * v10;
        double x11 = m10 * v01 + m11 * v11;
        double c00 = c[atC];
        double c10 = c[atC + 2];
        double c11 = c[atC + 3];
        sum[0] += c00 * x00;
        sum[1] += c00 * x01;
        sum[2] += c10 * x00 + c11 * x10;
        sum[3] += c10 * x01 + c11 * x11;
    }
}
