package org.multilevel.fit;

import java.util.Arrays;

/**
 * Penalised least squares with one grouping factor (or none): every level is a small problem of its own.
 *
 * <p>Per level, with A = Z'WZ, B = Z'W[X y], M = lambda'A lambda + I, N = lambda M^-1 and U = N lambda': the Schur complement is
 * S = [X y]'W[X y] - sum B'UB, and with J = I - A U and K = weight (Bv)(Bv)' + B_X (X'V^-1X)^-1 B_X', v = (-beta; 1), the
 * derivative with respect to lambda is 2 sum (A N - J K N). Levels are worked through in fixed chunks whose sums are added in order.
 */
final class SingleFactorSystem implements PenalizedLeastSquares {
    private static final int CHUNK = 1024;

    private final CrossProducts products;
    private final Workers workers;
    private final int p;
    private final int q;
    private final LevelClasses classes;
    private final int chunks;
    private final double[][] chunkS;
    private final double[] chunkLogDet;
    private double[] lambda = {};
    private double logDetRandom;
    private FixedPart fixed;

    SingleFactorSystem(CrossProducts products, Workers workers) {
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
        this.fixed = FixedPart.factor(products.xy.clone(), p);
    }

    @Override
    public int fixedColumns() {
        return p;
    }

    @Override
    public boolean factor(double[][] lambdas) {
        lambda = lambdas.length == 0 ? new double[1] : lambdas[0].clone();
        workers.run(chunks, this::eliminate);
        double[] s = products.xy.clone();
        logDetRandom = 0;
        for (int c = 0; c < chunks; c++) {
            logDetRandom += chunkLogDet[c];
            for (int i = 0; i < s.length; i++) {
                s[i] -= chunkS[c][i];
            }
        }
        fixed = FixedPart.factor(s, p);
        return !Double.isNaN(logDetRandom) && !Double.isNaN(fixed.residual());
    }

    /** Sums log |M| and B'UB over the classes of a chunk. */
    private void eliminate(int chunk) {
        double[] s = chunkS[chunk];
        Arrays.fill(s, 0);
        LevelKernel kernel = LevelKernel.of(q, p + 1);
        LogProduct logDet = new LogProduct();
        int end = Math.min(classes.count, (chunk + 1) * CHUNK);
        for (int c = chunk * CHUNK; c < end; c++) {
            if (!kernel.factor(classes.a, c * q * q, lambda)) {
                chunkLogDet[chunk] = Double.NaN;
                return;
            }
            logDet.multiply(kernel.determinant(), classes.multiplicity[c]);
            for (int b = classes.first[c]; b < classes.first[c + 1]; b++) {
                kernel.addSchur(classes.b, b * q * (p + 1), s);
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
        return products.xy[products.xy.length - 1];
    }

    @Override
    public void addHalfGradient(boolean restricted, double weight, double[][] into) {
        if (into.length == 0) {
            return;
        }
        double[] t = combination(restricted, weight);
        double[][] sums = new double[chunks][];
        workers.run(chunks, c -> sums[c] = chunkGradient(c, t));
        for (double[] sum : sums) {
            for (int i = 0; i < sum.length; i++) {
                into[0][i] += sum[i];
            }
        }
    }

    private double[] chunkGradient(int chunk, double[] t) {
        double[] sum = new double[q * q];
        LevelKernel kernel = LevelKernel.of(q, p + 1);
        int end = Math.min(classes.count, (chunk + 1) * CHUNK);
        for (int c = chunk * CHUNK; c < end; c++) {
            kernel.factor(classes.a, c * q * q, lambda);
            kernel.clearK();
            for (int b = classes.first[c]; b < classes.first[c + 1]; b++) {
                kernel.addK(classes.b, b * q * (p + 1), t);
            }
            kernel.addDerivative(classes.a, c * q * q, classes.multiplicity[c], lambda, sum);
        }
        return sum;
    }

    /**
     * Returns T', row-major with p + 1 columns: the row sqrt(weight) v, and if restricted below it the rows of the inverse Cholesky
     * factor of X'V^-1X, so that B T T' B' = weight (Bv)(Bv)' + B_X (X'V^-1X)^-1 B_X'.
     */
    private double[] combination(boolean restricted, double weight) {
        int n = p + 1;
        double[] beta = fixed.beta();
        double[] t = new double[(restricted ? n : 1) * n];
        double root = Math.sqrt(weight);
        for (int j = 0; j < p; j++) {
            t[j] = -root * beta[j];
        }
        t[p] = root;
        double[] inverse = restricted ? fixed.inverseFactor() : new double[0];
        for (int c = 0; c < p && restricted; c++) {
            System.arraycopy(inverse, c * p, t, (c + 1) * n, c + 1);
        }
        return t;
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
        double[] c = new double[q];
        for (int level = 0; level < products.levels[0]; level++) {
            SmallMatrices.penalised(products.zz[0], level * q * q, lambda, q, m, 0, scratch);
            SmallMatrices.cholesky(m, 0, q);
            for (int i = 0; i < q; i++) {
                c[i] = 0;
                for (int j = i; j < q; j++) {
                    double[] b = products.zxy[0];
                    c[i] += lambda[j * q + i] * residualCross(b, (level * q + j) * (p + 1), beta);
                }
            }
            SmallMatrices.solveLower(m, 0, q, c, 0, 1);
            SmallMatrices.solveLowerTransposed(m, 0, q, c, 0, 1);
            System.arraycopy(c, 0, u, level * q, q);
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
}
