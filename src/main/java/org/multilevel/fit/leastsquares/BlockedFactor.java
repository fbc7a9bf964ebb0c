package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.multilevel.fit.linalg.DenseCholesky;
import org.multilevel.fit.linalg.LogProduct;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * The factor with two or more grouping factors, nested, crossed or partially crossed.
 *
 * <p>Omega is factored level by level as {@link Plan} says: the sparse levels one by one, each row R of the factor holding its later
 * neighbours and [X y]; the rest, with X and y last, as one dense matrix. The dense matrix is the only work that grows with the
 * cube of anything.
 */
final class BlockedFactor implements Factor {
    /** A small part of a factorisation. */
    private static final double CHEAP = 0.1;
    /** Factorisations that are worth an average information where every evaluation makes many. */
    private static final double A_FEW = 3;

    /** Levels that are eliminated between two looks at whether to stop. */
    static final int SELDOM = 16;

    private final Omega omega;
    private final CrossProducts products;
    private final Plan plan;
    private final double[][] lambda;
    private final BlockedWorkspace workspace;
    private final long number;
    private final Workers workers;
    private final int p;
    private final int dense;
    private final boolean positiveDefinite;
    private final double logDetRandom;
    private final FixedPart fixed;

    /** Factors Omega at {@code lambda} in the workspace. */
    BlockedFactor(Omega omega, Plan plan, double[][] lambda, BlockedWorkspace workspace, Workers workers) {
        this(omega, plan, lambda, workspace, workers, omega.p, corner -> FixedPart.ofFactor(corner, omega.p));
    }

    /**
     * Factors Omega as far as that is asked for.
     *
     * @param columns of X that are eliminated, too
     * @param ending gets what is left of [X y]'W[X y], the lower triangle, and gives its factor, or that of more rows than these
     */
    BlockedFactor(
            Omega omega,
            Plan plan,
            double[][] lambda,
            BlockedWorkspace workspace,
            Workers workers,
            int columns,
            Function<double[], FixedPart> ending) {
        this.omega = omega;
        this.products = omega.products;
        this.plan = plan;
        this.lambda = Arrays.stream(lambda).map(double[]::clone).toArray(double[][]::new);
        this.workspace = workspace;
        this.number = workspace.claim();
        this.workers = workers;
        this.p = omega.p;
        this.dense = plan.denseOrder;
        omega.assemble(this.lambda, workspace, workers);
        LogProduct logDet = new LogProduct();
        boolean eliminated = eliminate(logDet, columns);
        this.logDetRandom = eliminated ? logDet.log() : Double.NaN;
        this.fixed = ending.apply(corner());
        this.positiveDefinite = eliminated && !Double.isNaN(logDetRandom) && !Double.isNaN(fixed.residual());
    }

    /** The factorisation: block by block as the plan says, then the dense rest; says whether every pivot was positive. */
    private boolean eliminate(LogProduct logDet, int columns) {
        double[][] rest = workspace.rest;
        Elimination elimination = new Elimination(plan, workspace, p);
        for (int i = 0; i < plan.sparse; i++) {
            if (i % SELDOM == 0) {
                workers.checkCancelled();
            }
            int q = plan.width[i];
            double[] l = workspace.diagonal[i];
            if (!SmallMatrices.cholesky(l, 0, q)) {
                return false;
            }
            SmallMatrices.solveLower(l, 0, q, workspace.rows[i], 0, plan.rowWidth[i]);
            for (int a = 0; a < q; a++) {
                logDet.multiply(l[a * q + a] * l[a * q + a], 1);
            }
            elimination.subtractSquare(i);
        }
        if (!DenseCholesky.factor(rest, rest.length, dense + columns, workers)) {
            return false;
        }
        for (int i = 0; i < dense; i++) {
            logDet.multiply(rest[i][i] * rest[i][i], 1);
        }
        return true;
    }

    private double[] corner() {
        double[] corner = new double[(p + 1) * (p + 1)];
        for (int i = 0; i <= p; i++) {
            System.arraycopy(workspace.rest[dense + i], dense, corner, i * (p + 1), i + 1);
        }
        return corner;
    }

