package org.multilevel.fit.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;

/** Takes from the cross-products of the rows, or from sums beside them, how columns vary over the rows on the raw scale. */
public final class RowMoments {
    private final Design design;
    private final Standardisation standard;
    private final CrossProducts products;
    private final int[] kept;
    private final RowSums sums;

    /** @param products those of the kept columns */
    public RowMoments(Design design, Standardisation standard, CrossProducts products, int[] kept, RowSums sums) {
        this.design = design;
        this.standard = standard;
        this.products = products;
        this.kept = kept;
        this.sums = sums;
    }

    public RowFacts facts() {
        List<double[][]> squares = new ArrayList<>();
        List<GroupSizes> sizes = new ArrayList<>();
        List<GroupPattern> patterns = new ArrayList<>();
        for (int f = 0; f < products.widths.length; f++) {
            squares.add(sums.hasMoments() ? summedSquares(f) : squares(f));
            sizes.add(GroupSizes.of(sums.tally(f)));
            patterns.add(new GroupPattern(constant(f), within(f)));
        }
        return new RowFacts(sums.hasMoments() ? summedCovariance() : covariance(), squares, sizes, patterns);
    }

    private List<Integer> constant(int f) {
        return IntStream.range(0, kept.length)
                .filter(j -> sums.isConstant(f, kept[j]))
                .boxed()
                .toList();
    }

    /** A level lies within another where it occurs in no pair but one. */
    private List<Integer> within(int f) {
        return IntStream.range(0, products.widths.length)
                .filter(g -> g != f)
                .filter(g -> products.pairsInAll(Math.min(f, g), Math.max(f, g)) == products.levelsInAll(f))
                .boxed()
                .toList();
    }

    private double[][] summedCovariance() {
        double[][] covariance = SmallMatrices.zeros(kept.length, kept.length);
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < kept.length; j++) {
                covariance[i][j] = sums.covariance(kept[i], kept[j]);
            }
        }
        return covariance;
    }

    private double[][] summedSquares(int f) {
        int q = products.widths[f];
        double[][] squares = SmallMatrices.zeros(q, q);
        for (int j = 0; j < q; j++) {
            for (int k = 0; k < q; k++) {
                squares[j][k] = sums.meanSquare(f, j, k);
            }
        }
        return squares;
    }

    /** With X = X~ A and a first column of ones, the mean of a column of X~ is its product with that column over n. */
    private double[][] covariance() {
        int p = kept.length;
        double[] a = inverse(standard.fixedTransform(kept), p);
        double n = products.rows;
        double[] centred = new double[p * p];
        for (int i = 1; i < p; i++) {
            for (int j = 1; j <= i; j++) {
                double product = cross(i, j) - a[0] * cross(i, 0) * a[0] * cross(j, 0) / n;
                centred[i * p + j] = product / (n - 1);
                centred[j * p + i] = product / (n - 1);
            }
        }
        return square(turned(centred, a, p), p, 1);
    }

    private double cross(int i, int j) {
        return products.xy[Math.max(i, j) * (products.p + 1) + Math.min(i, j)];
    }

    private double[][] squares(int f) {
        int q = products.widths[f];
        double[] a = inverse(standard.randomTransform(design.factors().get(f), f), q);
        return square(turned(products.pooled(f), a, q), q, 1.0 / products.rows);
    }

    /** Returns A'MA. */
    private static double[] turned(double[] m, double[] a, int n) {
        return SmallMatrices.times(SmallMatrices.transposed(a, n, n), SmallMatrices.times(m, a, n, n, n), n, n, n);
    }

    /** Returns the inverse of an upper triangular matrix. */
    private static double[] inverse(double[] upper, int n) {
        return SmallMatrices.transposed(SmallMatrices.invertLower(SmallMatrices.transposed(upper, n, n), n), n, n);
    }

    private static double[][] square(double[] values, int n, double multiple) {
        double[][] matrix = SmallMatrices.zeros(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = multiple * (values[i * n + j] + values[j * n + i]) / 2;
            }
        }
        return matrix;
    }
}
