package org.multilevel.glm.marginal;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.fit.leastsquares.RandomInverse;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.density.Density;
import org.multilevel.glm.modes.InnerProblem;
import org.multilevel.glm.modes.Mode;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.RowBlock;

/**
 * -2 log-likelihood of a generalised model with its random effects integrated out, by Laplace's approximation or adaptive quadrature, and
 * its gradient in lambda, beta and the logarithm zeta of the dispersion.
 *
 * <p>Laplace: F = 2 h + log |H|, H = Lambda'Z'WZ Lambda + I with the observed W, at the modes u of h. With V = H^-1, s_i the variance
 * z_i'Lambda V Lambda'z_i of the linear predictor of row i, c_i = -l_i''' s_i and v = V Lambda'Z'c, implicit differentiation of the modes
 * gives g = -2 l' + c - W Z Lambda v, dF/dbeta = X'g, dF/dLambda = 2 Z'WZ Lambda V + Z'g u' + Z'l' v', and
 * dF/dzeta = sum of -2 dl/dzeta - s dl''/dzeta + (Z Lambda v) dl'/dzeta. Quadrature changes V, the first part of g and v only, see
 * {@link Quadrature}. Source: Bates (2011), lme4's theory vignette; Kristensen et al. (2016), J. Stat. Software 70(5), section 2 for the
 * derivative of a Laplace approximation.
 */
public final class MarginalLikelihood {
    private final InnerProblem inner;
    private final ModelRows rows;
    private final Distribution distribution;
    private final Optional<Quadrature> quadrature;
    /** The constants of all rows, once they are known. */
    private double known = Double.NaN;

    /** @param points nodes of the quadrature in each direction; 1 for Laplace's approximation */
    public MarginalLikelihood(InnerProblem inner, Distribution distribution, int points) {
        this.inner = inner;
        this.rows = inner.rows;
        this.distribution = distribution;
        this.quadrature = points == 1 ? Optional.empty() : Optional.of(new Quadrature(rows, points));
    }

    /**
     * Evaluates value and gradient.
     *
     * @param start modes to begin with
     * @return empty where it is not defined
     */
    public Optional<Likelihood> at(double[][] lambda, double[] beta, double zeta, double[][] start) {
        Density density = Density.of(distribution, zeta);
        return inner.solve(lambda, beta, density, start).map(mode -> at(lambda, density, mode));
    }

    /**
     * Evaluates the expressions for value and gradient at effects that need be no modes; where they are, that is the gradient.
     *
     * @return empty where it is not defined
     */
    public Optional<Likelihood> beside(double[][] lambda, double[] beta, double zeta, double[][] u) {
        Density density = Density.of(distribution, zeta);
        return inner.at(lambda, beta, density, u).map(mode -> at(lambda, density, mode));
    }

    /** Returns how modes, which were found last, begin to change with the coefficients. */
    double[][] changeByBeta(double[][] lambda, double[] change, Mode mode) {
        return change(lambda, inner.zeros(), mode, (block, to) -> {
            for (int r = 0; r < block.rows; r++) {
                double moved = 0;
                for (int j = 0; j < rows.p; j++) {
                    moved += block.x[r * rows.p + j] * change[j];
                }
                to[r] = -block.curvature[r] * moved;
            }
        });
    }

    /** Returns how modes, which were found last, begin to change with the logarithm of the dispersion. */
    double[][] changeByZeta(double[][] lambda, double zeta, double change, Mode mode) {
        Density density = Density.of(distribution, zeta);
        double[] by = new double[3];
        return change(lambda, inner.zeros(), mode, (block, to) -> {
            for (int r = 0; r < block.rows; r++) {
                density.byZeta(block.y[r], block.eta[r], by);
                to[r] = block.weight[r] * by[1] * change;
            }
        });
    }

    /** Returns how modes, which were found last, begin to change with lambda. */
    double[][] changeByLambda(double[][] lambda, double[][] change, Mode mode) {
        double[][] moved = inner.effects(change, mode.u());
        double[][] right = inner.zeros();
        for (int f = 0; f < right.length; f++) {
            int q = rows.widths[f];
            SmallMatrices.timesInto(mode.score()[f], 0, change[f], 0, right[f], 0, right[f].length / q, q, q);
        }
        return change(lambda, right, mode, (block, to) -> {
            Arrays.fill(to, 0, block.rows, 0);
            for (int f = 0; f < moved.length; f++) {
                block.addEffects(f, moved[f], to);
            }
            for (int r = 0; r < block.rows; r++) {
                to[r] *= -block.curvature[r];
            }
        });
    }

    /** Writes the changes of l' of the rows of a block. */
    private interface Changes {
        void write(RowBlock block, double[] to);
    }

