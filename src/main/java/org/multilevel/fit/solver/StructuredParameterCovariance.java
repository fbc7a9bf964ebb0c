package org.multilevel.fit.solver;

import java.util.List;
import java.util.Optional;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.fit.structure.StructuredUncertainty;

/**
 * The covariance of the estimates of variances and correlations of a model with covariance structures: that of theta, the structures' parameters
 * and log sigma by the delta method, with central differences.
 */
final class StructuredParameterCovariance {
    private static final double DISTANCE = 1e-5;

    private final StructuredOptimum optimum;
    private final List<ProfiledParameter> parameters;
    private final StructuredUncertainty uncertainty;
    /** On the raw scale. */
    private final double sigma;

    StructuredParameterCovariance(
            StructuredOptimum optimum,
            List<ProfiledParameter> parameters,
            StructuredUncertainty uncertainty,
            double sigma) {
        this.optimum = optimum;
        this.parameters = parameters;
        this.uncertainty = uncertainty;
        this.sigma = sigma;
    }

    /** Returns it; NaN for fixed effects, and for what lies at the boundary. */
    double[][] matrix() {
        int all = optimum.theta().length + optimum.phi().length;
        double[][] slopes = new double[parameters.size()][all + 1];
        for (int g = 0; g <= all; g++) {
            double[] up = values(g, DISTANCE);
            double[] down = values(g, -DISTANCE);
            for (int i = 0; i < up.length; i++) {
                slopes[i][g] = (up[i] - down[i]) / (2 * DISTANCE);
            }
        }
        double[][] covariance = new double[parameters.size()][parameters.size()];
        Optional<StructuredUncertainty.Result> found = uncertainty.compute();
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                covariance[i][j] = found.isEmpty() || isFixed(i) || isFixed(j)
                        ? Double.NaN
                        : uncertainty.covariance(found.get(), slopes[i], slopes[j]);
            }
        }
        return covariance;
    }

    private boolean isFixed(int i) {
        return parameters.get(i) instanceof ProfiledParameter.FixedEffect
                || parameters.get(i) instanceof ProfiledParameter.LinearFunction;
    }

    /** Returns the parameters with one of theta, the structures' parameters and log sigma moved. */
    private double[] values(int moved, double h) {
        double[] theta = optimum.theta().clone();
        double[] phi = optimum.phi().clone();
        double there = sigma;
        if (moved < theta.length) {
            theta[moved] += h;
        } else if (moved < theta.length + phi.length) {
            phi[moved - theta.length] += h;
        } else {
            there *= Math.exp(h);
        }
        MixedModelEquations equations = optimum.equations();
        RawResults raw = new RawResults(equations.design(), equations.standard(), equations.kept(), there);
        double[][] lambda = optimum.structures().lambda(equations.layout().lambda(theta), phi);
        List<double[][]> covariances = raw.covariances(raw.lambda(lambda));
        List<StructureEstimate> own = optimum.estimates(phi, there);
        double[] beta = new double[equations.kept().length];
        double last = there;
        return parameters.stream()
                .mapToDouble(parameter -> {
                    if (parameter instanceof ProfiledParameter.StructureCorrelation found) {
                        return own.get(found.position()).value();
                    }
                    return parameter instanceof ProfiledParameter.StructureDeviation found
                            ? own.get(found.position()).value()
                            : parameter.value(beta, covariances, last);
                })
                .toArray();
    }
}