    /** Writes (Lambda'Z'WZ Lambda + I)^-1 Lambda'Z'W[X y] d, the solution for one combination of the columns, into the workspace's u. */
    private double[][] solve(double[] d) {
        double[][] rest = workspace.rest;
        double[] x = workspace.x;
        Arrays.fill(x, 0);
        for (int j = 0; j <= p; j++) {
            for (int i = 0; i < dense && d[j] != 0; i++) {
                x[i] += rest[dense + j][i] * d[j];
            }
        }
        for (int k = dense - 1; k >= 0; k--) {
            workers.checkCancelled();
            double[] row = rest[k];
            double value = x[k] / row[k];
            x[k] = value;
            for (int i = 0; i < k; i++) {
                x[i] -= row[i] * value;
            }
        }
        for (int i = plan.nodes - 1; i >= plan.sparse; i--) {
            int q = plan.width[i];
            System.arraycopy(x, plan.denseRow[i], workspace.u[plan.factor[i]], plan.level[i] * q, q);
        }
        for (int i = plan.sparse - 1; i >= 0; i--) {
            workers.checkCancelled();
            backSubstitute(i, d);
        }
        return workspace.u;
    }

    private void backSubstitute(int i, double[] d) {
        int q = plan.width[i];
        int columns = plan.rowWidth[i];
        double[] row = workspace.rows[i];
        double[] c = workspace.u[plan.factor[i]];
        int[] places = plan.densePlaces[i];
        int to = plan.level[i] * q;
        for (int a = 0; a < q; a++) {
            int at = (a + 1) * columns - p - 1;
            double s = 0;
            for (int j = 0; j <= p; j++) {
                s += row[at + j] * d[j];
            }
            at = a * columns;
            for (int j : plan.structure[i]) {
                if (j >= plan.sparse) {
                    break;
                }
                double[] known = workspace.u[plan.factor[j]];
                int w = plan.width[j];
                int from = plan.level[j] * w;
                for (int y = 0; y < w; y++) {
                    s -= row[at++] * known[from + y];
                }
            }
            int end = a * columns + plan.rowLength(i);
            for (int place = 0; at < end; place++) {
                s -= row[at++] * workspace.x[places[place]];
            }
            c[to + a] = s;
        }
        SmallMatrices.solveLowerTransposed(workspace.diagonal[i], 0, q, c, to, 1);
    }

    @Override
    public boolean isPositiveDefinite() {
        return positiveDefinite;
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
        return products.xy[products.xy.length - 1];
    }

    @Override
    public List<CovarianceDerivatives> covarianceDerivatives(double fixedWeight, double degrees) {
        return List.of();
    }

    @Override
    public Optional<ExactDerivatives> exactDerivatives(double fixedWeight, double residualWeight) {
        return Optional.empty();
    }

    @Override
    public AverageInformation averageInformation(double degrees) {
        workspace.check(number);
        if (!(WorkingVariates.cost(plan, p, products.widths) < CHEAP)) {
            return AverageInformation.none();
        }
        return new WorkingVariates(omega, lambda, workspace, workers).information(residualCross(), residual(), degrees);
    }

    @Override
    public AverageInformation averageInformation() {
        workspace.check(number);
        return WorkingVariates.cost(plan, p, products.widths) < A_FEW
                ? new WorkingVariates(omega, lambda, workspace, workers).information(residualCross())
                : AverageInformation.none();
    }

    /** Returns Z'We of every factor for the residuals e. */
    private double[][] residualCross() {
        double[] column = fixed.residualColumn();
        return omega.residualCross(column, HalfGradient.effects(lambda, solve(column), products.widths), workers);
    }

    @Override
    public double[][] halfGradient(double fixedWeight, double residualWeight) {
        workspace.check(number);
        HalfGradient gradient = new HalfGradient(omega, lambda, workspace, workers);
        double[] weights = new double[p + 1];
        double[][] columns = fixed.orthogonalColumns();
        Arrays.fill(weights, fixedWeight);
        weights[p] = residualWeight;
        return gradient.of(weights, columns, this::solve);
    }

    /** Returns what {@link GradientQuadratics} reads. */
    double[] gradientQuadratics() {
        workspace.check(number);
        return new HalfGradient(omega, lambda, workspace, workers).quadratics(p + 1, this::solve);
    }

