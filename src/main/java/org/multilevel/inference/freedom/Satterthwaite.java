package org.multilevel.inference.freedom;

import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.information.VarianceUncertainty;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.inference.numeric.Dense;

/**
 * Satterthwaite's degrees of freedom: those of the chi-squared variable whose mean and variance the estimated variance of a contrast has.
 *
 * <p>df = 2 v^2 / (g'Ag) with v = l'Vl, g its derivatives in the variance parameters and A their covariance; those of several contrasts
 * after Fai and Cornelius (1996), J. Stat. Comput. Simul. 54, 363-378, as in the R package lmerTest.
 */
public final class Satterthwaite {
    /** Degrees of freedom that differ by less than this are the same. */
    private static final double SAME = 1e-8;

    private final double[][] covariance;
    private final double[][] a;
    private final List<double[][]> derivatives;

    /** @param covariance of the fixed effects, p x p */
    public Satterthwaite(double[][] covariance, VarianceUncertainty variances) {
        this.covariance = covariance;
        this.a = variances.covariance();
        this.derivatives = variances.derivatives();
    }

    /** Returns the degrees of freedom of one contrast. */
    public double df(double[] l) {
        double variance = Dense.quadratic(l, covariance);
        double[] gradient = derivatives.stream()
                .mapToDouble(derivative -> Dense.quadratic(l, derivative))
                .toArray();
        return 2 * variance * variance / Dense.quadratic(gradient, a);
    }

    /**
     * Returns the degrees of freedom of the denominator of the F test of several contrasts, from those of uncorrelated combinations.
     *
     * @param l q x p, orthonormal
     */
    public double df(double[][] l) {
        SymmetricEigen eigen = SymmetricEigen.of(Dense.sandwich(l, covariance));
        double[] nu = new double[l.length];
        for (int m = 0; m < nu.length; m++) {
            double[][] direction = {eigen.vector(m)};
            nu[m] = df(Dense.times(direction, l)[0]);
        }
        return combined(nu);
    }

    private static double combined(double[] nu) {
        double least = Arrays.stream(nu).min().orElse(Double.NaN);
        double most = Arrays.stream(nu).max().orElse(Double.NaN);
        if (most - least < SAME) {
            return Arrays.stream(nu).average().orElse(Double.NaN);
        }
        if (!(least > 2)) {
            return 2;
        }
        double e = Arrays.stream(nu).map(v -> v / (v - 2)).sum();
        return 2 * e / (e - nu.length);
    }
}