    /** Returns H^-1 (right + Lambda'Z'd) for the changes d of l' in the rows: what 0 = Lambda'Z'l' - u asks of u. */
    private double[][] change(double[][] lambda, double[][] right, Mode mode, Changes changes) {
        double[][] sums = inner.zeros();
        for (RowBlock block : rows.blocks()) {
            double[] changed = new double[block.rows];
            changes.write(block, changed);
            for (int f = 0; f < sums.length; f++) {
                block.addRandom(f, changed, sums[f]);
            }
        }
        for (int f = 0; f < sums.length; f++) {
            int q = rows.widths[f];
            double[] product = new double[sums[f].length];
            SmallMatrices.timesInto(sums[f], 0, lambda[f], 0, product, 0, product.length / q, q, q);
            for (int i = 0; i < product.length; i++) {
                right[f][i] += product[i];
            }
        }
        return mode.factor().inverseTimes(right);
    }

    private Likelihood at(double[][] lambda, Density density, Mode mode) {
        RandomInverse inverse = mode.factor().randomInverse();
        Optional<Quadrature.Integral> integral =
                quadrature.map(q -> q.integrate(lambda, density, mode, inverse.own()[0]));
        RandomInverse spread = integral.map(i -> new RandomInverse(new double[][] {i.spread()}, inverse.pairs()))
                .orElse(inverse);
        Sums sums = new Sums(lambda, density, mode, spread, integral);
        double value = integral.map(Quadrature.Integral::value)
                .orElseGet(() -> 2 * mode.joint() + mode.factor().logDetRandom());
        return new Likelihood(value - 2 * constant(density), sums.half(), sums.fixed, sums.zeta, mode);
    }

