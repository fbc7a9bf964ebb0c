package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.multilevel.fit.linalg.LogProduct;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/** The factor with one grouping factor (or none): a small one per class of levels; the algebra is that of {@link SingleFactorSystem}. */
final class SingleFactor implements Factor {
    private final SingleFactorSystem system;
    private final CrossProducts products;
    private final LevelClasses classes;
    private final double[] c;
    private final double[] t;
    private final int p;
    private final int q;
    private final double[] lambda;
    private final SingleWorkspace workspace;
    private final long number;
    private final double logDetRandom;
    private final double total;
    private final FixedPart fixed;

    SingleFactor(SingleFactorSystem system, double[][] lambdas, SingleWorkspace workspace) {
        this(system, lambdas, workspace, s -> FixedPart.factor(s, system.p));
    }

    /** @param ending gets what is left of [X y]'W[X y], the lower triangle, and gives its factor, or that of more rows than these */
    SingleFactor(
            SingleFactorSystem system,
            double[][] lambdas,
            SingleWorkspace workspace,
            Function<double[], FixedPart> ending) {
        this.system = system;
        this.products = system.products;
        this.classes = system.classes;
        this.c = system.c;
        this.t = system.t;
        this.p = system.p;
        this.q = system.q;
        this.lambda = lambdas.length == 0 ? new double[1] : lambdas[0].clone();
        this.workspace = workspace;
        this.number = workspace.claim();
        system.workers.run(system.chunks, this::eliminate);
        double[] s = system.within.clone();
        double logDet = 0;
        for (int chunk = 0; chunk < system.chunks; chunk++) {
            logDet += workspace.logDet[chunk];
            for (int i = 0; i < s.length; i++) {
                s[i] += workspace.schur[chunk][i];
            }
        }
        this.logDetRandom = logDet;
        this.total = s[s.length - 1];
        this.fixed = ending.apply(s);
    }

    /** Sums log |P| and T'P^-1 T over the classes of a chunk. */
    private void eliminate(int chunk) {
        double[] s = workspace.schur[chunk];
        Arrays.fill(s, 0);
        LevelKernel kernel = workspace.kernels[chunk];
        LogProduct logDet = new LogProduct();
        for (int k = system.chunkStart(chunk); k < system.chunkStart(chunk + 1); k++) {
            if (!kernel.factor(c, k * q * q, lambda)) {
                workspace.logDet[chunk] = Double.NaN;
                return;
            }
            logDet.multiply(kernel.determinant(), classes.multiplicity[k]);
            for (int b = classes.first[k]; b < classes.first[k + 1]; b++) {
                kernel.addSchur(t, b * q * (p + 1), s);
            }
        }
        workspace.logDet[chunk] = logDet.log();
    }

    @Override
    public double logDetRandom() {
        return logDetRandom;
    }

    @Override
    public FixedPart fixed() {
        return fixed;
    }

    @Override
    public double total() {
        return total;
    }

    @Override
    public double[][] halfGradient(double fixedWeight, double residualWeight) {
        workspace.check(number);
        if (products.widths.length == 0) {
            return new double[0][];
        }
        double[] combination = combination(fixedWeight, residualWeight);
        system.workers.run(system.chunks, chunk -> chunkGradient(chunk, combination));
        double[] gradient = new double[q * q];
        for (double[] sum : workspace.gradient) {
            for (int i = 0; i < sum.length; i++) {
                gradient[i] += sum[i];
            }
        }
        return new double[][] {gradient};
    }

    private void chunkGradient(int chunk, double[] combination) {
        double[] sum = workspace.gradient[chunk];
        Arrays.fill(sum, 0);
        LevelKernel kernel = workspace.kernels[chunk];
        for (int k = system.chunkStart(chunk); k < system.chunkStart(chunk + 1); k++) {
            kernel.factor(c, k * q * q, lambda);
            kernel.clearK();
            for (int b = classes.first[k]; b < classes.first[k + 1]; b++) {
                kernel.addK(t, b * q * (p + 1), combination);
            }
            kernel.addDerivative(c, k * q * q, classes.multiplicity[k], sum);
        }
    }

    /**
     * Returns D', row-major with p + 1 columns: the row sqrt(residualWeight) (-beta; 1), and unless its weight is zero below it
     * sqrt(fixedWeight) times the rows of the inverse Cholesky factor of X'V^-1X, so that K = T D D' T'.
     */
    private double[] combination(double fixedWeight, double residualWeight) {
        int n = p + 1;
        double[] d = new double[(fixedWeight > 0 ? n : 1) * n];
        double root = Math.sqrt(residualWeight);
        double[] residual = fixed.residualColumn();
        for (int j = 0; j < n; j++) {
            d[j] = root * residual[j];
        }
        if (fixedWeight > 0) {
            double[] inverse = fixed.inverseFactor();
            double fixedRoot = Math.sqrt(fixedWeight);
            for (int k = 0; k < p; k++) {
                for (int j = 0; j <= k; j++) {
                    d[(k + 1) * n + j] = fixedRoot * inverse[k * p + j];
                }
            }
        }
        return d;
    }

