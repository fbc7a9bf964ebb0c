package org.multilevel.glm;

/** Consecutive rows of a model, kept in memory on the standardised scale, with what the inner problem knows of them. */
final class RowBlock {
    /** The most rows that a block holds. */
    static final int CAPACITY = 4096;

    final int rows;
    /** X of the kept columns, rows x p. */
    final double[] x;
    /** Per factor Z, rows x q. */
    final double[][] z;
    /** Per factor the level of each row. */
    final int[][] level;
    /** Per pair of factors f before g, in their order, where the block of the row's levels begins. */
    final int[][] pair;

    final double[] y;
    final double[] size;
    final double[] weight;
    final double[] offset;
    /** The linear predictor. */
    final double[] eta;
    /** -l'' times the weight, which is W. */
    final double[] curvature;
    /** l' times the weight. */
    final double[] score;
    /** l''' times the weight. */
    final double[] third;

    RowBlock(int rows, int p, int[] widths) {
        int factors = widths.length;
        this.rows = rows;
        x = new double[rows * p];
        z = new double[factors][];
        level = new int[factors][rows];
        for (int f = 0; f < factors; f++) {
            z[f] = new double[rows * widths[f]];
        }
        pair = new int[factors * (factors - 1) / 2][rows];
        y = new double[rows];
        size = new double[rows];
        weight = new double[rows];
        offset = new double[rows];
        eta = new double[rows];
        curvature = new double[rows];
        score = new double[rows];
        third = new double[rows];
    }
}
