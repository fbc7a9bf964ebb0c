package org.multilevel.fit.products;

import org.multilevel.design.DesignBlock;
import org.multilevel.fit.linalg.ColumnProducts;

/**
 * A few rows of a block on the standardised scale, column by column, and the sums of products of their columns.
 *
 * <p>Columns of few rows stay in the first cache: this is the loop in which reading a table spends its time.
 */
final class RowChunk {
    /** The most rows of a chunk. */
    static final int CAPACITY = 128;

    private final Standardisation standard;
    private final int p1;
    /** [X y] as changed by the standardisation, row r of column j at j CAPACITY + r. */
    private final double[] t;
    /** The same times the weights; the same array where all are 1. */
    private double[] weightedT;

    private final double[][] z;
    private final double[][] weightedZ;
    private final double[] scratch;
    private int rows;

    RowChunk(Standardisation standard, int p, int[] widths) {
        this.standard = standard;
        this.p1 = p + 1;
        this.t = new double[p1 * CAPACITY];
        this.weightedT = t;
        this.z = new double[widths.length][];
        int widest = p1;
        for (int f = 0; f < widths.length; f++) {
            z[f] = new double[widths[f] * CAPACITY];
            widest = Math.max(widest, widths[f]);
        }
        this.weightedZ = z.clone();
        this.scratch = new double[widest];
    }

    /** Takes over rows of a block. */
    void fill(DesignBlock block, int from, int count) {
        rows = count;
        standard.fixedColumns(block, from, count, t, scratch);
        for (int f = 0; f < z.length; f++) {
            standard.randomColumns(block, f, from, count, z[f], scratch);
        }
        boolean weighted = false;
        for (int r = from; r < from + count; r++) {
            weighted |= block.weight[r] != 1;
        }
        weightedT = weighted ? times(block.weight, from, t) : t;
        for (int f = 0; f < z.length; f++) {
            weightedZ[f] = weighted ? times(block.weight, from, z[f]) : z[f];
        }
    }

    private double[] times(double[] weight, int from, double[] columns) {
        double[] product = new double[columns.length];
        for (int at = 0; at < columns.length; at += CAPACITY) {
            for (int r = 0; r < rows; r++) {
                product[at + r] = weight[from + r] * columns[at + r];
            }
        }
        return product;
    }

    /** Adds the weighted products of [X y] with itself to the lower triangle of {@code sum}. */
    void addFixed(double[] sum) {
        ColumnProducts.addLower(weightedT, t, p1, CAPACITY, rows, sum);
    }

    /** Adds the weighted products of factor f's Z with itself and with [X y], of rows of one level. */
    void addLevel(int f, int from, int to, double[] zz, int atZz, double[] zxy, int atZxy) {
        int q = z[f].length / CAPACITY;
        if (to - from == 1) {
            addRow(f, q, from, zz, atZz, zxy, atZxy);
            return;
        }
        ColumnProducts.add(weightedZ[f], z[f], q, q, CAPACITY, from, to, zz, atZz);
        ColumnProducts.add(weightedZ[f], t, q, p1, CAPACITY, from, to, zxy, atZxy);
    }

    private void addRow(int f, int q, int r, double[] zz, int atZz, double[] zxy, int atZxy) {
        int a = atZz;
        int b = atZxy;
        for (int i = 0; i < q; i++) {
            double wz = weightedZ[f][i * CAPACITY + r];
            for (int j = 0; j < q; j++) {
                zz[a++] += wz * z[f][j * CAPACITY + r];
            }
            for (int j = 0, at = r; j < p1; j++, at += CAPACITY) {
                zxy[b++] += wz * t[at];
            }
        }
    }

    /** Adds the weighted products of two factors' Z in a row. */
    void addPair(int f, int g, int r, double[] blocks, int offset) {
        int at = offset;
        for (int i = r; i < z[f].length; i += CAPACITY) {
            for (int j = r; j < z[g].length; j += CAPACITY) {
                blocks[at++] += weightedZ[f][i] * z[g][j];
            }
        }
    }
}
