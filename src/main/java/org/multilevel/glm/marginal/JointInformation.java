package org.multilevel.glm.marginal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.glm.modes.Mode;

/**
 * The covariance of the estimates of coefficients, with theta and dispersion estimated too: the inverse of the observed information in all of
 * them together, by central differences of the analytic gradient. What stands at the boundary is held.
 *
 * <p>The differences are taken along tangents: the modes beside the optimum are not sought but move as they begin to. What these miss of the
 * modes is the same on both sides, so that it is gone from the difference, but for the order in the step that the difference neglects anyway.
 */
public final class JointInformation {
    /** Steps in units of how well a parameter is known, roughly. */
    private static final double STEP = 3e-4;
    /** What of the information on a parameter may be rounding. */
    private static final double FLAT = 1e-6;
    /** Eigenvalues of a Hessian of unit diagonal that differences do not make of none. */
    private static final double STEEP = 1e-5;

    private final MarginalLikelihood likelihood;
    private final ThetaLayout layout;
    private final boolean dispersed;
    private final double[] theta;
    private final ProfiledLikelihood.State state;
    private final Mode mode;
    private final boolean[] free;
    private final int freedom;

    /**
     * @param state the optimum
     * @param mode the modes there, which were found last
     * @param freedom in so many directions the data do not determine theta, of which the covariance says nothing
     */
    public JointInformation(
            MarginalLikelihood likelihood,
            ThetaLayout layout,
            boolean dispersed,
            double[] theta,
            ProfiledLikelihood.State state,
            Mode mode,
            int freedom) {
        this.freedom = freedom;
        this.mode = mode;
        this.likelihood = likelihood;
        this.layout = layout;
        this.dispersed = dispersed;
        this.theta = theta;
        this.state = state;
        this.free = new boolean[theta.length];
        for (int k = 0; k < theta.length; k++) {
            free[k] = !(layout.isDiagonal(k) && theta[k] == 0);
        }
    }

    /**
     * Returns the covariance of the coefficients of the standardised kept columns, p x p.
     *
     * @param fixed their covariance with all else known, which gives the steps
     * @return empty where the information is not positive definite
     */
    public Optional<double[]> covariance(double[] fixed) {
        int p = state.beta().length;
        return inverse(fixed).map(inverse -> {
            int all = p + (dispersed ? 1 : 0) + theta.length;
            double[] covariance = new double[p * p];
            for (int i = 0; i < p; i++) {
                System.arraycopy(inverse, i * all, covariance, i * p, p);
            }
            return covariance;
        });
    }

    /** Returns whether a component of theta is estimated, and not held at the boundary. */
    public boolean isFree(int k) {
        return free[k];
    }

    /**
     * Returns the covariance of coefficients, zeta and theta; of what is held it says nothing.
     *
     * @param fixed as for {@link #covariance}
     * @return empty where the information is not positive definite, or not all of theta is determined
     */
    public Optional<double[]> whole(double[] fixed) {
        return freedom > 0 ? Optional.empty() : inverse(fixed);
    }

