package org.multilevel.inference.freedom;

import java.util.List;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.inference.numeric.Dense;

/**
 * Denominator degrees of freedom and scale of the F test after Kenward and Roger (1997), Biometrics 53, 983-997, with the correction of
 * the R package pbkrtest where a divisor is zero.
 *
 * @param denominatorDf m
 * @param scale lambda, by which the Wald statistic divided by the rank of the hypothesis becomes F
 */
public record KenwardRogerTest(double denominatorDf, double scale) {
    private static final double ZERO = 1e-10;

    /** So near to 2 degrees of freedom the scale is not determined, and pbkrtest takes 1. */
    private static final double NEAR_TWO = 0.01;

    /**
     * Returns the test of the hypothesis with the rows {@code l}.
     *
     * @param phi the covariance of the fixed effects, not adjusted
     * @param l q x p, of full rank
     */
    public static KenwardRogerTest of(VarianceUncertainty variances, double[][] phi, double[][] l) {
        double[][] inverse = Dense.inverse(Dense.sandwich(l, phi));
        double[][] w = variances.covariance();
        List<double[][]> derivatives = variances.derivatives();
        int k = w.length;
        double[][][] e = new double[k][][];
        for (int i = 0; i < k; i++) {
            e[i] = Dense.times(inverse, Dense.sandwich(l, derivatives.get(i)));
        }
        double a1 = 0;
        double a2 = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                a1 += w[i][j] * Dense.trace(e[i]) * Dense.trace(e[j]);
                a2 += w[i][j] * Dense.trace(Dense.times(e[i], e[j]));
            }
        }
        return of(l.length, a1, a2);
    }

    /** Equations of section 3 of the paper, with q the rank of the hypothesis. */
    private static KenwardRogerTest of(int q, double a1, double a2) {
        double b = (a1 + 6 * a2) / (2.0 * q);
        double g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
        double divisor = 3.0 * q + 2 * (1 - g);
        double v0 = 1 + g / divisor * b;
        double v1 = 1 - (q - g) / divisor * b;
        double v2 = 1 - (q + 2 - g) / divisor * b;
        v0 = Math.abs(v0) < ZERO ? 0 : v0;
        double ratio = quotient(1 - a2 / q, v1);
        double rho = ratio * ratio * v0 / v2 / q;
        double df = 4 + (q + 2) / (q * rho - 1);
        double scale = Math.abs(df - 2) < NEAR_TWO ? 1 : df * (1 - a2 / q) / (df - 2);
        return new KenwardRogerTest(df, scale);
    }

    private static double quotient(double x, double y) {
        return Math.abs(x) < 1e-14 && Math.abs(y) < 1e-14 ? 1 : x / y;
    }
}
