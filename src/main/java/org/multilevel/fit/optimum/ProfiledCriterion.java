package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.PenalizedLeastSquares;

/**
 * -2 log-likelihood of a linear mixed model as a function of theta alone, with its gradient; beta and sigma are profiled out.
 *
 * <p>ML: log |Lambda'Z'WZ Lambda + I| + n (1 + log(2 pi r^2 / n)) - sum log w; REML: log |Omega| + (n-p)(1 + log(2 pi r^2 / (n-p)))
 * - sum log w. Source: Bates et al. (2015), equations 35 and 42.
 */
public final class ProfiledCriterion implements Criterion {

    private final PenalizedLeastSquares system;
    private final ThetaLayout layout;
    private final boolean restricted;
    private final double degreesOfFreedom;
    private final double constant;
    private final Progress progress;
    private final List<Evaluation> log = new ArrayList<>();

    /**
     * @param rows n
     * @param constant what turns the criterion of the standardised columns into that of the raw ones
     */
    public ProfiledCriterion(
            PenalizedLeastSquares system,
            ThetaLayout layout,
            boolean restricted,
            long rows,
            double constant,
            Progress progress) {
        this.system = system;
        this.layout = layout;
        this.restricted = restricted;
        this.degreesOfFreedom = rows - (restricted ? system.fixedColumns() : 0);
        this.constant = constant;
        this.progress = progress;
    }

    /** Evaluates criterion and gradient at theta; the value is infinite where it is not defined. */
    @Override
    public Point evaluate(double[] theta, String phase) {
        double value = value(theta);
        double[] gradient = new double[theta.length];
        double[][] half = layout.zeros();
        if (Double.isFinite(value) && theta.length > 0) {
            system.addHalfGradient(restricted, degreesOfFreedom / system.residual(), half);
            gradient = layout.theta(half, 2);
        }
        double norm = 0;
        for (double g : gradient) {
            norm = Math.max(norm, Math.abs(g));
        }
        record(theta, value, norm, phase);
        return new Point(theta.clone(), value, gradient, half);
    }

    /** Evaluates the criterion only. */
    @Override
    public double evaluateValue(double[] theta, String phase) {
        double value = value(theta);
        record(theta, value, Double.NaN, phase);
        return value;
    }

    private double value(double[] theta) {
        progress.checkCancelled();
        progress.report("fitting: evaluation " + (log.size() + 1), Double.NaN);
        if (!system.factor(layout.lambda(theta)) || !(system.residual() > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return constant + criterion(system, restricted, degreesOfFreedom);
    }

    /** Returns the criterion of the standardised problem at the lambda at which the system stands. */
    public static double criterion(PenalizedLeastSquares system, boolean restricted, double degreesOfFreedom) {
        double logDet = system.logDetRandom() + (restricted ? system.logDetFixed() : 0);
        double variance = system.residual() / degreesOfFreedom;
        return logDet + degreesOfFreedom * (1 + StrictMath.log(2 * Math.PI * variance));
    }

    /** Returns the rounding error that the criterion carries where the system stands: that of r^2, which is a small difference. */
    @Override
    public double rounding() {
        return degreesOfFreedom * 8 * Math.ulp(1.0) * system.total() / system.residual();
    }

    private void record(double[] theta, double value, double norm, String phase) {
        log.add(new Evaluation(log.size() + 1, phase, theta.clone(), value, norm));
    }

    /** Returns the evaluations so far. */
    @Override
    public List<Evaluation> log() {
        return List.copyOf(log);
    }
}
