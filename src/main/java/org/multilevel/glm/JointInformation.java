package org.multilevel.glm;

import java.util.Optional;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The covariance of the estimates of coefficients, with theta and dispersion estimated too: the inverse of the observed information in all of
 * them together, by central differences of the analytic gradient. What stands at the boundary is held.
 */
final class JointInformation {
    /** Steps in units of how well a parameter is known, roughly. */
    private static final double STEP = 1e-3;

    private final MarginalLikelihood likelihood;
    private final ThetaLayout layout;
    private final boolean dispersed;
    private final double[] theta;
    private final ProfiledLikelihood.State state;
    private final boolean[] free;

    JointInformation(
            MarginalLikelihood likelihood,
            ThetaLayout layout,
            boolean dispersed,
            double[] theta,
            ProfiledLikelihood.State state) {
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
        return whole(fixed).map(inverse -> {
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
     * @return empty where the information is not positive definite
     */
    Optional<double[]> whole(double[] fixed) {
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
        if (!SmallMatrices.cholesky(hessian, 0, all)) {
            return Optional.empty();
        }
        double[] inverse = new double[all * all];
        SmallMatrices.inverseInto(hessian, all, inverse);
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
