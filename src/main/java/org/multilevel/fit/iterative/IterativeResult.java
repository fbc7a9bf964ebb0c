package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * What an iterative solver found, on the standardised scale; factors in the order of the cross-products, each with one column.
 *
 * <p>Everything is as uncertain as the probes leave the relative variances: what follows from those is exact but for the tolerance of the
 * iterations, and the variances of group effects, which are traces themselves.
 */
public final class IterativeResult {
    private final CrossProducts products;
    private final boolean restricted;
    private final IterativeSearch.Found found;
    private final IterativePoint point;

    IterativeResult(CrossProducts products, boolean restricted, IterativeSearch.Found found) {
        this.products = products;
        this.restricted = restricted;
        this.found = found;
        this.point = found.point();
    }

    /** Returns lambda, one per factor. */
    public double[] theta() {
        return Arrays.stream(point.gamma()).map(Math::sqrt).toArray();
    }

    /** Returns -2 log-likelihood without its constant. */
    public double criterion() {
        return point.value();
    }

    /** Returns the Monte Carlo standard error of {@link #criterion} and {@link #deviance}. */
    public double criterionError() {
        return point.valueError();
    }

    /** Returns -2 log-likelihood (not the restricted one) at the same theta, without its constant. */
    public double deviance() {
        if (!restricted) {
            return point.value();
        }
        double n = products.rows;
        return point.value()
                - point.fixed().logDet()
                - point.degrees() * (1 + StrictMath.log(2 * Math.PI * point.variance()))
                + n * (1 + StrictMath.log(2 * Math.PI * point.fixed().residual() / n));
    }

    /** Returns what gives beta and its covariance. */
    public FixedPart fixed() {
        return point.fixed();
    }

    /** Returns the spherical modes u of each factor, one per level. */
    public double[][] modes() {
        double[] d = point.fixed().residualColumn();
        double[][] modes = new double[point.gamma().length][];
        for (int f = 0; f < modes.length; f++) {
            modes[f] = new double[products.levels[f]];
            double lambda = Math.sqrt(point.gamma()[f]);
            for (int l = 0; l < modes[f].length && lambda > 0; l++) {
                for (int j = 0; j < d.length; j++) {
                    modes[f][l] += point.effects()[f][l * d.length + j] * d[j] / lambda;
                }
            }
        }
        return modes;
    }

    /** Returns estimates of the variances of the effects of each factor given beta, relative to the residual variance. */
    public double[][] conditionalVariances() {
        double[][] variances = new double[point.gamma().length][];
        for (int f = 0; f < variances.length; f++) {
            double gamma = point.gamma()[f];
            variances[f] =
                    Arrays.stream(point.diagonal().of(f)).map(v -> gamma * v).toArray();
        }
        return variances;
    }

    /** Returns how the effects of each factor fall as beta grows, levels x p. */
    public double[][] modesByBeta() {
        int p = products.p;
        double[][] slopes = new double[point.gamma().length][];
        for (int f = 0; f < slopes.length; f++) {
            slopes[f] = new double[products.levels[f] * p];
            for (int l = 0; l < products.levels[f]; l++) {
                System.arraycopy(point.effects()[f], l * (p + 1), slopes[f], l * p, p);
            }
        }
        return slopes;
    }

    /** Returns the Monte Carlo standard error of each factor's variance and of the residual variance, relative to them; 0 where a variance is zero. */
    public double[] relativeErrors() {
        int factors = point.gamma().length;
        double[][] covariance = gammaCovariance();
        double[] errors = new double[factors + 1];
        double[] residual = new double[factors];
        for (int f = 0; f < factors; f++) {
            residual[f] = -point.squares()[f] / point.fixed().residual();
        }
        for (int f = 0; f < factors; f++) {
            if (point.gamma()[f] > 0) {
                double[] along = residual.clone();
                along[f] += 1 / point.gamma()[f];
                errors[f] = size(covariance, along);
            }
        }
        errors[factors] = size(covariance, residual);
        return errors;
    }

    private static double size(double[][] covariance, double[] along) {
        double square = 0;
        for (int f = 0; f < along.length; f++) {
            square += along[f] * SmallMatrices.dot(covariance[f], along);
        }
        return Math.sqrt(Math.max(0, square));
    }

    /** Returns the Monte Carlo covariance of gamma: that of the gradient between two inverses of the information. */
    private double[][] gammaCovariance() {
        int factors = point.gamma().length;
        int[] free =
                IntStream.range(0, factors).filter(f -> point.gamma()[f] > 0).toArray();
        int k = free.length;
        double[] information = new double[k * k];
        double[] noise = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                information[i * k + j] = point.information()[free[i]][free[j]];
                noise[i * k + j] = point.noise()[free[i]][free[j]];
            }
        }
        double[][] covariance = new double[factors][factors];
        if (!SmallMatrices.cholesky(information, 0, k)) {
            free = new int[0];
        }
        double[] inverse = new double[k * k];
        SmallMatrices.inverseInto(information, k, inverse);
        double[] both = SmallMatrices.times(SmallMatrices.times(inverse, noise, k, k, k), inverse, k, k, k);
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                covariance[free[i]][free[j]] = both[i * k + j];
            }
        }
        return covariance;
    }

    /** Returns the largest absolute derivative of the criterion in theta. */
    public double gradientNorm() {
        return gradientNorm(point);
    }

    static double gradientNorm(IterativePoint point) {
        double norm = 0;
        for (int f = 0; f < point.gamma().length; f++) {
            norm = Math.max(norm, Math.abs(2 * Math.sqrt(point.gamma()[f]) * point.gradient()[f]));
        }
        return norm;
    }

    /** Returns whether steps became small enough, and everything was solved for. */
    public boolean converged() {
        return found.converged() && solved();
    }

    /** Returns whether all right-hand sides were solved for. */
    public boolean solved() {
        return point.residual() <= IterativeCriterion.CLOSE;
    }

    /** Returns whether a variance is zero. */
    public boolean isSingular() {
        return Arrays.stream(point.gamma()).anyMatch(g -> g == 0);
    }

    /** Returns the last step of log lambda^2. */
    public double step() {
        return found.step();
    }

    /** Returns the largest residual of the last evaluation, relative to its right-hand side. */
    public double residual() {
        return point.residual();
    }

    /** Returns the iterations of the last evaluation. */
    public int iterations() {
        return point.iterations();
    }

    public int evaluations() {
        return found.evaluations();
    }

    /** Returns the number of random probes. */
    public int probes() {
        return found.probes();
    }
}
