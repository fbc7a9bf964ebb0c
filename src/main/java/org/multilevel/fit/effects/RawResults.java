package org.multilevel.fit.effects;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.Standardisation;

/** Turns what was found for the standardised columns into results for the raw ones. */
public final class RawResults {
    private final Design design;
    private final Standardisation standard;
    private final int[] kept;
    private final double sigma;
    private final double responseScale;

    /** @param sigma the residual standard deviation on the raw scale */
    public RawResults(Design design, Standardisation standard, int[] kept, double sigma) {
        this(design, standard, kept, sigma, standard.yScale);
    }

    /**
     * @param sigma the residual standard deviation on the raw scale
     * @param responseScale what the response was divided by
     */
    public RawResults(Design design, Standardisation standard, int[] kept, double sigma, double responseScale) {
        this.design = design;
        this.standard = standard;
        this.kept = kept;
        this.sigma = sigma;
        this.responseScale = responseScale;
    }

    /** Returns the templates for the raw columns of Z, lower triangular with a non-negative diagonal. */
    public double[][] lambda(double[][] standardised) {
        double[][] raw = new double[standardised.length][];
        for (int f = 0; f < raw.length; f++) {
            raw[f] = lowerTriangular(
                    half(f, standardised[f]), design.factors().get(f).width());
        }
        return raw;
    }

    /** Returns the theta of the standardised columns that stands for one of the raw columns. */
    public double[] standardised(ThetaLayout layout, double[] rawTheta) {
        double[][] lambda = layout.lambda(rawTheta);
        for (int f = 0; f < lambda.length; f++) {
            int q = layout.width(f);
            double[] transform = standard.randomTransform(design.factors().get(f), f);
            SmallMatrices.solveLowerTransposed(SmallMatrices.transposed(transform, q, q), 0, q, lambda[f], 0, q);
            lambda[f] = lowerTriangular(lambda[f], q);
        }
        return layout.theta(lambda);
    }

    /** Returns sigma^2 lambda lambda' of every factor. */
    public List<double[][]> covariances(double[][] rawLambda) {
        List<double[][]> covariances = new ArrayList<>();
        for (int f = 0; f < rawLambda.length; f++) {
            int q = design.factors().get(f).width();
            covariances.add(matrix(SmallMatrices.timesTransposed(rawLambda[f], q, q), q, sigma * sigma));
        }
        return covariances;
    }

    /** Returns T lambda of factor f, the square root of the raw relative covariance. */
    private double[] half(int f, double[] standardised) {
        RandomFactor factor = design.factors().get(f);
        int q = factor.width();
        return SmallMatrices.times(standard.randomTransform(factor, f), standardised, q, q, q);
    }

    /** Returns for every grouping factor what turns its spherical modes, relative to the response's scale, into raw effects. */
    public List<double[]> halves(double[][] standardised) {
        List<double[]> halves = new ArrayList<>();
        for (int f = 0; f < standardised.length; f++) {
            halves.add(half(f, standardised[f]));
        }
        return halves;
    }

    /** Returns the estimates of every grouping factor. */
    public List<FactorEffects> factors(Factor solution, double[][] lambda, List<List<EffectPair>> notIdentified) {
        double[][] conditional = solution.conditionalCovariance();
        return factors(solution.modes(), conditional, solution.modesByBeta(conditional), lambda, notIdentified);
    }

    /**
     * Returns the estimates of every grouping factor.
     *
     * @param modes u, levels x q
     * @param conditional of the effects given beta, as {@link Factor#conditionalCovariance}
     * @param modesByBeta as {@link Factor#modesByBeta}
     * @param lambda of the standardised columns
     * @param notIdentified per factor the components that the data do not determine
     */
    public List<FactorEffects> factors(
            double[][] modes,
            double[][] conditional,
            double[][] modesByBeta,
            double[][] lambda,
            List<List<EffectPair>> notIdentified) {
        double[][] rawLambda = lambda(lambda);
        double[] fixedTransform = standard.fixedTransform(kept);
        List<FactorEffects> factors = new ArrayList<>();
        for (int f = 0; f < design.factors().size(); f++) {
            RandomFactor factor = design.factors().get(f);
            int q = factor.width();
            double[] transform = standard.randomTransform(factor, f);
            double[] half = half(f, lambda[f]);
            factors.add(new FactorEffects(
                    matrix(rawLambda[f], q, 1),
                    matrix(SmallMatrices.timesTransposed(half, q, q), q, sigma * sigma),
                    effects(half, modes[f], q),
                    conditionalToRaw(transform, conditional[f], q, sigma * sigma),
                    modesByBetaToRaw(transform, modesByBeta[f], q, fixedTransform),
                    notIdentified.get(f)));
        }
        return factors;
    }

