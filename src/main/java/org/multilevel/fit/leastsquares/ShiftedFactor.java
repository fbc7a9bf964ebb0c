package org.multilevel.fit.leastsquares;

import java.util.List;
import java.util.Optional;

/** The factor of a {@link ShiftedSystem}: that of the usual problem, with the effects and derivatives that go with what was taken out. */
final class ShiftedFactor implements Factor {
    private final Factor rest;
    private final double[][] lambda;
    private final double[][] effects;
    /** G^-1 b_0 of each factor, levels x q. */
    private final double[][] precise;

    private final boolean defined;
    /** The error of log-determinants, in roundings per row. */
    private final double error;

    ShiftedFactor(
            Factor rest, double[][] lambda, double[][] effects, double[][] precise, boolean defined, double error) {
        this.rest = rest;
        this.lambda = lambda;
        this.effects = effects;
        this.precise = precise;
        this.defined = defined;
        this.error = error;
    }

    @Override
    public boolean isPositiveDefinite() {
        return defined && rest.isPositiveDefinite();
    }

    @Override
    public double logDetRandom() {
        return rest.logDetRandom();
    }

    @Override
    public FixedPart fixed() {
        return rest.fixed();
    }

    /** Returns what r^2 carries the rounding of, or what has the same effect as the rounding of the log-determinants where that is more. */
    @Override
    public double total() {
        return Math.max(rest.total(), rest.residual() * error);
    }

    /** That G^-1 b_0 depends on lambda adds -sum of w (lambda'g)' + g (lambda'w)' to the derivative of r^2, with g = G^-1 b_0, w = G^-1(2 c + b_0). */
    @Override
    public double[][] halfGradient(double fixed, double residual) {
        double[][] half = rest.halfGradient(fixed, residual);
        double[][] modes = rest.modes();
        for (int f = 0; f < half.length; f++) {
            int q = (int) Math.round(Math.sqrt(lambda[f].length));
            for (int at = 0; at < effects[f].length; at += q) {
                addLevel(half[f], lambda[f], modes[f], precise[f], at, q, residual / 2);
            }
        }
        return half;
    }

    private static void addLevel(double[] half, double[] lambda, double[] v, double[] g, int at, int q, double weight) {
        double[] turned = new double[q];
        boolean none = true;
        for (int j = 0; j < q; j++) {
            none &= g[at + j] == 0;
            for (int i = 0; i < q; i++) {
                turned[j] += lambda[i * q + j] * g[at + i];
            }
        }
        if (none) {
            return;
        }
        // lambda'w = 2 v + lambda'g, and w = lambda'^-1 of that
        double[] turnedW = new double[q];
        double[] w = new double[q];
        for (int i = q - 1; i >= 0; i--) {
            turnedW[i] = 2 * v[at + i] + turned[i];
            double sum = turnedW[i];
            for (int k = i + 1; k < q; k++) {
                sum -= lambda[k * q + i] * w[k];
            }
            w[i] = sum / lambda[i * q + i];
        }
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                half[i * q + j] -= weight * (w[i] * turned[j] + g[at + i] * turnedW[j]);
            }
        }
    }

    /** Returns none: what was taken out depends on lambda too. */
    @Override
    public List<CovarianceDerivatives> covarianceDerivatives(double fixed, double degrees) {
        return List.of();
    }

    @Override
    public Optional<ExactDerivatives> exactDerivatives(double fixedWeight, double residualWeight) {
        return Optional.empty();
    }

    /** Returns v + lambda^-1 b_0, since c = lambda v is what the effects are besides b_0. */
    @Override
    public double[][] modes() {
        double[][] modes = rest.modes();
        for (int f = 0; f < modes.length; f++) {
            int q = (int) Math.round(Math.sqrt(lambda[f].length));
            for (int at = 0; at < modes[f].length; at += q) {
                for (int j = 0; j < q; j++) {
                    for (int i = 0; i < q; i++) {
                        modes[f][at + j] += lambda[f][i * q + j] * precise[f][at + i];
                    }
                }
            }
        }
        return modes;
    }

    @Override
    public double[][] conditionalCovariance() {
        return rest.conditionalCovariance();
    }

    @Override
    public double[][] modesByBeta(double[][] conditionalCovariance) {
        return rest.modesByBeta(conditionalCovariance);
    }

    @Override
    public RandomInverse randomInverse() {
        return rest.randomInverse();
    }

    @Override
    public double[][] solve(double[][] sums) {
        return rest.solve(sums);
    }

    @Override
    public double[][] inverseTimes(double[][] right) {
        return rest.inverseTimes(right);
    }
}
