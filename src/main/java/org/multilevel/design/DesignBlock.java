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
    public final long[] row;
    /** The response less the offset; NaN where missing (only in prediction). */
    public final double[] y;
    /** The prior weight, 1 without weights. */
    public final double[] weight;
    /** The offset, 0 without one. */
    public final double[] offset;
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
        this(p, widths, CAPACITY);
    }

    /** Creates a block for at most {@code most} rows of p fixed columns and grouping factors of the given widths. */
    public DesignBlock(int p, int[] widths, int most) {
        this.row = new long[most];
        this.y = new double[most];
        this.weight = new double[most];
        this.offset = new double[most];
        this.x = new double[most * p];
        this.level = new int[widths.length][];
        this.z = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            level[f] = new int[most];
            z[f] = new double[most * widths[f]];
        }
    }
}
