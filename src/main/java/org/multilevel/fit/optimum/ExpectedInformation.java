package org.multilevel.fit.optimum;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.RankDrop.Direction;
import org.multilevel.fit.products.CrossProducts;

/**
 * How curved the criterion is expected to be: the expected information with sigma profiled out.
 *
 * <p>sum tr(C D_i C D_j) - (sum tr C D_i)(sum tr C D_j) / n with C = Z'V^-1Z of each level taken alone and D_i the derivative of
 * lambda lambda' in a coordinate. Long lists of levels are sampled: the search only starts from it.
 */
public final class ExpectedInformation {
    private static final int SAMPLE = 2000;

    private final CrossProducts products;
    private final ThetaLayout layout;

    public ExpectedInformation(CrossProducts products, ThetaLayout layout) {
        this.products = products;
        this.layout = layout;
    }

    /**
     * Returns the expected Hessian of the criterion at theta in any coordinates. Between factors it is taken as zero: each is looked at as
     * if it were alone.
     *
     * @param changes derivative of lambda lambda' of its factor in each coordinate, q x q
     */
    double[] hessian(double[] theta, Coordinates coordinates, double[][] changes) {
        int k = changes.length;
        double[] hessian = new double[k * k];
        double[] traces = new double[k];
        double[][] lambda = layout.lambda(theta);
        for (int f = 0; f < lambda.length; f++) {
            int factor = f;
            int[] own = IntStream.range(0, k)
                    .filter(i -> coordinates.factor(i) == factor)
                    .toArray();
            addInformation(f, lambda[f], own, changes, hessian, traces);
            for (int i : own) {
                for (int j : own) {
                    hessian[i * k + j] -= traces[i] * traces[j] / products.rows;
                }
            }
        }
        return hessian;
    }

    /** Returns the expected information on how much variance there is in two directions of one factor. */
    double along(Direction v, Direction w, double[] theta) {
        int f = v.term().factor();
        int q = products.widths[f];
        double[] lambda = layout.lambda(theta)[f];
        int stride = Math.max(1, products.levels[f] / SAMPLE);
        double squares = 0;
        double sumV = 0;
        double sumW = 0;
        for (int level = 0; level < products.levels[f]; level += stride) {
            double[] a = Arrays.copyOfRange(products.zz[f], level * q * q, (level + 1) * q * q);
            double[] c = informationOfLevel(a, lambda, q);
            double both = product(c, q, v, w);
            squares += stride * both * both;
            sumV += stride * product(c, q, v, v);
            sumW += stride * product(c, q, w, w);
        }
        return squares - sumV * sumW / products.rows;
    }

    /** Returns the expected information on a change of one factor's covariance, q x q, along itself. */
    double along(int f, double[] change, double[] theta) {
        double[] hessian = new double[1];
        double[] traces = new double[1];
        addInformation(f, layout.lambda(theta)[f], new int[] {0}, new double[][] {change}, hessian, traces);
        return hessian[0] - traces[0] * traces[0] / products.rows;
    }

    private static double product(double[] c, int q, Direction v, Direction w) {
        double sum = 0;
        for (int i = 0; i < v.vector().length; i++) {
            for (int j = 0; j < w.vector().length; j++) {
                sum += v.vector()[i] * c[(v.term().from() + i) * q + w.term().from() + j] * w.vector()[j];
            }
        }
        return sum;
    }

    private void addInformation(
            int f, double[] lambda, int[] own, double[][] changes, double[] hessian, double[] traces) {
        int q = products.widths[f];
        int k = changes.length;
        int stride = Math.max(1, products.levels[f] / SAMPLE);
        double[][] cd = new double[k][];
        for (int level = 0; level < products.levels[f]; level += stride) {
            double[] a = Arrays.copyOfRange(products.zz[f], level * q * q, (level + 1) * q * q);
            double[] c = informationOfLevel(a, lambda, q);
            for (int i : own) {
                cd[i] = SmallMatrices.times(c, changes[i], q, q, q);
                for (int d = 0; d < q; d++) {
                    traces[i] += stride * cd[i][d * q + d];
                }
            }
            for (int i : own) {
                for (int j : own) {
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
}