    /** Returns what a matrix such as (X'V^-1X)^-1 of the kept columns, p x p, is on the raw scale, times sigma^2. */
    public double[][] fixedCovariance(double[] standardised) {
        int p = kept.length;
        double[] t = standard.fixedTransform(kept);
        double[] half = SmallMatrices.times(t, standardised, p, p, p);
        double[] full = SmallMatrices.times(half, SmallMatrices.transposed(t, p, p), p, p, p);
        return matrix(full, p, sigma * sigma);
    }

    /** Returns R T^-1 for an upper triangular R with R'R = X'WX of the standardised kept columns: that of the raw ones. */
    public double[][] crossFactor(double[] standardised) {
        int p = kept.length;
        double[] raw = standardised.clone();
        double[] transform = standard.fixedTransform(kept);
        for (int row = 0; row < p; row++) {
            divide(raw, row * p, transform);
        }
        return matrix(raw, p, 1);
    }

    private double[] effects(double[] half, double[] modes, int q) {
        double[] effects = SmallMatrices.times(modes, SmallMatrices.transposed(half, q, q), modes.length / q, q, q);
        for (int i = 0; i < effects.length; i++) {
            effects[i] *= responseScale;
        }
        return effects;
    }

    private static double[] conditionalToRaw(double[] transform, double[] conditional, int q, double variance) {
        double[] raw = new double[conditional.length];
        double[] half = new double[q * q];
        double[] transposed = SmallMatrices.transposed(transform, q, q);
        for (int at = 0; at < raw.length; at += q * q) {
            SmallMatrices.timesInto(transform, 0, conditional, at, half, 0, q, q, q);
            SmallMatrices.timesInto(half, 0, transposed, 0, raw, at, q, q, q);
            for (int i = at; i < at + q * q; i++) {
                raw[i] *= variance;
            }
        }
        return raw;
    }

    /** Returns T_z A T_x^-1 for the A (q x p) of every level, T_x upper triangular. */
    private double[] modesByBetaToRaw(double[] transform, double[] modesByBeta, int q, double[] fixedTransform) {
        int p = kept.length;
        double[] raw = new double[modesByBeta.length];
        for (int at = 0; at < raw.length; at += q * p) {
            SmallMatrices.timesInto(transform, 0, modesByBeta, at, raw, at, q, q, p);
            for (int row = at; row < at + q * p; row += p) {
                divide(raw, row, fixedTransform);
            }
        }
        return raw;
    }

    /** Replaces the row of p numbers that starts at {@code row} by itself times T^-1, T upper triangular. */
    private void divide(double[] raw, int row, double[] transform) {
        int p = kept.length;
        for (int j = 0; j < p; j++) {
            double s = raw[row + j];
            for (int k = 0; k < j; k++) {
                s -= raw[row + k] * transform[k * p + j];
            }
            raw[row + j] = s / transform[j * p + j];
        }
    }

    /** Returns the lower triangular L with L L' = M M' and a non-negative diagonal, by rotating columns of M. */
    static double[] lowerTriangular(double[] matrix, int q) {
        double[] m = matrix.clone();
        SmallMatrices.triangularise(m, q);
        for (int r = 0; r < q; r++) {
            double size = 0;
            for (int j = 0; j < q; j++) {
                size = Math.hypot(size, matrix[r * q + j]);
            }
            if (Math.abs(m[r * q + r]) < 1e-13 * size) {
                m[r * q + r] = 0;
            }
            if (m[r * q + r] < 0) {
                for (int i = r; i < q; i++) {
                    m[i * q + r] = -m[i * q + r];
                }
            }
        }
        return m;
    }

    private static double[][] matrix(double[] values, int n, double multiple) {
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = multiple * values[i * n + j];
            }
        }
        return matrix;
    }
}
