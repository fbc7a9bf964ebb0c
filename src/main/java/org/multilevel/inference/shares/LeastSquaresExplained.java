package org.multilevel.inference.shares;

import java.util.Optional;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.numeric.Dense;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;

/**
 * R squared of a model without random terms as a function of its estimates, so that replicates of a bootstrap have theirs; immutable.
 *
 * <p>The regression sum of squares of q coefficients (all but the intercept; all p without one) is b'[L (X'WX)^-1 L']^-1 b, with L picking
 * them out; the residual one is that of the estimated residual variance.
 */
public final class LeastSquaresExplained {
    private final int p;
    private final int q;
    private final double rows;
    private final double residualDivisor;
    /** [L (X'WX)^-1 L']^-1, q x q. */
    private final double[][] precision;

    private LeastSquaresExplained(int p, int q, double rows, double residualDivisor, double[][] precision) {
        this.p = p;
        this.q = q;
        this.rows = rows;
        this.residualDivisor = residualDivisor;
        this.precision = precision;
    }

    /** Returns it for a model without random terms whose residuals are not all zero, else nothing. */
    public static Optional<LeastSquaresExplained> of(MixedModel model) {
        if (!model.isLeastSquares() || !(model.sigma() > 0)) {
            return Optional.empty();
        }
        FixedEffects fixed = model.fixedEffects();
        int p = fixed.size();
        int q = p > 0 && fixed.isIntercept(0) ? p - 1 : p;
        double[][] covariance = fixed.covariance();
        double[][] picked = new double[q][q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                picked[i][j] = covariance[p - q + i][p - q + j] / (model.sigma() * model.sigma());
            }
        }
        double n = (double) model.rows().used();
        return Optional.of(new LeastSquaresExplained(
                p, q, n, model.method() == EstimationMethod.ML ? n : n - p, q == 0 ? picked : Dense.inverse(picked)));
    }

    /** Returns how many coefficients explain. */
    public int explaining() {
        return q;
    }

    double regression(double[] beta) {
        double[] explaining = new double[q];
        System.arraycopy(beta, p - q, explaining, 0, q);
        return Dense.quadratic(explaining, precision);
    }

    double residual(double sigma) {
        return residualDivisor * sigma * sigma;
    }

    /** Returns R squared of estimates, p fixed effects and the residual standard deviation. */
    public double rSquared(double[] beta, double sigma) {
        return q == 0 ? 0 : 1 / (1 + residual(sigma) / regression(beta));
    }

    /** Returns 1 - (1 - R^2) (q + n - p) / (n - p), the R squared that has the variances without bias. */
    public double adjusted(double rSquared) {
        return q == 0 ? 0 : 1 - (1 - rSquared) * (q + rows - p) / (rows - p);
    }
}
