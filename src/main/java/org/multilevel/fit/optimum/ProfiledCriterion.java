package org.multilevel.fit.optimum;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.leastsquares.CovarianceDerivatives;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.Workspace;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * -2 log-likelihood of a linear mixed model as a function of theta alone, with its gradient; beta and sigma are profiled out.
 *
 * <p>ML: log |Lambda'Z'WZ Lambda + I| + n (1 + log(2 pi r^2 / n)) - sum log w; REML: log |Omega| + (n-p)(1 + log(2 pi r^2 / (n-p)))
 * - sum log w. Source: Bates et al. (2015), equations 35 and 42.
 */
public final class ProfiledCriterion implements Criterion {

    private final PenalisedLeastSquares system;
    private final Workspace workspace;
    private final ThetaLayout layout;
    private final boolean restricted;
    private final long rows;
    private final double degreesOfFreedom;
    private final double constant;
    private final Progress progress;
    private double[] lastTheta = {};
    private Optional<Factor> last = Optional.empty();
    private double residual = Double.NaN;
    private double total = Double.NaN;
    private final EvaluationLog log = new EvaluationLog();

    /**
     * @param rows n
     * @param constant what turns the criterion of the standardised columns into that of the raw ones
     */
    public ProfiledCriterion(
            PenalisedLeastSquares system,
            ThetaLayout layout,
            boolean restricted,
            long rows,
            double constant,
            Progress progress) {
        this.system = system;
        this.workspace = system.workspace();
        this.layout = layout;
        this.restricted = restricted;
        this.rows = rows;
        this.degreesOfFreedom = rows - (restricted ? system.fixedColumns() : 0);
        this.constant = constant;
        this.progress = progress;
    }

    /** Returns the criterion of the same model from equations that keep more digits; its log goes on where this one ends, as phase {@code coarse}. */
    public ProfiledCriterion with(PenalisedLeastSquares other) {
        ProfiledCriterion criterion = new ProfiledCriterion(other, layout, restricted, rows, constant, progress);
        criterion.log.addAll(log, "coarse");
        return criterion;
    }

    /** Evaluates criterion and gradient at theta; the value is infinite where it is not defined. */
    @Override
    public Point evaluate(double[] theta, String phase) {
        Factor factor = factor(theta);
        double value = value(factor);
        double[] gradient = new double[theta.length];
        double[][] half = layout.zeros();
        List<CovarianceDerivatives> derivatives = List.of();
        AverageInformation information = AverageInformation.none();
        if (Double.isFinite(value) && theta.length > 0) {
            half = factor.halfGradient(restricted ? 1 : 0, degreesOfFreedom / factor.residual());
            gradient = layout.gradient(half, theta);
            derivatives = factor.covarianceDerivatives(restricted ? 1 : 0, degreesOfFreedom);
            information = factor.averageInformation(degreesOfFreedom);
        }
        log.add(theta, value, SmallMatrices.largest(gradient), phase);
        return new Point(theta.clone(), value, gradient, half, derivatives, information);
    }

    /** Evaluates the criterion only. */
    @Override
    public double evaluateValue(double[] theta, String phase) {
        double value = value(factor(theta));
        log.add(theta, value, Double.NaN, phase);
        return value;
    }

    /** Returns the factor at theta, which lasts until the next. */
    public Factor factor(double[] theta) {
        progress.checkCancelled();
        Factor factor = last.filter(known -> Arrays.equals(theta, lastTheta))
                .orElseGet(() -> system.factor(layout.lambda(theta), workspace));
        last = Optional.of(factor);
        lastTheta = theta.clone();
        residual = factor.residual();
        total = factor.total();
        return factor;
    }

    /** Returns how many multiplications one evaluation takes, roughly. */
    public double work() {
        return system.work();
    }

    private double value(Factor factor) {
        progress.report("fitting: evaluation " + log.next(), Double.NaN);
        if (!factor.isPositiveDefinite() || !(factor.residual() > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return constant + criterion(factor, restricted, degreesOfFreedom);
    }

    /** Returns the criterion of the standardised problem at the lambda of a factor. */
    public static double criterion(Factor factor, boolean restricted, double degreesOfFreedom) {
        double logDet = factor.logDetRandom() + (restricted ? factor.logDetFixed() : 0);
        double variance = factor.residual() / degreesOfFreedom;
        return logDet + degreesOfFreedom * (1 + StrictMath.log(2 * Math.PI * variance));
    }

    @Override
    public boolean knowsCurvature() {
        return system.knowsCurvature();
    }

    @Override
    public boolean isRestricted() {
        return restricted;
    }

    /** Returns the rounding error that the criterion carries where it was evaluated last: that of r^2, which is a small difference. */
    @Override
    public double rounding() {
        return degreesOfFreedom * 8 * Math.ulp(1.0) * total / residual;
    }

    /** Returns r^2 where the criterion was evaluated last. */
    public double residual() {
        return residual;
    }

    @Override
    public void rename(Point point, String phase) {
        log.rename(point, phase);
    }

    /** Returns the evaluations so far. */
    @Override
    public List<Evaluation> log() {
        return log.lines();
    }
}
