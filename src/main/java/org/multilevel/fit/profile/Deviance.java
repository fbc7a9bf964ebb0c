package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.Workspace;

/**
 * -2 log-likelihood (ML) of the templates lambda, any square root of the relative covariances, at a residual variance that is given or the
 * best one.
 */
final class Deviance {
    private final PenalisedLeastSquares system;
    private final Workspace workspace;
    private final ThetaLayout layout;
    private final double rows;

    Deviance(PenalisedLeastSquares system, ThetaLayout layout, long rows) {
        this.system = system;
        this.workspace = system.workspace();
        this.layout = layout;
        this.rows = rows;
    }

    /**
     * A value with its derivatives.
     *
     * @param value infinite where it is not defined
     * @param residual r^2
     * @param half half of the derivative with respect to every element of each template, q x q
     */
    record At(double value, double residual, double[][] half) {}

    /** Evaluates with the residual variance that suits best. */
    At profiled(double[][] lambda) {
        return evaluate(lambda, Double.NaN);
    }

    /** Evaluates with a residual variance. */
    At at(double[][] lambda, double variance) {
        return evaluate(lambda, variance);
    }

    /** Returns what evaluates with the residual variance that suits best. */
    TemplateDeviance atItsBest() {
        return lambda -> {
            At at = profiled(lambda);
            return new TemplateDeviance.At(at.value(), at.half());
        };
    }

    private At evaluate(double[][] lambda, double variance) {
        TurnedTemplates templates = new TurnedTemplates(layout, lambda);
        Factor factor = system.factor(templates.triangular(), workspace);
        double residual = factor.residual();
        if (!factor.isPositiveDefinite() || !(residual > 0)) {
            return new At(Double.POSITIVE_INFINITY, Double.NaN, layout.zeros());
        }
        double used = Double.isNaN(variance) ? residual / rows : variance;
        double value = factor.logDetRandom() + rows * StrictMath.log(2 * Math.PI * used) + residual / used;
        return new At(value, residual, templates.back(factor.halfGradient(0, 1 / used)));
    }
}
