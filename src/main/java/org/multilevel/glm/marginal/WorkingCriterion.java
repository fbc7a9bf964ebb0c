package org.multilevel.glm.marginal;

import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.glm.modes.InnerProblem;

/**
 * -2 log-likelihood of the linear model that the working response has with its weights, up to a constant: log |Lambda'Z'WZ Lambda + I| + r^2,
 * the residual variance being one.
 *
 * <p>It needs no row, so that one evaluation costs a small part of one of the generalised model; where its lowest point is, that model's
 * search begins. Source: Breslow and Clayton (1993), J. Am. Stat. Assoc. 88, 9-25 (penalised quasi-likelihood).
 */
public final class WorkingCriterion extends LoggedCriterion {
    private final InnerProblem inner;
    private final ThetaLayout layout;
    private final Progress progress;

    /** @param inner whose cross-products with fixed columns were formed */
    public WorkingCriterion(InnerProblem inner, ThetaLayout layout, Progress progress) {
        this.inner = inner;
        this.layout = layout;
        this.progress = progress;
    }

    @Override
    public Point evaluate(double[] theta, String phase) {
        progress.checkCancelled();
        Factor factor = inner.ofFixed(layout.lambda(theta));
        double value = value(factor);
        boolean defined = Double.isFinite(value);
        double[][] half = defined ? factor.halfGradient(0, 1) : layout.zeros();
        double[] gradient = layout.gradient(half, theta);
        log.add(theta, value, SmallMatrices.largest(gradient), phase);
        AverageInformation information = defined ? factor.averageInformation() : AverageInformation.none();
        return new Point(theta.clone(), value, gradient, half, List.of(), information);
    }

    @Override
    public double evaluateValue(double[] theta, String phase) {
        double value = value(inner.ofFixed(layout.lambda(theta)));
        log.add(theta, value, Double.NaN, phase);
        return value;
    }

    private double value(Factor factor) {
        boolean defined = factor.isPositiveDefinite() && factor.residual() > 0;
        last = defined ? factor.logDetRandom() + factor.residual() : Double.POSITIVE_INFINITY;
        return last;
    }
}
