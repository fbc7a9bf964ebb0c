package org.multilevel.fit.structure;

import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.RandomInverse;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * The derivative of the criterion with respect to the cross-products, in their shape.
 *
 * <p>A row (z, x, y) of cross-products adds z'Cz to log |Lambda'Z'WZ Lambda + I|, with C = Lambda (Lambda'Z'WZ Lambda + I)^-1 Lambda';
 * (x - M'z)'Phi(x - M'z) to log |X'V^-1X|, with Phi its inverse and M = CZ'WX; and (y - x'beta - z'b)^2 to r^2.
 */
final class Sensitivity {
    private final int p1;
    private final int[] widths;
    /** Per factor levels x q x q. */
    private final double[][] zz;
    /** Per factor levels x q x (p + 1). */
    private final double[][] zxy;
    /** (p + 1) x (p + 1). */
    private final double[] xy;
    /** Of factors f before g at [f][g - f - 1] per pair of levels q_f x q_g. */
    private final double[][][] pairs;

    private final CrossProducts products;

    /**
     * Finds the derivative of logDetRandom + {@code fixed} logDetFixed + {@code residual} r^2.
     *
     * @param products of the factor
     * @param lambda of the factor
     * @param fixed 1 or 0
     */
    Sensitivity(CrossProducts products, Factor factor, double[][] lambda, int fixed, double residual) {
        this.products = products;
        this.p1 = products.p + 1;
        this.widths = products.widths;
        double[] beta = factor.beta();
        double[] phi = fixed == 0 ? new double[products.p * products.p] : factor.fixedInverse();
        xy = new double[p1 * p1];
        for (int i = 0; i < p1; i++) {
            double a = i < products.p ? beta[i] : -1;
            for (int j = 0; j < p1; j++) {
                double b = j < products.p ? beta[j] : -1;
                double own = i < products.p && j < products.p ? phi[i * products.p + j] : 0;
                xy[i * p1 + j] = own + residual * a * b;
            }
        }
        int factors = widths.length;
        zz = factors == 0 ? new double[0][] : factor.conditionalCovariance();
        double[][] slopes = factors == 0 ? new double[0][] : factor.modesByBeta(zz);
        double[][] effects = effects(factors == 0 ? new double[0][] : factor.modes(), lambda);
        double[][] slopesPhi = new double[factors][];
        zxy = new double[factors][];
        pairs = new double[factors][][];
        for (int f = 0; f < factors; f++) {
            slopesPhi[f] = SmallMatrices.times(
                    slopes[f], phi, slopes[f].length / Math.max(1, products.p), products.p, products.p);
            zxy[f] = new double[products.zxy[f].length];
            addLevels(f, effects[f], slopes[f], slopesPhi[f], beta, residual);
        }
        RandomInverse inverse =
                factors < 2 ? new RandomInverse(new double[0][], new double[0][][]) : factor.randomInverse();
        for (int f = 0; f < factors; f++) {
            pairs[f] = new double[factors - f - 1][];
            for (int g = f + 1; g < factors; g++) {
                pairs[f][g - f - 1] = pair(f, g, inverse, lambda, effects, slopes, slopesPhi, residual);
            }
        }
    }

    private double[][] effects(double[][] modes, double[][] lambda) {
        double[][] effects = new double[modes.length][];
        for (int f = 0; f < modes.length; f++) {
            int q = widths[f];
            effects[f] =
                    SmallMatrices.times(modes[f], SmallMatrices.transposed(lambda[f], q, q), modes[f].length / q, q, q);
        }
        return effects;
    }

    private void addLevels(
            int f, double[] effects, double[] slopes, double[] slopesPhi, double[] beta, double residual) {
        int q = widths[f];
        int p = products.p;
        for (int level = 0; level < products.levels[f]; level++) {
            for (int i = 0; i < q; i++) {
                int row = level * q + i;
                double b = effects[row];
                for (int j = 0; j < q; j++) {
                    double sum = residual * b * effects[level * q + j];
                    for (int k = 0; k < p; k++) {
                        sum += slopesPhi[row * p + k] * slopes[(level * q + j) * p + k];
                    }
                    zz[f][row * q + j] += sum;
                }
                for (int k = 0; k < p; k++) {
                    zxy[f][row * p1 + k] = residual * b * beta[k] - slopesPhi[row * p + k];
                }
                zxy[f][row * p1 + p] = -residual * b;
            }
        }
    }

    private double[] pair(
            int f,
            int g,
            RandomInverse inverse,
            double[][] lambda,
            double[][] effects,
            double[][] slopes,
            double[][] slopesPhi,
            double residual) {
        int q = widths[f];
        int r = widths[g];
        int p = products.p;
        int size = products.pair(f, g).size();
        double[] all = new double[size * q * r];
        double[] block = new double[q * r];
        double[] transposed = SmallMatrices.transposed(lambda[g], r, r);
        for (int k = 0; k < size; k++) {
            System.arraycopy(inverse.pairs()[f][g - f - 1], k * q * r, block, 0, q * r);
            double[] covariance =
                    SmallMatrices.times(SmallMatrices.times(lambda[f], block, q, q, r), transposed, q, r, r);
            int first = products.pair(f, g).first(k);
            int second = products.pair(f, g).second(k);
            for (int i = 0; i < q; i++) {
                int row = first * q + i;
                for (int j = 0; j < r; j++) {
                    int column = second * r + j;
                    double sum = covariance[i * r + j] + residual * effects[f][row] * effects[g][column];
                    for (int m = 0; m < p; m++) {
                        sum += slopesPhi[f][row * p + m] * slopes[g][column * p + m];
                    }
                    all[k * q * r + i * r + j] = sum;
                }
            }
        }
        return all;
    }

    /** Returns the derivative along a change of the cross-products. */
    double along(CrossProducts change) {
        double sum = 0;
        for (int i = 0; i < p1; i++) {
            for (int j = 0; j <= i; j++) {
                sum += (i == j ? 1 : 2) * xy[i * p1 + j] * change.xy[i * p1 + j];
            }
        }
        for (int f = 0; f < widths.length; f++) {
            sum += SmallMatrices.dot(zz[f], change.zz[f]) + 2 * SmallMatrices.dot(zxy[f], change.zxy[f]);
            for (int g = f + 1; g < widths.length; g++) {
                double[] blocks = change.pair(f, g).blocks();
                double[] own = pairs[f][g - f - 1];
                double both = 0;
                for (int k = 0; k < own.length; k++) {
                    both += own[k] * blocks[k];
                }
                sum += 2 * both;
            }
        }
        return sum;
    }

    /** Returns the derivative along the squares of one row. */
    double along(PieceRow row) {
        double sum = 0;
        for (int i = 0; i < p1; i++) {
            double inner = 0;
            for (int j = 0; j < p1; j++) {
                inner += xy[i * p1 + j] * row.xy[j];
            }
            sum += inner * row.xy[i];
        }
        for (int a = 0; a < row.count; a++) {
            sum += alongLevel(row, a);
            for (int b = a + 1; b < row.count; b++) {
                sum += 2 * alongPair(row, a, b);
            }
        }
        return sum;
    }

    private double alongLevel(PieceRow row, int a) {
        double[] z = row.z[a];
        int q = z.length;
        double[] ofZ = zz[row.part[a]];
        double[] ofXy = zxy[row.part[a]];
        double sum = 0;
        for (int i = 0; i < q; i++) {
            int at = row.index[a] * q + i;
            double inner = 0;
            for (int j = 0; j < q; j++) {
                inner += ofZ[at * q + j] * z[j];
            }
            double crossed = 0;
            for (int j = 0; j < p1; j++) {
                crossed += ofXy[at * p1 + j] * row.xy[j];
            }
            sum += z[i] * (inner + 2 * crossed);
        }
        return sum;
    }

    private double alongPair(PieceRow row, int a, int b) {
        double[] blocks = pairs[row.part[a]][row.part[b] - row.part[a] - 1];
        int at = row.offset[a * row.part.length + b];
        double sum = 0;
        for (double first : row.z[a]) {
            for (double second : row.z[b]) {
                sum += first * blocks[at++] * second;
            }
        }
        return sum;
    }
}
