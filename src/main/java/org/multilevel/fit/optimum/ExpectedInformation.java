package org.multilevel.fit.optimum;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * How curved the criterion is expected to be: the expected information in theta with sigma profiled out.
 *
 * <p>sum tr(C D_i C D_j) - (sum tr C D_i)(sum tr C D_j) / n with C = Z'V^-1Z of each level taken alone and D_i the derivative of
 * lambda lambda'. Long lists of levels are sampled: the search only starts from it.
 */
public final class ExpectedInformation {
    private static final int SAMPLE = 2000;

    private final CrossProducts products;
    private final ThetaLayout layout;

    public ExpectedInformation(CrossProducts products, ThetaLayout layout) {
        this.products = products;
        this.layout = layout;
    }

    /** Returns the expected Hessian of the criterion at theta, K x K row-major. */
    double[] hessian(double[] theta) {
        int k = layout.size();
        double[] hessian = new double[k * k];
        double[] traces = new double[k];
        double[][] lambda = layout.lambda(theta);
        for (int f = 0; f < lambda.length; f++) {
            addInformation(f, lambda[f], hessian, traces);
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                hessian[i * k + j] -= traces[i] * traces[j] / products.rows;
            }
        }
        return hessian;
    }

    /**
     * Returns the expected information on the coefficient of vv' in the covariance of the random effects that begin at column
     * {@code from} of factor f.
     */
    double along(int f, int from, double[] v, double[] theta) {
        int q = products.widths[f];
        double[] lambda = layout.lambda(theta)[f];
        int stride = Math.max(1, products.levels[f] / SAMPLE);
        double squares = 0;
        double sum = 0;
        for (int level = 0; level < products.levels[f]; level += stride) {
            double[] a = Arrays.copyOfRange(products.zz[f], level * q * q, (level + 1) * q * q);
            double[] c = informationOfLevel(a, lambda, q);
            double value = 0;
            for (int i = 0; i < v.length; i++) {
                for (int j = 0; j < v.length; j++) {
                    value += v[i] * c[(from + i) * q + from + j] * v[j];
                }
            }
            squares += stride * value * value;
            sum += stride * value;
        }
        return squares - sum * sum / products.rows;
    }

    private void addInformation(int f, double[] lambda, double[] hessian, double[] traces) {
        int q = products.widths[f];
        int k = layout.size();
        int stride = Math.max(1, products.levels[f] / SAMPLE);
        int[] own = IntStream.range(0, k).filter(i -> layout.factor(i) == f).toArray();
        double[][] products1 = new double[own.length][];
        for (int level = 0; level < products.levels[f]; level += stride) {
            double[] a = Arrays.copyOfRange(products.zz[f], level * q * q, (level + 1) * q * q);
            double[] c = informationOfLevel(a, lambda, q);
            for (int i = 0; i < own.length; i++) {
                products1[i] = SmallMatrices.times(c, derivative(own[i], lambda, q), q, q, q);
                for (int d = 0; d < q; d++) {
                    traces[own[i]] += stride * products1[i][d * q + d];
                }
            }
            for (int i = 0; i < own.length; i++) {
                for (int j = 0; j < own.length; j++) {
                    double trace = 0;
                    for (int r = 0; r < q; r++) {
                        for (int s = 0; s < q; s++) {
                            trace += products1[i][r * q + s] * products1[j][s * q + r];
                        }
                    }
                    hessian[own[i] * k + own[j]] += stride * trace;
                }
            }
        }
    }

    /** Returns A - A lambda M^-1 lambda' A. */
    private static double[] informationOfLevel(double[] a, double[] lambda, int q) {
        double[] m = new double[q * q];
        SmallMatrices.penalised(a, 0, lambda, q, m, 0, new double[q * q]);
        SmallMatrices.cholesky(m, 0, q);
        double[] w = SmallMatrices.times(SmallMatrices.transposed(lambda, q, q), a, q, q, q);
        SmallMatrices.solveLower(m, 0, q, w, 0, q);
        double[] square = SmallMatrices.times(SmallMatrices.transposed(w, q, q), w, q, q, q);
        for (int i = 0; i < square.length; i++) {
            square[i] = a[i] - square[i];
        }
        return square;
    }

    /** Returns d(lambda lambda') / d theta_i. */
    private double[] derivative(int i, double[] lambda, int q) {
        double[] d = new double[q * q];
        for (int s = 0; s < q; s++) {
            d[layout.row(i) * q + s] += lambda[s * q + layout.column(i)];
            d[s * q + layout.row(i)] += lambda[s * q + layout.column(i)];
        }
        return d;
    }
}
