package org.multilevel.design;

import org.multilevel.data.levels.LevelIndex;

/**
 * Up to {@link #CAPACITY} rows of y, X, Z, weights and offset on the raw scale; reused from block to block.
 *
 * <p>Arrays are public to the loops that consume them (row-major, the first {@link #rows} rows count); nobody but the
 * design that fills a block may write to them.
 */
public final class DesignBlock {
    /** The most rows that a block holds. */
    public static final int CAPACITY = 512;

    /** How many rows the block holds. */
    public int rows;
    /** 0-based position in the table of each row. */
    public final long[] row = new long[CAPACITY];
    /** The response less the offset; NaN where missing (only in prediction). */
    public final double[] y = new double[CAPACITY];
    /** The prior weight, 1 without weights. */
    public final double[] weight = new double[CAPACITY];
    /** The offset, 0 without one. */
    public final double[] offset = new double[CAPACITY];
    /** X, rows x p, row-major; a row with a missing predictor has NaN (only in prediction). */
    public final double[] x;
    /** For each grouping factor the index of the row's level, {@link #UNSEEN}, or {@link #MISSING} (only in prediction). */
    public final int[][] level;
    /** For each grouping factor Z, rows x q, row-major. */
    public final double[][] z;

    /** A level that the fit did not see. */
    public static final int UNSEEN = LevelIndex.UNSEEN;
    /** A missing value in a grouping column. */
    public static final int MISSING = LevelIndex.MISSING;

    /** Creates a block for p fixed columns and grouping factors of the given widths. */
    public DesignBlock(int p, int[] widths) {
        this.x = new double[CAPACITY * p];
        this.level = new int[widths.length][CAPACITY];
        this.z = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            z[f] = new double[CAPACITY * widths[f]];
        }
    }
}
