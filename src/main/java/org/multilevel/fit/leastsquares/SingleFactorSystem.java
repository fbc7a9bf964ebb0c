package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.fit.linalg.LogProduct;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Penalised least squares with one grouping factor (or none): every level is a small problem of its own.
 *
 * <p>Per level Z'WZ = C C', T = C^-1 Z'W[X y], V = C'lambda, P = I + V V'. With W the cross-products of [X y] within levels, the Schur
 * complement is S = W + sum T'P^-1 T, and with K = T (weight v v' + [ (X'V^-1X)^-1 ]) T', v = (-beta; 1), half of the derivative with
 * respect to lambda is sum C (P^-1 - P^-1 K P^-1) V. Sums only: no digits are lost, however much the groups differ. Levels are
 * worked through in fixed chunks whose sums are added in order.
 */
public final class SingleFactorSystem implements PenalizedLeastSquares {
    private static final int CHUNK = 1024;

    private final CrossProducts products;
    private final Workers workers;
    private final int p;
    private final int q;
    private final LevelClasses classes;
    /** C of each class, q x q. */
    private final double[] c;
    /** T of each block of the classes, q x (p+1). */
    private final double[] t;

    private final double[] within;
    private final int chunks;
    private final double[][] chunkS;
    private final double[] chunkLogDet;
    private double[] lambda = {};
    private double logDetRandom;
    private double total;
    private FixedPart fixed;

    /** Sets the problem up; what is within levels is the difference of the cross-products. */
    public SingleFactorSystem(CrossProducts products, Workers workers) {
        this(products, workers, Optional.empty());
    }

    /** Sets the problem up with the cross-products of [X y] within levels, (p+1) x (p+1), where they were read on their own. */
    public SingleFactorSystem(CrossProducts products, Workers workers, Optional<double[]> within) {
        this.products = products;
        this.workers = workers;
        this.p = products.p;
        boolean none = products.widths.length == 0;
        this.q = none ? 1 : products.widths[0];
        this.classes = none
                ? LevelClasses.of(new double[0], new double[0], 0, 1, p + 1)
                : LevelClasses.of(products.zz[0], products.zxy[0], products.levels[0], q, p + 1);
        this.chunks = (classes.count + CHUNK - 1) / CHUNK;
        this.chunkS = new double[chunks][(p + 1) * (p + 1)];
        this.chunkLogDet = new double[chunks];
        this.c = classes.a.clone();
        this.t = classes.b.clone();
        workers.run(chunks, this::decompose);
        this.within = within.orElseGet(this::difference);
        this.fixed = FixedPart.factor(products.xy.clone(), p);
    }

    /** Turns A into C and B into T for the classes of a chunk. */
    private void decompose(int chunk) {
        int end = Math.min(classes.count, (chunk + 1) * CHUNK);
        for (int k = chunk * CHUNK; k < end; k++) {
            SmallMatrices.semidefiniteCholesky(c, k * q * q, q);
            for (int b = classes.first[k]; b < classes.first[k + 1]; b++) {
                SmallMatrices.solveLower(c, k * q * q, q, t, b * q * (p + 1), p + 1);
            }
        }
    }

    /** Returns [X y]'W[X y] - sum T'T. */
    private double[] difference() {
        int n = p + 1;
        double[] difference = products.xy.clone();
        double[] sum = new double[n * n];
        for (int row = 0; row < t.length; row += n) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    sum[i * n + j] += t[row + i] * t[row + j];
                }
            }
            if (row % (n * CHUNK) == 0 || row + n == t.length) {
                for (int i = 0; i < sum.length; i++) {
                    difference[i] -= sum[i];
                    sum[i] = 0;
                }
            }
        }
        return difference;
    }

    /** Returns the part of the response's sum of squares that lies within levels. */
    public double partWithin() {
        return within[within.length - 1] / products.xy[within.length - 1];
    }

    /** Returns the part of the response's sum of squares within levels that the fixed columns leave there. */
    public double partLeftWithin() {
        int n = p + 1;
        double left = factorWithin()[n * n - 1];
        return left * left / within[n * n - 1];
    }

    /** Returns how many of the fixed columns differ within levels, counted without those that repeat others there. */
    public int fixedRankWithin() {
        double[] factor = factorWithin();
        int rank = 0;
        for (int j = 0; j < p; j++) {
            rank += factor[j * (p + 1) + j] > 0 ? 1 : 0;
        }
        return rank;
    }

    private double[] factorWithin() {
        int n = p + 1;
        double[] factor = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                factor[i * n + j] = within[i * n + j];
                factor[j * n + i] = within[i * n + j];
            }
        }
        for (int i = 0; i < p; i++) {
            // what is left of a column by rounding must not explain anything
            if (!(within[i * n + i] > 1e-12 * products.xy[i * n + i])) {
                for (int j = 0; j < n; j++) {
                    factor[i * n + j] = 0;
                    factor[j * n + i] = 0;
                }
            }
        }
        SmallMatrices.semidefiniteCholesky(factor, 0, n);
        return factor;
    }

    @Override
    public int fixedColumns() {
        return p;
    }

    @Override
    public boolean factor(double[][] lambdas) {
        lambda = lambdas.length == 0 ? new double[1] : lambdas[0].clone();
        workers.run(chunks, this::eliminate);
        double[] s = within.clone();
        logDetRandom = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            logDetRandom += chunkLogDet[chunk];
            for (int i = 0; i < s.length; i++) {
                s[i] += chunkS[chunk][i];
            }
        }
        total = s[s.length - 1];
        fixed = FixedPart.factor(s, p);
        return !Double.isNaN(logDetRandom) && !Double.isNaN(fixed.residual());
    }

    /** Sums log |P| and T'P^-1 T over the classes of a chunk. */
    private void eliminate(int chunk) {
        double[] s = chunkS[chunk];
        Arrays.fill(s, 0);
        LevelKernel kernel = LevelKernel.of(q, p + 1);
        LogProduct logDet = new LogProduct();
        int end = Math.min(classes.count, (chunk + 1) * CHUNK);
        for (int k = chunk * CHUNK; k < end; k++) {
            if (!kernel.factor(c, k * q * q, lambda)) {
                chunkLogDet[chunk] = Double.NaN;
                return;
            }
            logDet.multiply(kernel.determinant(), classes.multiplicity[k]);
            for (int b = classes.first[k]; b < classes.first[k + 1]; b++) {
                kernel.addSchur(t, b * q * (p + 1), s);
            }
        }
        chunkLogDet[chunk] = logDet.log();
    }

    @Override
    public double logDetRandom() {
        return logDetRandom;
    }

    @Override
    public double logDetFixed() {
        return fixed.logDet();
    }

    @Override
    public double residual() {
        return fixed.residual();
    }

    @Override
    public double total() {
        return total;
    }

    @Override
    public void addHalfGradient(boolean restricted, double weight, double[][] into) {
        if (into.length == 0) {
            return;
        }
        double[] combination = combination(restricted, weight);
        double[][] sums = new double[chunks][];
        workers.run(chunks, chunk -> sums[chunk] = chunkGradient(chunk, combination));
        for (double[] sum : sums) {
            for (int i = 0; i < sum.length; i++) {
                into[0][i] += sum[i];
            }
        }
    }

    private double[] chunkGradient(int chunk, double[] combination) {
        double[] sum = new double[q * q];
        LevelKernel kernel = LevelKernel.of(q, p + 1);
        int end = Math.min(classes.count, (chunk + 1) * CHUNK);
        for (int k = chunk * CHUNK; k < end; k++) {
            kernel.factor(c, k * q * q, lambda);
            kernel.clearK();
            for (int b = classes.first[k]; b < classes.first[k + 1]; b++) {
                kernel.addK(t, b * q * (p + 1), combination);
            }
            kernel.addDerivative(c, k * q * q, classes.multiplicity[k], sum);
        }
        return sum;
    }

    /**
     * Returns D', row-major with p + 1 columns: the row sqrt(weight) v, and if restricted below it the rows of the inverse Cholesky
     * factor of X'V^-1X, so that K = T D D' T'.
     */
    private double[] combination(boolean restricted, double weight) {
        int n = p + 1;
        double[] beta = fixed.beta();
        double[] d = new double[(restricted ? n : 1) * n];
        double root = Math.sqrt(weight);
        for (int j = 0; j < p; j++) {
            d[j] = -root * beta[j];
        }
        d[p] = root;
        double[] inverse = restricted ? fixed.inverseFactor() : new double[0];
        for (int k = 0; k < p && restricted; k++) {
            System.arraycopy(inverse, k * p, d, (k + 1) * n, k + 1);
        }
        return d;
    }

    private double residualCross(double[] b, int at, double[] beta) {
        double s = b[at + p];
        for (int j = 0; j < p; j++) {
            s -= b[at + j] * beta[j];
        }
        return s;
    }

    @Override
    public double[] beta() {
        return fixed.beta();
    }

    @Override
    public double[] fixedInverse() {
        return fixed.inverse();
    }

    @Override
    public double[][] modes() {
        if (products.widths.length == 0) {
            return new double[0][];
        }
        double[] beta = fixed.beta();
        double[] u = new double[products.levels[0] * q];
        double[] m = new double[q * q];
        double[] scratch = new double[q * q];
        double[] rhs = new double[q];
        for (int level = 0; level < products.levels[0]; level++) {
            SmallMatrices.penalised(products.zz[0], level * q * q, lambda, q, m, 0, scratch);
            SmallMatrices.cholesky(m, 0, q);
            for (int i = 0; i < q; i++) {
                rhs[i] = 0;
                for (int j = i; j < q; j++) {
                    double[] b = products.zxy[0];
                    rhs[i] += lambda[j * q + i] * residualCross(b, (level * q + j) * (p + 1), beta);
                }
            }
            SmallMatrices.solveLower(m, 0, q, rhs, 0, 1);
            SmallMatrices.solveLowerTransposed(m, 0, q, rhs, 0, 1);
            System.arraycopy(rhs, 0, u, level * q, q);
        }
        return new double[][] {u};
    }

    @Override
    public double[][] conditionalCovariance() {
        if (products.widths.length == 0) {
            return new double[0][];
        }
        double[] covariance = new double[products.levels[0] * q * q];
        double[] m = new double[q * q];
        double[] scratch = new double[q * q];
        double[] w = new double[q * q];
        for (int level = 0; level < products.levels[0]; level++) {
            SmallMatrices.penalised(products.zz[0], level * q * q, lambda, q, m, 0, scratch);
            SmallMatrices.cholesky(m, 0, q);
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    w[i * q + j] = lambda[j * q + i];
                }
            }
            SmallMatrices.solveLower(m, 0, q, w, 0, q);
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    double s = 0;
                    for (int k = 0; k < q; k++) {
                        s += w[k * q + i] * w[k * q + j];
                    }
                    covariance[level * q * q + i * q + j] = s;
                }
            }
        }
        return new double[][] {covariance};
    }

    @Override
    public double[][] influenceOfFixed() {
        double[][] covariance = conditionalCovariance();
        double[][] influence = new double[covariance.length][];
        for (int f = 0; f < covariance.length; f++) {
            int levels = products.levels[f];
            influence[f] = new double[levels * q * p];
            for (int row = 0; row < levels * q; row++) {
                int level = row / q;
                for (int k = 0; k < q; k++) {
                    double u = covariance[f][row * q + k];
                    int at = (level * q + k) * (p + 1);
                    for (int j = 0; j < p; j++) {
                        influence[f][row * p + j] += u * products.zxy[f][at + j];
                    }
                }
            }
        }
        return influence;
    }
}