    private Optional<double[]> inverse(double[] fixed) {
        int p = state.beta().length;
        int all = p + (dispersed ? 1 : 0) + theta.length;
        List<Optional<Step>> steps = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            int k = i - (all - theta.length);
            // all before the first of them is made, since the rows then no longer know of the optimum
            steps.add(k < 0 || free[k] ? Optional.of(step(i, fixed)) : Optional.empty());
        }
        double[] hessian = new double[all * all];
        for (int i = 0; i < all; i++) {
            if (steps.get(i).isEmpty()) {
                continue;
            }
            Step step = steps.get(i).get();
            Optional<double[]> up = gradient(step, 1);
            Optional<double[]> down = gradient(step, -1);
            if (up.isEmpty() || down.isEmpty()) {
                return Optional.empty();
            }
            for (int j = 0; j < all; j++) {
                double half = (up.get()[j] - down.get()[j]) / (8 * step.length());
                hessian[i * all + j] += half;
                hessian[j * all + i] += half;
            }
        }
        for (int k = 0; k < theta.length; k++) {
            if (!free[k]) {
                int at = all - theta.length + k;
                for (int j = 0; j < all; j++) {
                    hessian[at * all + j] = 0;
                    hessian[j * all + at] = 0;
                }
                hessian[at * all + at] = 1;
            }
        }
        if (freedom > 0) {
            return withoutFlat(hessian, all);
        }
        if (!SmallMatrices.cholesky(hessian, 0, all)) {
            return Optional.empty();
        }
        double[] inverse = new double[all * all];
        SmallMatrices.inverseInto(hessian, all, inverse);
        return Optional.of(inverse);
    }

    /** Returns the inverse beside the flattest directions, along which the likelihood does not change whatever coefficients do. */
    private Optional<double[]> withoutFlat(double[] hessian, int n) {
        double[] scale = new double[n];
        double[][] scaled = new double[n][n];
        for (int i = 0; i < n; i++) {
            scale[i] = 1 / Math.sqrt(Math.max(hessian[i * n + i], FLAT));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = scale[i] * hessian[i * n + j] * scale[j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.ofSymmetricPart(scaled);
        double[] values = eigen.values();
        // at the boundary fewer directions are flat, because what is held there does not move
        double[] flat = Arrays.stream(values)
                .sorted()
                .limit(freedom)
                .filter(v -> v < STEEP)
                .toArray();
        double least =
                Arrays.stream(values).sorted().skip(flat.length).findFirst().orElse(0);
        if (!(least > 0)) {
            return Optional.empty();
        }
        double[] inverse = new double[n * n];
        for (int e = 0; e < n; e++) {
            double[] vector = eigen.vector(e);
            for (int i = 0; i < n && values[e] >= least; i++) {
                for (int j = 0; j < n; j++) {
                    inverse[i * n + j] += scale[i] * vector[i] * vector[j] * scale[j] / values[e];
                }
            }
        }
        return Optional.of(inverse);
    }

    /**
     * A step in one parameter.
     *
     * @param length of it
     * @param beta the change of the coefficients
     * @param zeta the change of the logarithm of the dispersion
     * @param theta the change of theta
     * @param u the change of the modes, to first order
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between methods of this class only
    private record Step(double length, double[] beta, double zeta, double[] theta, double[][] u) {}

    private Step step(int i, double[] fixed) {
        int p = state.beta().length;
        int k = i - p - (dispersed ? 1 : 0);
        double[] beta = new double[p];
        double[] moved = new double[theta.length];
        if (i < p) {
            beta[i] = STEP * Math.sqrt(fixed[i * p + i]);
            return new Step(beta[i], beta, 0, moved, likelihood.changeByBeta(layout.lambda(theta), beta, mode));
        }
        if (k < 0) {
            return new Step(
                    STEP, beta, STEP, moved, likelihood.changeByZeta(layout.lambda(theta), state.zeta(), STEP, mode));
        }
        moved[k] = STEP * Math.max(0.05, Math.abs(theta[k]));
        double[][] change = layout.lambda(along(theta, moved, 1));
        double[][] lambda = layout.lambda(theta);
        for (int f = 0; f < change.length; f++) {
            change[f] = along(change[f], lambda[f], -1);
        }
        return new Step(moved[k], beta, 0, moved, likelihood.changeByLambda(lambda, change, mode));
    }

    /** Returns the gradient in (beta, zeta, theta) beside the optimum. */
    private Optional<double[]> gradient(Step step, int side) {
        int p = state.beta().length;
        double[] moved = along(theta, step.theta(), side);
        double[][] u = new double[mode.u().length][];
        for (int f = 0; f < u.length; f++) {
            u[f] = along(mode.u()[f], step.u()[f], side);
        }
        double[] beta = along(state.beta(), step.beta(), side);
        double zeta = state.zeta() + side * step.zeta();
        return likelihood.beside(layout.lambda(moved), beta, zeta, u).map(found -> {
            double[] all = new double[p + (dispersed ? 1 : 0) + theta.length];
            System.arraycopy(found.beta(), 0, all, 0, p);
            if (dispersed) {
                all[p] = found.zeta();
            }
            System.arraycopy(layout.gradient(found.half(), moved), 0, all, all.length - theta.length, theta.length);
            return all;
        });
    }

    private static double[] along(double[] from, double[] step, int times) {
        double[] moved = from.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += times * step[i];
        }
        return moved;
    }
}