    /** Returns the sum of what of l does not depend on eta; without a dispersion it is the same at all parameters. */
    private double constant(Density density) {
        if (!density.hasDispersion() && !Double.isNaN(known)) {
            return known;
        }
        double sum = 0;
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                sum += block.weight[r] * density.constant(block.y[r], block.size[r]);
            }
        }
        known = sum;
        return sum;
    }

    /** The sums over rows that the gradient is made of. */
    private final class Sums {
        private final double[][] lambda;
        private final Density density;
        private final Mode mode;
        private final RandomInverse inverse;
        private final Optional<Quadrature.Integral> integral;
        private final boolean dispersed = distribution.family().hasDispersion();
        /** Lambda V Lambda' of levels, and of pairs of levels. */
        private final double[][] own;

        private final double[][][] pairs;
        /** Z'c, then Z'g. */
        private final double[][] random;

        private final double[][] slope;
        /** v, and Lambda v. */
        private final double[][] solved;

        final double[] fixed = new double[rows.p];
        double zeta;

        Sums(
                double[][] lambda,
                Density density,
                Mode mode,
                RandomInverse inverse,
                Optional<Quadrature.Integral> integral) {
            this.lambda = lambda;
            this.density = density;
            this.mode = mode;
            this.inverse = inverse;
            this.integral = integral;
            this.own = ownCovariances();
            this.pairs = pairCovariances();
            this.random = inner.zeros();
            this.slope = inner.zeros();
            first();
            this.solved = integral.map(i -> i.solve(random, lambda))
                    .orElseGet(() -> mode.factor().solve(random));
            second();
        }

        private double[][] ownCovariances() {
            double[][] covariances = new double[lambda.length][];
            for (int f = 0; f < lambda.length; f++) {
                int q = rows.widths[f];
                covariances[f] = new double[inverse.own()[f].length];
                double[] half = new double[q * q];
                for (int at = 0; at < covariances[f].length; at += q * q) {
                    SmallMatrices.timesInto(lambda[f], 0, inverse.own()[f], at, half, 0, q, q, q);
                    SmallMatrices.timesTransposedInto(half, lambda[f], covariances[f], at, q, q, q);
                }
            }
            return covariances;
        }

        private double[][][] pairCovariances() {
            double[][][] covariances = new double[lambda.length][][];
            for (int f = 0; f < lambda.length; f++) {
                covariances[f] = new double[lambda.length - f - 1][];
                for (int g = f + 1; g < lambda.length; g++) {
                    int q = rows.widths[f];
                    int r = rows.widths[g];
                    double[] blocks = inverse.pairs()[f][g - f - 1];
                    double[] covariance = new double[blocks.length];
                    covariances[f][g - f - 1] = covariance;
                    if (q == 1 && r == 1) {
                        double both = lambda[f][0] * lambda[g][0];
                        Arrays.setAll(covariance, at -> both * blocks[at]);
                        continue;
                    }
                    double[] half = new double[q * r];
                    for (int at = 0; at < blocks.length; at += q * r) {
                        SmallMatrices.timesInto(lambda[f], 0, blocks, at, half, 0, q, q, r);
                        SmallMatrices.timesTransposedInto(half, lambda[g], covariance, at, q, r, r);
                    }
                }
            }
            return covariances;
        }

        /** Forms c, Z'c and what of the derivative in zeta needs no v. */
        private void first() {
            double[] by = new double[3];
            for (RowBlock block : rows.worked()) {
                double[] variances = block.working;
                Arrays.fill(variances, 0);
                addVariances(block, variances);
                for (int r = 0; r < block.rows; r++) {
                    double variance = variances[r];
                    if (dispersed) {
                        double weight = block.weight[r];
                        density.byZeta(block.y[r], block.eta[r], by);
                        double first = integral.isPresent() ? block.made[r] : by[0];
                        zeta -= weight * (2 * (first + density.constantByZeta(block.y[r])) + variance * by[2]);
                        block.working[r] = weight * by[1];
                    }
                    block.made[r] = -block.third[r] * variance;
                }
                for (int f = 0; f < random.length; f++) {
                    block.addRandom(f, block.made, random[f]);
                    if (dispersed) {
                        block.addRandom(f, block.working, slope[f]);
                    }
                }
            }
        }

        /** Forms X'g and Z'g, and adds what v has of the derivative in zeta. */
        private void second() {
            double[][] effects = inner.effects(lambda, solved);
            for (double[] sums : random) {
                Arrays.fill(sums, 0);
            }
            for (RowBlock block : rows.worked()) {
                double[] moved = block.working;
                double[] scores = integral.isPresent() ? block.averaged() : block.score;
                Arrays.fill(moved, 0);
                for (int f = 0; f < effects.length; f++) {
                    block.addEffects(f, effects[f], moved);
                }
                for (int r = 0; r < block.rows; r++) {
                    double rest = block.made[r] - block.curvature[r] * moved[r];
                    double score = scores[r];
                    for (int j = 0; j < rows.p; j++) {
                        fixed[j] += block.x[r * rows.p + j] * (rest - 2 * score);
                    }
                    block.made[r] = integral.isPresent() ? rest : rest - 2 * score;
                }
                for (int f = 0; f < random.length; f++) {
                    block.addRandom(f, block.made, random[f]);
                }
            }
            for (int f = 0; f < effects.length; f++) {
                zeta += SmallMatrices.dot(effects[f], slope[f]);
            }
        }

        /** Adds the variances of the linear predictors of rows. */
        private void addVariances(RowBlock block, double[] to) {
            int pair = 0;
            for (int f = 0; f < own.length; f++) {
                block.addForms(f, own[f], to);
                for (int g = f + 1; g < own.length; g++) {
                    block.addTwiceForms(f, g, pair++, pairs[f][g - f - 1], to);
                }
            }
        }

        /** Returns half of the derivative in the elements of lambda. */
        double[][] half() {
            double[][] half = new double[lambda.length][];
            CrossProducts products = mode.products();
            for (int f = 0; f < half.length; f++) {
                int q = rows.widths[f];
                double[] sum = new double[q * q];
                double[] product = new double[q * q];
                for (int level = 0; level < products.levels[f]; level++) {
                    int at = level * q;
                    SmallMatrices.timesInto(lambda[f], 0, inverse.own()[f], at * q, product, 0, q, q, q);
                    SmallMatrices.addProduct(products.zz[f], at * q, product, q, q, q, sum);
                    for (int i = 0; i < q; i++) {
                        for (int j = 0; j < q; j++) {
                            sum[i * q + j] += 0.5
                                    * (random[f][at + i] * mode.u()[f][at + j]
                                            + mode.score()[f][at + i] * solved[f][at + j]);
                        }
                    }
                }
                half[f] = sum;
            }
            for (int f = 0; f < half.length; f++) {
                for (int g = f + 1; g < half.length; g++) {
                    addPairs(f, g, half);
                }
            }
            integral.ifPresent(i -> {
                for (int k = 0; k < half[0].length; k++) {
                    half[0][k] += i.half()[k];
                }
            });
            return half;
        }

        /** Adds A_fg lambda_g V_gf to the sum of f and A_gf lambda_f V_fg to that of g. */
        private void addPairs(int f, int g, double[][] half) {
            int q = rows.widths[f];
            int r = rows.widths[g];
            double[] a = mode.products().pair(f, g).blocks();
            double[] v = inverse.pairs()[f][g - f - 1];
            if (q == 1 && r == 1) {
                double sum = SmallMatrices.dot(a, v);
                half[f][0] += lambda[g][0] * sum;
                half[g][0] += lambda[f][0] * sum;
                return;
            }
            double[] block = new double[q * r];
            double[] cross = new double[q * r];
            double[] product = new double[q * r];
            for (int at = 0; at < v.length; at += q * r) {
                System.arraycopy(a, at, block, 0, q * r);
                System.arraycopy(v, at, cross, 0, q * r);
                SmallMatrices.timesTransposedInto(lambda[g], cross, product, 0, r, r, q);
                SmallMatrices.addProduct(block, 0, product, q, r, q, half[f]);
                SmallMatrices.timesInto(lambda[f], 0, cross, 0, product, 0, q, q, r);
                SmallMatrices.addTransposedProduct(block, product, r, q, r, half[g]);
            }
        }
    }
}
