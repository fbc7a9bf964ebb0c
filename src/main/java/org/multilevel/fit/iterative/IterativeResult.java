package org.multilevel.fit.iterative;

import java.util.stream.IntStream;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * What an iterative solver found, on the standardised scale; factors in the order of the cross-products.
 *
 * <p>Everything is as uncertain as the probes leave the relative covariances: what follows from those is exact but for the tolerance of the
 * iterations, and the variances of group effects, which are traces themselves.
 */
public final class IterativeResult {
    private final CrossProducts products;
    private final CovarianceEntries entries;
    private final boolean restricted;
    private final IterativeSearch.Found found;
    private final IterativePoint point;

    IterativeResult(
            CrossProducts products, CovarianceEntries entries, boolean restricted, IterativeSearch.Found found) {
        this.products = products;
        this.entries = entries;
        this.restricted = restricted;
        this.found = found;
        this.point = found.point();
    }

    /** Returns theta. */
    public double[] theta() {
        return entries.layout.theta(point.lambda());
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

    /** Returns the spherical modes u of each factor, levels x q. */
    public double[][] modes() {
        double[] d = point.fixed().residualColumn();
        double[][] modes = new double[point.lambda().length][];
        for (int f = 0; f < modes.length; f++) {
            int q = products.widths[f];
            modes[f] = new double[products.levels[f] * q];
            for (int i = 0; i < modes[f].length; i++) {
                for (int j = 0; j < d.length; j++) {
                    modes[f][i] += point.effects()[f][i * d.length + j] * d[j];
                }
            }
            for (int at = 0; at < modes[f].length; at += q) {
                SmallMatrices.solveLower(point.lambda()[f], 0, q, modes[f], at, 1);
            }
        }
        return modes;
    }

    /** Returns estimates of the covariances of the effects of each factor given beta, relative to the residual variance, levels x q x q. */
    public double[][] conditionalCovariances() {
        double[][] covariances = new double[point.lambda().length][];
        for (int f = 0; f < covariances.length; f++) {
            int q = products.widths[f];
            double[] lambda = point.lambda()[f];
            double[] transposed = SmallMatrices.transposed(lambda, q, q);
            double[] half = new double[q * q];
            covariances[f] = point.diagonal().of(f);
            for (int at = 0; at < covariances[f].length; at += q * q) {
                SmallMatrices.timesInto(covariances[f], at, transposed, 0, half, 0, q, q, q);
                SmallMatrices.timesInto(lambda, 0, half, 0, covariances[f], at, q, q, q);
            }
        }
        return covariances;
    }

    /** Returns how the effects of each factor fall as beta grows, levels x q x p. */
    public double[][] modesByBeta() {
        int p = products.p;
        double[][] slopes = new double[point.lambda().length][];
        for (int f = 0; f < slopes.length; f++) {
            int rows = products.levels[f] * products.widths[f];
            slopes[f] = new double[rows * p];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(point.effects()[f], i * (p + 1), slopes[f], i * p, p);
            }
        }
        return slopes;
    }

    /**
     * Returns the Monte Carlo standard error of the covariance of two combinations of the effects of a factor, relative to the residual variance.
     *
     * @param first coefficients of the one, q
     * @param second coefficients of the other, q
     */
    public double error(int f, double[] first, double[] second) {
        double[] covariance = entries.covariances(point.lambda())[f];
        int q = products.widths[f];
        double[] along = new double[entries.size()];
        double value = 0;
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                value += first[i] * covariance[i * q + j] * second[j];
            }
        }
        for (int k = 0; k < along.length; k++) {
            if (entries.factor(k) == f) {
                int r = entries.row(k);
                int c = entries.column(k);
                along[k] = first[r] * second[c] + (r == c ? 0 : first[c] * second[r]);
            }
            along[k] -= value * point.squares()[k] / point.fixed().residual();
        }
        return size(along);
    }

    /** Returns the Monte Carlo standard error of the residual variance, relative to it. */
    public double residualError() {
        double[] along = point.squares().clone();
        for (int k = 0; k < along.length; k++) {
            along[k] /= point.fixed().residual();
        }
        return size(along);
    }

    private double size(double[] along) {
        double square = 0;
        for (int k = 0; k < along.length; k++) {
            square += along[k] * SmallMatrices.dot(found.noise()[k], along);
        }
        return Math.sqrt(Math.max(0, square));
    }

    /** Returns the largest absolute derivative of the criterion in theta. */
    public double gradientNorm() {
        return gradientNorm(entries, point);
    }

    static double gradientNorm(CovarianceEntries entries, IterativePoint point) {
        double[][] half = entries.layout.zeros();
        for (int f = 0; f < half.length; f++) {
            int q = entries.layout.width(f);
            half[f] = SmallMatrices.times(point.slopes()[f], point.lambda()[f], q, q, q);
        }
        return SmallMatrices.largest(entries.layout.gradient(half, entries.layout.theta(point.lambda())));
    }

    /** Returns whether steps became small enough, and everything was solved for. */
    public boolean converged() {
        return found.converged() && solved();
    }

    /** Returns whether all right-hand sides were solved for. */
    public boolean solved() {
        return point.residual() <= IterativeCriterion.CLOSE;
    }

    /** Returns whether a covariance has not full rank: a variance is zero, or a correlation 1 or -1. */
    public boolean isSingular() {
        double[] theta = theta();
        return IntStream.range(0, theta.length).anyMatch(k -> entries.layout.isDiagonal(k) && theta[k] == 0);
    }

    /** Returns the last step, of logarithms of variances. */
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
