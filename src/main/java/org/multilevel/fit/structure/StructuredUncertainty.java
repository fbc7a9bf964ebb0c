package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * What the second derivatives at the optimum tell: whether it is one, and how uncertain theta, the structures' parameters and the residual
 * variance are.
 *
 * <p>With P the profiled criterion, tau theta and the parameters, and g the derivative of log r^2, the criterion that has log sigma^2 as a
 * parameter as well has the Hessian [P'' + d g g', -d g; ., d] with d degrees of freedom. P'' are central differences of the analytic gradient.
 */
public final class StructuredUncertainty {
    private static final double STEP = 1e-4;
    /** The least eigenvalue, of a Hessian with ones on its diagonal, of a minimum. */
    private static final double UPWARD = -1e-5;
    /** An eigenvalue below which there is no curvature; in models that rows tell it was never below 1e-3. */
    private static final double FLAT = 1e-5;
    /** Of theta above STANDING, curvature in its logarithm below which there is none. */
    private static final double LEVEL = 1e-7;

    private static final double STANDING = 0.01;
    /** Below it, it is a saddle rather than rounding. */
    private static final double SADDLE = -1e-4;

    private final double[][] hessian;
    private final double[][] slopes;
    private final double[] residualSlope;
    private final double[] fixedInverse;
    /** Of those that are free. */
    private final double[] sizes;

    private final int[] free;
    private final int thetas;
    private final int parameters;
    private final double degreesOfFreedom;

    private StructuredUncertainty(
            double[][] hessian,
            double[][] slopes,
            double[] residualSlope,
            double[] fixedInverse,
            double[] sizes,
            int[] free,
            int thetas,
            int parameters,
            double degreesOfFreedom) {
        this.hessian = hessian;
        this.slopes = slopes;
        this.residualSlope = residualSlope;
        this.fixedInverse = fixedInverse;
        this.sizes = sizes;
        this.free = free;
        this.thetas = thetas;
        this.parameters = parameters;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * Looks around an optimum.
     *
     * @param held which of the structures' parameters are at a bound, where nothing tells them
     */
    public static StructuredUncertainty of(
            StructuredCriterion criterion,
            ThetaLayout layout,
            double[] theta,
            double[] parameters,
            boolean[] held,
            double degreesOfFreedom) {
        int[] free = free(layout, theta, held);
        int k = free.length;
        double[] at = IntStream.of(free)
                .mapToDouble(i -> i < theta.length ? theta[i] : parameters[i - theta.length])
                .toArray();
        double[][] hessian = new double[k][k];
        double[][] slopes = new double[k][];
        double[] residualSlope = new double[k];
        double[] fixedInverse = criterion.at(theta, parameters).factor().fixedInverse();
        for (int i = 0; i < k; i++) {
            double step = STEP * (free[i] < theta.length ? Math.max(Math.abs(at[i]), 1e-3) : 1);
            double[][] gradients = new double[2][];
            double[] residuals = new double[2];
            double[][] inverses = new double[2][];
            for (int side = 0; side < 2; side++) {
                double[] t = theta.clone();
                double[] p = parameters.clone();
                double moved = at[i] + (side == 0 ? step : -step);
                if (free[i] < theta.length) {
                    t[free[i]] = moved;
                } else {
                    p[free[i] - theta.length] = moved;
                }
                StructuredCriterion.Slopes there = criterion.slopes(t, p);
                gradients[side] = joined(there.byTheta(), there.byParameters());
                residuals[side] = Math.log(there.at().factor().residual());
                inverses[side] = there.at().factor().fixedInverse();
            }
            residualSlope[i] = (residuals[0] - residuals[1]) / (2 * step);
            slopes[i] = new double[fixedInverse.length];
            for (int j = 0; j < fixedInverse.length; j++) {
                slopes[i][j] = (inverses[0][j] - inverses[1][j]) / (2 * step);
            }
            for (int j = 0; j < k; j++) {
                hessian[i][j] = (gradients[0][free[j]] - gradients[1][free[j]]) / (2 * step);
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (hessian[i][j] + hessian[j][i]) / 2;
                hessian[i][j] = mean;
                hessian[j][i] = mean;
            }
        }
        return new StructuredUncertainty(
                hessian,
                slopes,
                residualSlope,
                fixedInverse,
                Arrays.stream(at).map(Math::abs).toArray(),
                free,
                theta.length,
                parameters.length,
                degreesOfFreedom);
    }

    private static double[] joined(double[] first, double[] second) {
        double[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static int[] free(ThetaLayout layout, double[] theta, boolean[] held) {
        boolean[] free = new boolean[theta.length + held.length];
        for (Term term : layout.terms()) {
            boolean[] own = new boolean[theta.length];
            term.covariance().hold(term.place(), theta, own);
            for (int k = 0; k < term.covariance().size(); k++) {
                free[term.place().at() + k] = own[term.place().at() + k];
            }
        }
        for (int k = 0; k < held.length; k++) {
            free[theta.length + k] = !held[k];
        }
        return IntStream.range(0, free.length).filter(k -> free[k]).toArray();
    }

    /** Returns which of theta and the structures' parameters, one behind the other, can move. */
    public int[] free() {
        return free.clone();
    }

    /** Returns whether the criterion rises on all sides, to rounding. */
    public boolean isMinimum() {
        int k = free.length;
        return k == 0 || SymmetricEigen.of(scaled()).value(k - 1) > UPWARD;
    }

    /** Returns the Hessian with ones on its diagonal. */
    private double[][] scaled() {
        int k = free.length;
        double[][] scaled = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double scale = Math.sqrt(Math.abs(hessian[i][i] * hessian[j][j]));
                scaled[i][j] = scale > 0 ? hessian[i][j] / scale : 0;
            }
        }
        return scaled;
    }

    /**
     * A way along which the criterion does not change.
     *
     * @param moves of theta and the structures' parameters, one behind the other, each in units in which the criterion's curvature is one
     * @param residual how far log r^2 moves with them
     */
    @SuppressWarnings("ArrayRecordComponent") // used at once
    public record Valley(double[] moves, double residual) {}

    /** Returns a way along which the criterion does not change, if there is one. */
    public Optional<Valley> valley() {
        int k = free.length;
        double[] moves = new double[thetas + parameters];
        for (int i = 0; i < k; i++) {
            if (free[i] < thetas && sizes[i] > STANDING && Math.abs(hessian[i][i]) * sizes[i] * sizes[i] < LEVEL) {
                moves[free[i]] = 1;
                return Optional.of(new Valley(moves, residualSlope[i] * sizes[i]));
            }
        }
        if (k < 2) {
            return Optional.empty();
        }
        SymmetricEigen eigen = SymmetricEigen.of(scaled());
        if (eigen.value(k - 1) > FLAT || eigen.value(k - 1) < SADDLE) {
            return Optional.empty();
        }
        double[] vector = eigen.vector(k - 1);
        double residual = 0;
        for (int i = 0; i < k; i++) {
            moves[free[i]] = vector[i];
            residual += residualSlope[i] * vector[i] / Math.sqrt(Math.abs(hessian[i][i]));
        }
        return Optional.of(new Valley(moves, residual));
    }

    /** Returns the covariance of the free ones and log sigma^2, and the derivatives of sigma^2 (X'V^-1X)^-1 / sigma^2 in them; nothing where the Hessian is singular. */
    public Optional<Result> compute() {
        int k = free.length;
        int n = k + 1;
        double[] root = new double[n * n];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                root[i * n + j] = hessian[i][j] + degreesOfFreedom * residualSlope[i] * residualSlope[j];
            }
            root[i * n + k] = -degreesOfFreedom * residualSlope[i];
            root[k * n + i] = root[i * n + k];
        }
        root[n * n - 1] = degreesOfFreedom;
        if (!SmallMatrices.cholesky(root, 0, n)) {
            return Optional.empty();
        }
        double[] inverse = new double[n * n];
        SmallMatrices.inverseInto(root, n, inverse);
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i][j] = 2 * inverse[i * n + j];
            }
        }
        List<double[]> all = new ArrayList<>(List.of(slopes));
        all.add(fixedInverse);
        return Optional.of(new Result(covariance, all));
    }

    /**
     * Returns the standard error of a function of the structures' parameters and log sigma^2.
     *
     * @param byParameters its derivative in them
     * @return NaN where one of them is at a bound, or nothing tells
     */
    double standardError(double[] byParameters, double byVariance) {
        Optional<Result> found = compute();
        if (found.isEmpty()) {
            return Double.NaN;
        }
        double[] slopes = new double[free.length + 1];
        slopes[free.length] = byVariance;
        boolean[] told = new boolean[byParameters.length];
        for (int i = 0; i < free.length; i++) {
            if (free[i] >= thetas) {
                slopes[i] = byParameters[free[i] - thetas];
                told[free[i] - thetas] = true;
            }
        }
        for (int k = 0; k < told.length; k++) {
            if (!told[k] && byParameters[k] != 0) {
                return Double.NaN;
            }
        }
        double variance = 0;
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j < slopes.length; j++) {
                variance += slopes[i] * found.get().covariance[i][j] * slopes[j];
            }
        }
        return Math.sqrt(variance);
    }

    /**
     * Returns the covariance of two functions of theta, the structures' parameters and log sigma.
     *
     * @param found what {@link #compute} found
     * @param first the derivative of the first function in all of them
     * @return NaN where one depends on what is at a bound
     */
    public double covariance(Result found, double[] first, double[] second) {
        double[] one = told(first);
        double[] other = told(second);
        double covariance = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < other.length; j++) {
                covariance += one[i] * found.covariance[i][j] * other[j];
            }
        }
        return covariance;
    }

    private double[] told(double[] slopes) {
        double[] told = new double[free.length + 1];
        double[] rest = slopes.clone();
        for (int i = 0; i < free.length; i++) {
            told[i] = slopes[free[i]];
            rest[free[i]] = 0;
        }
        // log sigma is half of log sigma^2
        told[free.length] = slopes[slopes.length - 1] / 2;
        rest[slopes.length - 1] = 0;
        if (Arrays.stream(rest).anyMatch(slope -> slope != 0)) {
            Arrays.fill(told, Double.NaN);
        }
        return told;
    }

    /**
     * Covariance of the variance parameters and how that of the fixed effects moves with them.
     *
     * @param covariance k x k
     * @param slopes k times p x p, relative to sigma^2
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    public record Result(double[][] covariance, List<double[]> slopes) {}
}
