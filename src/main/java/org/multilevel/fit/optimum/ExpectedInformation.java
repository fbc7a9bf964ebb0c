package org.multilevel.fit.optimum;

import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.covariance.Term;
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
        double[][] derivatives = derivatives(theta, lambda);
        for (int f = 0; f < lambda.length; f++) {
            addInformation(f, lambda[f], derivatives, hessian, traces);
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                hessian[i * k + j] -= traces[i] * traces[j] / products.rows;
            }
        }
        return hessian;
    }

    /** Returns the expected information on how much variance there is in a direction. */
    double along(RankDrop.Direction direction, double[] theta) {
        int f = direction.term().factor();
        int from = direction.term().from();
        double[] v = direction.vector();
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

    private void addInformation(int f, double[] lambda, double[][] derivatives, double[] hessian, double[] traces) {
        int q = products.widths[f];
        int k = layout.size();
        int stride = Math.max(1, products.levels[f] / SAMPLE);
        List<Term> terms = layout.terms(f);
        int first = terms.get(0).place().at();
        Term last = terms.get(terms.size() - 1);
        int end = last.place().at() + last.covariance().size();
        double[][] cd = new double[k][];
        for (int level = 0; level < products.levels[f]; level += stride) {
            double[] a = Arrays.copyOfRange(products.zz[f], level * q * q, (level + 1) * q * q);
            double[] c = informationOfLevel(a, lambda, q);
            for (int i = first; i < end; i++) {
                cd[i] = SmallMatrices.times(c, derivatives[i], q, q, q);
                for (int d = 0; d < q; d++) {
                    traces[i] += stride * cd[i][d * q + d];
                }
            }
            for (int i = first; i < end; i++) {
                for (int j = first; j < end; j++) {
                    double trace = 0;
                    for (int r = 0; r < q; r++) {
                        for (int s = 0; s < q; s++) {
                            trace += cd[i][r * q + s] * cd[j][s * q + r];
                        }
                    }
                    hessian[i * k + j] += stride * trace;
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

    /** Returns d(lambda lambda') / d theta_i for every i. */
    private double[][] derivatives(double[] theta, double[][] lambda) {
        double[][] derivatives = new double[theta.length][];
        for (int k = 0; k < theta.length; k++) {
            Term term = layout.term(k);
            int q = layout.width(term.factor());
            double[] d = new double[q * q];
            term.covariance().derivative(term.place(), theta, k - term.place().at(), d);
            double[] half = SmallMatrices.times(d, SmallMatrices.transposed(lambda[term.factor()], q, q), q, q, q);
            derivatives[k] = SmallMatrices.transposed(half, q, q);
            for (int i = 0; i < half.length; i++) {
                derivatives[k][i] += half[i];
            }
        }
        return derivatives;
    }
}
