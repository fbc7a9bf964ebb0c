package org.multilevel.glm;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * The covariance of the estimates of coefficients, with theta and dispersion estimated too: the inverse of the observed information in all of
 * them together, by central differences of the analytic gradient. What stands at the boundary is held.
 */
final class JointInformation {
    /** Steps in units of how well a parameter is known, roughly. */
    private static final double STEP = 1e-3;
    /** What of the information on a parameter may be rounding. */
    private static final double FLAT = 1e-6;
    /** Eigenvalues of a Hessian of unit diagonal that differences do not make of none. */
    private static final double STEEP = 1e-5;

    private final MarginalLikelihood likelihood;
    private final ThetaLayout layout;
    private final boolean dispersed;
    private final double[] theta;
    private final ProfiledLikelihood.State state;
    private final boolean[] free;
    private final int freedom;

    /** @param freedom in so many directions the data do not determine theta, of which the covariance says nothing */
    JointInformation(
            MarginalLikelihood likelihood,
            ThetaLayout layout,
            boolean dispersed,
            double[] theta,
            ProfiledLikelihood.State state,
            int freedom) {
        this.freedom = freedom;
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
    Optional<double[]> covariance(double[] fixed) {
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
    boolean isFree(int k) {
        return free[k];
    }

    /**
     * Returns the covariance of coefficients, zeta and theta; of what is held it says nothing.
     *
     * @param fixed as for {@link #covariance}
     * @return empty where the information is not positive definite, or not all of theta is determined
     */
    Optional<double[]> whole(double[] fixed) {
        return freedom > 0 ? Optional.empty() : inverse(fixed);
    }

    private Optional<double[]> inverse(double[] fixed) {
        int p = state.beta().length;
        int all = p + (dispersed ? 1 : 0) + theta.length;
        double[] hessian = new double[all * all];
        for (int i = 0; i < all; i++) {
            double step = step(i, fixed);
            Optional<double[]> up = gradient(i, step);
            Optional<double[]> down = gradient(i, -step);
            if (up.isEmpty() || down.isEmpty()) {
                return Optional.empty();
            }
            for (int j = 0; j < all; j++) {
                double half = (up.get()[j] - down.get()[j]) / (8 * step);
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

    private double step(int i, double[] fixed) {
        int p = state.beta().length;
        if (i < p) {
            return STEP * Math.sqrt(fixed[i * p + i]);
        }
        if (dispersed && i == p) {
            return STEP;
        }
        return STEP * Math.max(0.05, Math.abs(theta[i - p - (dispersed ? 1 : 0)]));
    }

    /** Returns the gradient in (beta, zeta, theta) beside the optimum. */
    private Optional<double[]> gradient(int i, double step) {
        int p = state.beta().length;
        double[] beta = state.beta().clone();
        double[] moved = theta.clone();
        double zeta = state.zeta();
        if (i < p) {
            beta[i] += step;
        } else if (dispersed && i == p) {
            zeta += step;
        } else {
            moved[i - p - (dispersed ? 1 : 0)] += step;
        }
        return likelihood.at(layout.lambda(moved), beta, zeta, state.u()).map(found -> {
            double[] all = new double[p + (dispersed ? 1 : 0) + theta.length];
            System.arraycopy(found.beta(), 0, all, 0, p);
            if (dispersed) {
                all[p] = found.zeta();
            }
            System.arraycopy(layout.gradient(found.half(), moved), 0, all, all.length - theta.length, theta.length);
            return all;
        });
    }
}