    @Override
    public List<CovarianceDerivatives> covarianceDerivatives(double fixedWeight, double degrees) {
        if (!system.knowsCurvature()) {
            return List.of();
        }
        double residualWeight = degrees / fixed.residual();
        // nothing of it is borrowed from the workspace, so it may be asked for after the next factor
        return List.of(new CovarianceDerivatives(
                () -> curvature(fixedWeight, residualWeight, fixedWeight > 0).derivatives(degrees)));
    }

    @Override
    public Optional<ExactDerivatives> exactDerivatives(double fixedWeight, double residualWeight) {
        return system.knowsCurvature()
                ? Optional.of(curvature(fixedWeight, residualWeight, true).all())
                : Optional.empty();
    }

    private SingleCurvature curvature(double fixedWeight, double residualWeight, boolean withFixed) {
        return new SingleCurvature(
                q,
                fixed,
                fixedWeight,
                residualWeight,
                SingleCurvature.sums(system, lambda, fixed, fixedWeight, residualWeight, withFixed));
    }

    @Override
    public double[][] modes() {
        if (products.widths.length == 0) {
            return new double[0][];
        }
        double[] beta = fixed.beta();
        double[] sums = new double[products.levels[0] * q];
        for (int row = 0; row < sums.length; row++) {
            sums[row] = products.residualSum(0, row, beta);
        }
        return solve(new double[][] {sums});
    }

    @Override
    public double[][] solve(double[][] sums) {
        if (products.widths.length == 0) {
            return new double[0][];
        }
        double[] right = new double[products.levels[0] * q];
        SmallMatrices.timesInto(sums[0], 0, lambda, 0, right, 0, products.levels[0], q, q);
        return inverseTimes(new double[][] {right});
    }

    @Override
    public double[][] inverseTimes(double[][] right) {
        double[][] u = SmallMatrices.copy(right);
        double[] m = new double[q * q];
        double[] scratch = new double[q * q];
        int levels = products.widths.length == 0 ? 0 : products.levels[0];
        for (int level = 0; level < levels && q > 0; level++) {
            factorLevel(level, m, scratch);
            SmallMatrices.solveLower(m, 0, q, u[0], level * q, 1);
            SmallMatrices.solveLowerTransposed(m, 0, q, u[0], level * q, 1);
        }
        return u;
    }

    /** Writes the Cholesky factor of lambda'A lambda + I of a level into m, which holds that of the level before. */
    private void factorLevel(int level, double[] m, double[] scratch) {
        system.checkCancelled(level);
        if (isLikeTheOneBefore(level)) {
            return;
        }
        SmallMatrices.penalised(products.zz[0], level * q * q, lambda, q, m, 0, scratch);
        SmallMatrices.cholesky(m, 0, q);
    }

    /** Says whether a level has the same A, as in a balanced design, and so the same factor and inverse. */
    private boolean isLikeTheOneBefore(int level) {
        int size = q * q;
        int at = level * size;
        return level > 0 && Arrays.equals(products.zz[0], at - size, at, products.zz[0], at, at + size);
    }

    @Override
    public RandomInverse randomInverse() {
        if (products.widths.length == 0) {
            return new RandomInverse(new double[0][], new double[0][][]);
        }
        double[] own = new double[products.levels[0] * q * q];
        double[] m = new double[q * q];
        double[] scratch = new double[q * q];
        double[] inverse = new double[q * q];
        for (int level = 0; level < products.levels[0]; level++) {
            factorLevel(level, m, scratch);
            SmallMatrices.inverseInto(m, q, inverse);
            System.arraycopy(inverse, 0, own, level * q * q, q * q);
        }
        return new RandomInverse(new double[][] {own}, new double[1][0][]);
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
            if (isLikeTheOneBefore(level)) {
                System.arraycopy(covariance, (level - 1) * q * q, covariance, level * q * q, q * q);
                continue;
            }
            factorLevel(level, m, scratch);
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
    public double[][] modesByBeta(double[][] covariance) {
        double[][] slopes = new double[covariance.length][];
        for (int f = 0; f < covariance.length; f++) {
            int levels = products.levels[f];
            slopes[f] = new double[levels * q * p];
            for (int row = 0; row < levels * q; row++) {
                system.checkCancelled(row);
                int level = row / q;
                for (int k = 0; k < q; k++) {
                    double u = covariance[f][row * q + k];
                    int at = (level * q + k) * (p + 1);
                    for (int j = 0; j < p; j++) {
                        slopes[f][row * p + j] += u * products.zxy[f][at + j];
                    }
                }
            }
        }
        return slopes;
    }
}
