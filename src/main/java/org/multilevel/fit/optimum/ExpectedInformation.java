package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.optimum.Coordinates.Elements;
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
    /** So many levels are looked at, however much each costs. */
    private static final int LEAST = 50;
    /** So many products of two elements of lambda and a level are formed beyond that. */
    private static final long MOST_PRODUCTS = 100_000_000;

    private final CrossProducts products;
    private final ThetaLayout layout;
    /** What each factor's levels told where they were asked last. */
    private final List<OfLevels> last = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // is not handed out
    private record OfLevels(double[] lambda, List<double[]> levels) {}

    public ExpectedInformation(CrossProducts products, ThetaLayout layout) {
        this.products = products;
        this.layout = layout;
    }

    /**
     * Returns the expected Hessian of the criterion at theta in some coordinates. Between factors it is taken as zero: each is looked at as
     * if it were alone.
     */
    double[] hessian(double[] theta, Coordinates coordinates) {
        int k = coordinates.size();
        Elements[] elements = coordinates.elements(theta);
        double[] hessian = new double[k * k];
        double[] traces = new double[k];
        double[][] lambda = layout.lambda(theta);
        for (int f = 0; f < lambda.length; f++) {
            int factor = f;
            int[] own = IntStream.range(0, k)
                    .filter(i -> coordinates.factor(i) == factor)
                    .toArray();
            addInformation(f, lambda[f], own, elements, hessian, traces);
            for (int i : own) {
                for (int j : own) {
                    if (j <= i) {
                        hessian[i * k + j] -= traces[i] * traces[j] / products.rows;
                        hessian[j * k + i] = hessian[i * k + j];
                    }
                }
            }
        }
        return hessian;
    }

    /** Returns the expected information on how much variance there is in two directions of one factor. */
    double along(Direction v, Direction w, double[] theta) {
        int f = v.term().factor();
        int q = products.widths[f];
        double stride = stride(f) * products.standsFor(f);
        double squares = 0;
        double sumV = 0;
        double sumW = 0;
        for (double[] c : ofLevels(f, layout.lambda(theta)[f])) {
            double both = product(c, q, v, w);
            squares += stride * both * both;
            sumV += stride * product(c, q, v, v);
            sumW += stride * product(c, q, w, w);
        }
        return squares - sumV * sumW / products.rows;
    }

    /** Returns the expected information on a change of one factor's covariance, q x q, along itself. */
    double along(int f, double[] change, double[] theta) {
        int q = products.widths[f];
        double stride = stride(f) * products.standsFor(f);
        double squares = 0;
        double traces = 0;
        for (double[] c : ofLevels(f, layout.lambda(theta)[f])) {
            double[] dc = new double[q * q];
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    // most of it is zero when there are many terms
                    for (int m = 0; m < q && change[i * q + j] != 0; m++) {
                        dc[i * q + m] += change[i * q + j] * c[j * q + m];
                    }
                }
            }
            for (int d = 0; d < q; d++) {
                traces += stride * dc[d * (q + 1)];
            }
            squares += stride * SmallMatrices.dot(dc, SmallMatrices.transposed(dc, q, q));
        }
        return squares - traces * traces / products.rows;
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

    /**
     * Adds the traces to the lower triangle: with B = C lambda and G = lambda'C lambda, tr(C D_a C D_b) of elements a = (r, c) and b = (s, d) of
     * lambda is 2 (C_rs G_cd + B_rd B_sc), and tr(C D_a) is 2 B_rc.
     */
    private void addInformation(
            int f, double[] lambda, int[] own, Elements[] elements, double[] hessian, double[] traces) {
        int q = products.widths[f];
        int k = elements.length;
        double stride = stride(f) * products.standsFor(f);
        for (double[] c : ofLevels(f, lambda)) {
            double[] b = SmallMatrices.times(c, lambda, q, q, q);
            double[] g = SmallMatrices.times(SmallMatrices.transposed(lambda, q, q), b, q, q, q);
            for (int i : own) {
                Elements one = elements[i];
                for (int e = 0; e < one.at().length; e++) {
                    double weight = 2 * stride * one.speed()[e];
                    traces[i] += weight * b[one.at()[e]];
                    int row = one.at()[e] / q;
                    int column = one.at()[e] % q;
                    for (int j : own) {
                        if (j > i) {
                            break;
                        }
                        hessian[i * k + j] += weight * with(elements[j], row, column, c, b, g, q);
                    }
                }
            }
        }
    }

    private static double with(Elements other, int row, int column, double[] c, double[] b, double[] g, int q) {
        double sum = 0;
        for (int e = 0; e < other.at().length; e++) {
            int s = other.at()[e] / q;
            int d = other.at()[e] % q;
            sum += other.speed()[e] * (c[row * q + s] * g[column * q + d] + b[row * q + d] * b[s * q + column]);
        }
        return sum;
    }

    /** Returns how many levels one that is looked at stands for: the more columns there are, the fewer are looked at. */
    private int stride(int f) {
        long square = (long) products.widths[f] * products.widths[f];
        int sample = (int) Math.max(LEAST, Math.min(SAMPLE, MOST_PRODUCTS / (square * square)));
        return Math.max(1, products.levels[f] / sample);
    }

    /** Returns C of the levels that are looked at, which a search asks for many times at a point. */
    private List<double[]> ofLevels(int f, double[] lambda) {
        if (last.size() <= f || !Arrays.equals(last.get(f).lambda(), lambda)) {
            int q = products.widths[f];
            List<double[]> levels = new ArrayList<>();
            for (int level = 0; level < products.levels[f]; level += stride(f)) {
                double[] a = Arrays.copyOfRange(products.zz[f], level * q * q, (level + 1) * q * q);
                levels.add(informationOfLevel(a, lambda, q));
            }
            while (last.size() <= f) {
                last.add(new OfLevels(new double[0], List.of()));
            }
            last.set(f, new OfLevels(lambda, levels));
        }
        return last.get(f).levels();
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
