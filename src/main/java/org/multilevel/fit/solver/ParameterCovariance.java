package org.multilevel.fit.solver;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.information.ObservedInformation;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.ProfiledCriterion;

/**
 * The covariance of the estimates of standard deviations and correlations at an optimum: that of (theta inside the boundary, log sigma) by
 * the delta method, with central differences.
 */
final class ParameterCovariance {
    private static final double DISTANCE = 1e-5;

    private final MixedModelEquations equations;
    private final ThetaLayout layout;
    private final List<ProfiledParameter> parameters;
    private final double[] theta;
    private final int[] inside;
    private final double sigma;
    private final double[][] ofGamma;

    /**
     * Finds the observed information.
     *
     * @param theta the optimum, of the standardised columns
     * @param sigma the residual standard deviation there, on the raw scale
     */
    ParameterCovariance(
            MixedModelEquations equations,
            ProfiledCriterion criterion,
            List<ProfiledParameter> parameters,
            double[] theta,
            double sigma) {
        this.equations = equations;
        this.layout = equations.layout();
        this.parameters = parameters;
        this.theta = theta;
        this.inside = ObservedInformation.inside(layout, theta);
        this.sigma = sigma;
        this.ofGamma = new ObservedInformation(
                        criterion::factor,
                        equations.products(),
                        layout,
                        theta,
                        equations.restricted(),
                        equations.degreesOfFreedom(),
                        criterion.knowsCurvature())
                .compute()
                .covariance();
    }

    /** Returns it; NaN for fixed effects, and for what lies at the boundary. */
    double[][] matrix() {
        double[][] slopes = new double[parameters.size()][ofGamma.length];
        for (int g = 0; g < ofGamma.length; g++) {
            double h = g < inside.length ? DISTANCE * Math.max(1e-3, Math.abs(theta[inside[g]])) : DISTANCE;
            double[] up = values(g, h);
            double[] down = values(g, -h);
            for (int i = 0; i < up.length; i++) {
                slopes[i][g] = parameters.get(i) instanceof ProfiledParameter.VarianceShare share
                        ? shareSlope(share, g)
                        : (up[i] - down[i]) / (2 * h);
            }
        }
        double[] values = values(0, 0);
        double[][] covariance = new double[values.length][values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                covariance[i][j] = isInside(parameters.get(i), values[i]) && isInside(parameters.get(j), values[j])
                        ? SmallMatrices.bilinear(slopes[i], ofGamma, slopes[j])
                        : Double.NaN;
            }
        }
        return covariance;
    }

    /**
     * Returns the derivative of a share of the variance.
     *
     * <p>A factor's part is quadratic in theta, so that differences over any distance are exact, and over a large one keep the digits that it
     * loses where a slope's column is far from 0. Every part is a multiple of sigma^2, and their shares do not move with sigma.
     */
    private double shareSlope(ProfiledParameter.VarianceShare share, int moved) {
        if (moved >= inside.length) {
            return 0;
        }
        double h = Math.max(1, Math.abs(theta[inside[moved]]));
        double[] at = parts(share.facts(), moved, 0);
        double[] up = parts(share.facts(), moved, h);
        double[] down = parts(share.facts(), moved, -h);
        double whole = sigma * sigma + Arrays.stream(at).sum();
        double slope = (Arrays.stream(up).sum() - Arrays.stream(down).sum()) / (2 * h);
        int f = share.factor();
        return ((up[f] - down[f]) / (2 * h) - at[f] / whole * slope) / whole;
    }

    /** Returns what the effects of each grouping factor add to the variance, with one of theta moved. */
    private double[] parts(RowFacts facts, int moved, double h) {
        List<double[][]> covariances = covariances(moved, h, sigma);
        return IntStream.range(0, covariances.size())
                .mapToDouble(f -> facts.randomVariance(f, covariances.get(f)))
                .toArray();
    }

    private static boolean isInside(ProfiledParameter parameter, double value) {
        if (parameter instanceof ProfiledParameter.Correlation) {
            return Math.abs(value) < 1 - 1e-12;
        }
        return value > 0 && (!(parameter instanceof ProfiledParameter.VarianceShare) || value < 1);
    }

    /** Returns the parameters with one of (theta inside, log sigma) moved. */
    private double[] values(int moved, double h) {
        double residual = moved < inside.length ? sigma : sigma * Math.exp(h);
        List<double[][]> covariances = covariances(moved, h, residual);
        double[] unknown = new double[equations.kept().length];
        Arrays.fill(unknown, Double.NaN);
        return parameters.stream()
                .mapToDouble(parameter -> parameter.value(unknown, covariances, residual))
                .toArray();
    }

    private List<double[][]> covariances(int moved, double h, double residual) {
        double[] there = theta.clone();
        if (moved < inside.length) {
            there[inside[moved]] += h;
        }
        RawResults raw = new RawResults(equations.design(), equations.standard(), equations.kept(), residual);
        return raw.covariances(raw.lambda(layout.lambda(there)));
    }
}
