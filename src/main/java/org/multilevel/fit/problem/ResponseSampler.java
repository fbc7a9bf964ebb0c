package org.multilevel.fit.problem;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.multilevel.data.Progress;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.RowsFactor;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.solver.Fitter;

/**
 * Draws responses from a fitted model, of which only their cross-products are formed: no pass over the table per draw.
 *
 * <p>y = X beta + Zb + e with b ~ N(0, sigma^2 Lambda Lambda') and e ~ N(0, sigma^2 W^-1). Given b the sums [Z X]'Wy and y'Wy follow from
 * those of e, which {@link RowsFactor} draws. The distribution is exact for every model, whatever the rank of Z. Immutable; may be asked
 * by many threads.
 */
public final class ResponseSampler {
    private final Problem problem;
    private final RowsFactor rows;
    private final BlockedSystem system;
    private final double[] beta;
    private final double[][] lambda;
    private final double sigma;
    private final DoubleBinaryOperator chiSquaredQuantile;

    private ResponseSampler(
            Problem problem,
            RowsFactor rows,
            BlockedSystem system,
            double[] beta,
            double[][] lambda,
            double sigma,
            DoubleBinaryOperator chiSquaredQuantile) {
        this.chiSquaredQuantile = chiSquaredQuantile;
        this.problem = problem;
        this.rows = rows;
        this.system = system;
        this.beta = beta;
        this.lambda = lambda;
        this.sigma = sigma;
    }

    /**
     * Returns the sampler of a model at its estimates.
     *
     * @param theta as {@link Fit#theta()}; fixed effects and residual variance are those that go with it
     * @param chiSquaredQuantile gives the quantile of the chi-squared distribution for a probability and degrees of freedom
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ResponseSampler of(
            Problem problem, double[] theta, DoubleBinaryOperator chiSquaredQuantile, Progress progress) {
        try (Workers workers = new Workers(1, progress)) {
            Fitter fitter = new Fitter(problem.equations(), workers, progress);
            ThetaLayout layout = problem.layout();
            double[] standardised = fitter.standardised(theta);
            Factor factor = fitter.factor(standardised);
            double sigma = Math.sqrt(factor.residual() / problem.equations().degreesOfFreedom());
            BlockedSystem system = new BlockedSystem(problem.products(), workers);
            return new ResponseSampler(
                    problem,
                    system.rowsFactor(),
                    system,
                    fitter.coefficients(factor),
                    layout.lambda(standardised),
                    sigma,
                    chiSquaredQuantile);
        }
    }

    /**
     * Returns the sampler of a model with coefficients and variances that need not be its estimates.
     *
     * @param beta of the standardised kept columns
     * @param lambda per grouping factor any square root, q x q, of the relative covariance of the effects of the standardised columns
     * @param sigma the residual standard deviation on the standardised scale
     */
    static ResponseSampler of(
            Problem problem,
            double[] beta,
            double[][] lambda,
            double sigma,
            DoubleBinaryOperator chiSquaredQuantile,
            Progress progress) {
        try (Workers workers = new Workers(1, progress)) {
            BlockedSystem system = new BlockedSystem(problem.products(), workers);
            return new ResponseSampler(problem, system.rowsFactor(), system, beta, lambda, sigma, chiSquaredQuantile);
        }
    }

    /** Returns the problem of a response drawn with that seed; the same seed gives the same response. */
    public Problem draw(long seed) {
        CrossProducts products = problem.products();
        SplittableRandom normals = new SplittableRandom(seed);
        RowsFactor.Draw e = rows.draw(normals::nextGaussian);
        double squaresBeside =
                e.squaresOfX() + chiSquared(products.rows - rows.rank(), normals.nextDouble(Double.MIN_NORMAL, 1));
        double[][] b = effects(normals);
        int p = products.p;
        double[][] zy = system.meanCross(beta, b);
        double[] xy = new double[p + 1];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                xy[j] += xx(products.xy, p, j, k) * beta[k];
            }
        }
        double squares = sigma * sigma * (e.squares() + squaresBeside);
        for (int f = 0; f < b.length; f++) {
            for (int r = 0; r < b[f].length; r++) {
                for (int j = 0; j < p; j++) {
                    xy[j] += products.zxy[f][r * (p + 1) + j] * b[f][r];
                }
                squares += b[f][r] * (zy[f][r] + 2 * sigma * e.z()[f][r]);
                zy[f][r] += sigma * e.z()[f][r];
            }
        }
        for (int j = 0; j < p; j++) {
            squares += beta[j] * (xy[j] + 2 * sigma * e.x()[j]);
            xy[j] += sigma * e.x()[j];
        }
        xy[p] = squares;
        return problem.drawn(
                products.withResponse(xy, zy),
                products.widths.length == 1 ? Optional.of(within(e, sigma * sigma * squaresBeside)) : Optional.empty());
    }

    private static double xx(double[] xy, int p, int j, int k) {
        return xy[Math.max(j, k) * (p + 1) + Math.min(j, k)];
    }

    private double[][] effects(SplittableRandom normals) {
        double[][] b = new double[lambda.length][];
        for (int f = 0; f < b.length; f++) {
            int q = problem.products().widths[f];
            b[f] = new double[problem.products().levels[f] * q];
            double[] u = new double[q];
            for (int at = 0; at < b[f].length; at += q) {
                for (int j = 0; j < q; j++) {
                    u[j] = sigma * normals.nextGaussian();
                }
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j < q; j++) {
                        b[f][at + i] += lambda[f][i * q + j] * u[j];
                    }
                }
            }
        }
        return b;
    }

    /** Returns [X y]'W[X y] within the levels of the only factor, of which the group effects are no part: no digits go in a difference. */
    private double[] within(RowsFactor.Draw e, double squares) {
        int p = beta.length;
        double[] within = new double[(p + 1) * (p + 1)];
        double[] xx = rows.xxBesideZ();
        double total = squares;
        for (int i = 0; i < p; i++) {
            double fitted = 0;
            for (int j = 0; j < p; j++) {
                within[i * (p + 1) + j] = xx[i * p + j];
                fitted += xx[i * p + j] * beta[j];
            }
            within[p * (p + 1) + i] = fitted + sigma * e.xWithin()[i];
            total += beta[i] * (fitted + 2 * sigma * e.xWithin()[i]);
        }
        within[(p + 1) * (p + 1) - 1] = total;
        return within;
    }

    private double chiSquared(long degrees, double probability) {
        return degrees <= 0 ? 0 : chiSquaredQuantile.applyAsDouble(probability, (double) degrees);
    }
}
