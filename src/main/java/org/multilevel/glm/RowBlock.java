package org.multilevel.glm;

import java.util.Arrays;

/** Consecutive rows of a model, kept in memory on the standardised scale, with what the inner problem knows of them. */
final class RowBlock {
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
    double[] size;
    double[] weight;
    double[] offset;
    /** The linear predictor. */
    final double[] eta;
    /** -l'' times the weight, which is W. */
    final double[] curvature;
    /** l' times the weight. */
    final double[] score;
    /** l''' times the weight. */
    final double[] third;
    /** W Z b + l' of the working response. */
    final double[] working;
    /** What a pass over the rows makes of each. */
    final double[] made;

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
        working = new double[rows];
        made = new double[rows];
    }

    /** Begins with the rows of another, which shares what never changes, and other predictors or responses. */
    RowBlock(RowBlock of, double[] x, double[] y) {
        rows = of.rows;
        this.x = x;
        z = of.z;
        level = of.level;
        pair = of.pair;
        size = of.size;
        weight = of.weight;
        offset = of.offset;
        this.y = y;
        eta = new double[rows];
        curvature = new double[rows];
        score = new double[rows];
        third = new double[rows];
        working = new double[rows];
        made = new double[rows];
    }

    /** Lets the rows of a level weigh nothing. */
    void leaveOut(int factor, int of) {
        double[] weights = Arrays.copyOf(weight, rows);
        for (int r = 0; r < rows; r++) {
            weights[r] = level[factor][r] == of ? 0 : weights[r];
        }
        weight = weights;
    }

    /** Returns some of the columns of X. */
    double[] columns(int[] places) {
        int p = x.length / Math.max(1, rows);
        double[] some = new double[rows * places.length];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < places.length; j++) {
                some[r * places.length + j] = x[r * p + places[j]];
            }
        }
        return some;
    }

    /** Lets columns that are the same number in every row be those of all blocks. */
    void share(double[] ones, double[] zeros) {
        size = isConstant(size, 1) ? ones : size;
        weight = isConstant(weight, 1) ? ones : weight;
        offset = isConstant(offset, 0) ? zeros : offset;
    }

    private boolean isConstant(double[] column, double value) {
        for (int r = 0; r < rows; r++) {
            if (column[r] != value) {
                return false;
            }
        }
        return true;
    }

    /** Adds Z'v of factor f, levels x q, for a number v of each row. */
    void addRandom(int f, double[] values, double[] to) {
        int q = z[f].length / rows;
        double[] own = z[f];
        int[] at = level[f];
        if (q == 1) {
            for (int r = 0; r < rows; r++) {
                to[at[r]] += own[r] * values[r];
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < q; k++) {
                to[at[r] * q + k] += own[r * q + k] * values[r];
            }
        }
    }

    /** Adds Z_f b to the numbers of the rows. */
    void addEffects(int f, double[] effects, double[] to) {
        int q = z[f].length / rows;
        double[] own = z[f];
        int[] at = level[f];
        if (q == 1) {
            for (int r = 0; r < rows; r++) {
                to[r] += own[r] * effects[at[r]];
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < q; k++) {
                to[r] += own[r * q + k] * effects[at[r] * q + k];
            }
        }
    }

    /** Adds Z'WZ of factor f, levels x q x q. */
    void addSquares(int f, double[] to) {
        int q = z[f].length / rows;
        double[] own = z[f];
        int[] at = level[f];
        for (int r = 0; r < rows; r++) {
            double w = curvature[r];
            if (q == 1) {
                to[at[r]] += w * own[r] * own[r];
            } else if (q == 2) {
                double a = own[2 * r];
                double b = own[2 * r + 1];
                int to4 = 4 * at[r];
                to[to4] += w * a * a;
                to[to4 + 1] += w * a * b;
                to[to4 + 2] += w * a * b;
                to[to4 + 3] += w * b * b;
            } else {
                addSquare(own, r * q, q, w, to, at[r] * q * q);
            }
        }
    }

    private static void addSquare(double[] z, int from, int q, double w, double[] to, int at) {
        for (int i = 0; i < q; i++) {
            double wz = w * z[from + i];
            for (int j = 0; j < q; j++) {
                to[at + i * q + j] += wz * z[from + j];
            }
        }
    }
}
