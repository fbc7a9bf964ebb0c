package org.multilevel.fit.products;

import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * Cross-products of [X y] within the levels of a single grouping factor, read from the rows: each row less what its level's own
 * least-squares regression on Z gives.
 *
 * <p>The same as a difference of {@link CrossProducts}, but with all its digits where levels differ far more than rows within them.
 */
public final class WithinProducts {
    private final int p;
    private final int q;
    private final Standardisation standard;
    /** Least-squares coefficients of [X y] on Z per level, q x (p+1). */
    private final double[] coefficients;

    private final double[] sum;

    /** The level whose rows do not count, or -1. */
    private final int without;

    /** Coefficients, p, of what is taken out of the response besides. */
    private final double[] shift;

    private WithinProducts(CrossProducts products, Standardisation standard, int without, double[] shift) {
        this.without = without;
        this.shift = shift;
        this.p = products.p;
        this.q = products.widths[0];
        this.standard = standard;
        this.sum = new double[(p + 1) * (p + 1)];
        this.coefficients = products.zxy[0].clone();
        double[] c = products.zz[0].clone();
        for (int level = 0; level < products.levels[0]; level++) {
            int at = level * q * (p + 1);
            SmallMatrices.semidefiniteCholesky(c, level * q * q, q);
            SmallMatrices.solveLower(c, level * q * q, q, coefficients, at, p + 1);
            SmallMatrices.solveLowerTransposed(c, level * q * q, q, coefficients, at, p + 1);
        }
    }

    /**
     * Reads them.
     *
     * @param products of all columns, standardised in the same way
     * @param without a level whose rows do not count, as in {@code products}; -1 for none
     * @param shift coefficients b, p: the response is y - X b, so that what little is left of it keeps its digits
     * @return (p+1) x (p+1) row-major, the lower triangle
     */
    public static double[] read(
            Design design,
            Table table,
            CrossProducts products,
            Standardisation standard,
            int without,
            double[] shift,
            Progress progress) {
        WithinProducts within = new WithinProducts(products, standard, without, shift);
        design.scan(table, progress, within::add);
        return within.sum;
    }

    /** Adds cross-products within levels of another part of the table; levels may lie in several parts. */
    public static void merge(double[] sum, double[] other) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
    }

    private void add(DesignBlock block) {
        int n = p + 1;
        double[] t = new double[n];
        double[] z = new double[q];
        double[] blockSum = new double[n * n];
        for (int r = 0; r < block.rows; r++) {
            if (block.level[0][r] == without) {
                continue;
            }
            standard.fixedRow(block, r, t);
            standard.randomRow(block, 0, r, z);
            for (int k = 0; k < q; k++) {
                int at = (block.level[0][r] * q + k) * n;
                for (int j = 0; j < n; j++) {
                    t[j] -= z[k] * coefficients[at + j];
                }
            }
            for (int j = 0; j < p; j++) {
                t[p] -= shift[j] * t[j];
            }
            for (int i = 0; i < n; i++) {
                double a = block.weight[r] * t[i];
                for (int j = 0; j <= i; j++) {
                    blockSum[i * n + j] += a * t[j];
                }
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += blockSum[i];
        }
    }

    /** Returns the coefficients of all p columns, zero but for those kept. */
    public static double[] spread(double[] coefficients, int p, int[] kept) {
        double[] all = new double[p];
        for (int i = 0; i < kept.length; i++) {
            all[kept[i]] = coefficients[i];
        }
        return all;
    }

    /** Returns cross-products of [X y], the lower triangle of a (p+1) x (p+1) matrix, with y - X b instead of y. */
    public static double[] shifted(double[] matrix, double[] b) {
        int p = b.length;
        int n = p + 1;
        double[] shifted = matrix.clone();
        double square = matrix[n * n - 1];
        for (int j = 0; j < p; j++) {
            square -= 2 * b[j] * matrix[p * n + j];
            for (int k = 0; k < p; k++) {
                double entry = matrix[Math.max(j, k) * n + Math.min(j, k)];
                shifted[p * n + j] -= b[k] * entry;
                square += b[j] * b[k] * entry;
            }
        }
        shifted[n * n - 1] = square;
        return shifted;
    }

    /** Returns the part of a (p+1) x (p+1) matrix that belongs to the kept columns and the response. */
    public static double[] keeping(double[] matrix, int p, int[] kept) {
        int n = kept.length + 1;
        double[] part = new double[n * n];
        for (int i = 0; i < n; i++) {
            int row = i < kept.length ? kept[i] : p;
            for (int j = 0; j <= i; j++) {
                part[i * n + j] = matrix[row * (p + 1) + (j < kept.length ? kept[j] : p)];
            }
        }
        return part;
    }
}