    @Override
    public double[][] modes() {
        workspace.check(number);
        return Arrays.stream(solve(fixed.residualColumn())).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double[][] conditionalCovariance() {
        workspace.check(number);
        if (InverseTraces.isCheaper(plan)) {
            return covariances(new InverseTraces(plan, workspace, workers).blocks());
        }
        InverseBlocks inverse = new InverseBlocks(plan, workspace, workers);
        double[][] covariance = new double[products.widths.length][];
        for (int f = 0; f < covariance.length; f++) {
            covariance[f] = new double[products.levels[f] * products.widths[f] * products.widths[f]];
        }
        inverse.forEachNode((i, scratch) -> {
            int f = plan.factor[i];
            int q = plan.width[i];
            SmallMatrices.timesInto(lambda[f], 0, scratch.own, 0, scratch.a, 0, q, q, q);
            SmallMatrices.timesTransposedInto(scratch.a, lambda[f], covariance[f], plan.level[i] * q * q, q, q, q);
        });
        return covariance;
    }

    /** Replaces each V_ii by lambda V_ii lambda'. */
    private double[][] covariances(double[][] blocks) {
        double[] own = new double[plan.widest * plan.widest];
        double[] half = new double[own.length];
        for (int f = 0; f < blocks.length; f++) {
            int q = products.widths[f];
            for (int at = 0; at < blocks[f].length; at += q * q) {
                System.arraycopy(blocks[f], at, own, 0, q * q);
                SmallMatrices.timesInto(lambda[f], 0, own, 0, half, 0, q, q, q);
                SmallMatrices.timesTransposedInto(half, lambda[f], blocks[f], at, q, q, q);
            }
        }
        return blocks;
    }

    @Override
    public double[][] modesByBeta(double[][] conditionalCovariance) {
        workspace.check(number);
        double[][] slopes = new double[products.widths.length][];
        for (int f = 0; f < slopes.length; f++) {
            slopes[f] = new double[products.levels[f] * products.widths[f] * p];
        }
        for (int j = 0; j < p; j++) {
            double[] unit = new double[p + 1];
            unit[j] = 1;
            double[][] b = HalfGradient.effects(lambda, solve(unit), products.widths);
            for (int f = 0; f < b.length; f++) {
                for (int row = 0; row < b[f].length; row++) {
                    slopes[f][row * p + j] = b[f][row];
                }
            }
        }
        return slopes;
    }

    @Override
    public RandomInverse randomInverse() {
        workspace.check(number);
        int factors = products.widths.length;
        double[][] own = new double[factors][];
        double[][][] pairs = new double[factors][][];
        for (int f = 0; f < factors; f++) {
            own[f] = new double[products.zz[f].length];
            pairs[f] = new double[factors - f - 1][];
            for (int g = f + 1; g < factors; g++) {
                pairs[f][g - f - 1] = new double[products.pair(f, g).size() * products.widths[f] * products.widths[g]];
            }
        }
        InverseBlocks inverse = new InverseBlocks(plan, workspace, workers);
        inverse.forEachNode((i, scratch) -> {
            int q = plan.width[i];
            System.arraycopy(scratch.own, 0, own[plan.factor[i]], plan.level[i] * q * q, q * q);
            for (int k = plan.edgeStart[i]; k < plan.edgeStart[i + 1]; k++) {
                inverse.edge(i, k, scratch, scratch.b);
                place(i, k, scratch.b, pairs);
            }
        });
        return new RandomInverse(own, pairs);
    }

    /** Writes a block between node i and the later node of its edge k to where the pair of their factors has it. */
    private void place(int i, int k, double[] block, double[][][] pairs) {
        int j = plan.edgeNode[k];
        int f = plan.factor[i];
        int g = plan.factor[j];
        int q = plan.width[i];
        int r = plan.width[j];
        int at = plan.edgeBlock[k];
        if (q == 1 && r == 1) {
            pairs[Math.min(f, g)][Math.abs(g - f) - 1][at] = block[0];
            return;
        }
        if (f < g) {
            System.arraycopy(block, 0, pairs[f][g - f - 1], at, q * r);
            return;
        }
        for (int b = 0; b < r; b++) {
            for (int a = 0; a < q; a++) {
                pairs[g][f - g - 1][at++] = block[a * r + b];
            }
        }
    }

    @Override
    public double[][] solve(double[][] sums) {
        workspace.check(number);
        double[][] z = new double[sums.length][];
        for (int f = 0; f < z.length; f++) {
            int q = products.widths[f];
            z[f] = new double[sums[f].length];
            SmallMatrices.timesInto(sums[f], 0, lambda[f], 0, z[f], 0, z[f].length / q, q, q);
        }
        return inverseTimes(z);
    }

    @Override
    public double[][] inverseTimes(double[][] right) {
        workspace.check(number);
        double[][] z = SmallMatrices.copy(right);
        double[] rest = new double[dense + p + 1];
        Substitution substitution = new Substitution(plan, workspace, workers);
        substitution.forward(z, rest, 0);
        substitution.backward(z, rest);
        return z;
    }
}
