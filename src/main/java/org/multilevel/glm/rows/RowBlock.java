package org.multilevel.glm.rows;

import java.util.Arrays;

/** Rows of a model on the standardised scale, with what the inner problem knows of them. */
public final class RowBlock {
    /** How many numbers {@link #state} has of a row. */
    static final int STATE = 8;

    private static final double[] NONE = {};

    public final int rows;
    /** X of the kept columns, rows x p. */
    public final double[] x;
    /** Per factor Z, rows x q. */
    public final double[][] z;
    /** Per factor the level of each row. */
    public final int[][] level;
    /** Per pair of factors f before g, in their order, where the block of the row's levels begins. */
    public final int[][] pair;

    public final double[] y;
    public double[] size;
    /** Prior weights; of rows that stand for several their sum. */
    public double[] weight;

    public double[] offset;
    /** How many rows of the table a row stands for. */
    public int[] times;
    /** The linear predictor. */
    public final double[] eta;
    /** -l'' times the weight, which is W. */
    public final double[] curvature;
    /** l' times the weight. */
    public final double[] score;
    /** l''' times the weight. */
    public final double[] third;
    /** W Z b + l' of the working response. */
    public final double[] working;
    /** What a pass over the rows makes of each. */
    public final double[] made;
    /** l' averaged over the nodes of quadrature, from when it is first needed. */
    private double[] averaged = NONE;

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
        times = new int[rows];
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
        times = of.times;
        this.y = y;
        eta = new double[rows];
        curvature = new double[rows];
        score = new double[rows];
        third = new double[rows];
        working = new double[rows];
        made = new double[rows];
    }

    /** Returns the numbers of rows that change: the responses, and what is known of the rows. */
    public double[][] state() {
        return new double[][] {y, eta, curvature, score, third, working, made, averaged()};
    }

    /** Returns what is kept of l' averaged over nodes. */
    public double[] averaged() {
        if (averaged.length < rows) {
            averaged = new double[rows];
        }
        return averaged;
    }

    /** Returns how many bytes the rows take in memory, roughly. */
    public long bytes() {
        long numbers = x.length + (long) (STATE + 3) * rows;
        for (double[] own : z) {
            numbers += own.length;
        }
        return 8 * numbers + 4L * rows * (level.length + pair.length + 1);
    }

    /** Lets the rows of a level weigh nothing. */
    void leaveOut(int factor, int of) {
        double[] weights = Arrays.copyOf(weight, rows);
        for (int r = 0; r < rows; r++) {
            weights[r] = level[factor][r] == of ? 0 : weights[r];
        }
        weight = weights;
    }

    /** Lets columns that are the same number in every row be those of all blocks. */
    public void share(Shared with) {
        size = isConstant(size, 1) ? with.ones : size;
        weight = isConstant(weight, 1) ? with.ones : weight;
        offset = isConstant(offset, 0) ? with.zeros : offset;
        times = Arrays.stream(times).allMatch(t -> t == 1) ? with.single : times;
    }

    /** Columns of one number, long enough for every block. */
    static final class Shared {
        private final double[] ones;
        private final double[] zeros;
        private final int[] single;

        Shared(int rows) {
            ones = new double[rows];
            zeros = new double[rows];
            single = new int[rows];
            Arrays.fill(ones, 1);
            Arrays.fill(single, 1);
        }
    }

    private boolean isConstant(double[] column, double value) {
        for (int r = 0; r < rows; r++) {
            if (column[r] != value) {
                return false;
            }
        }
        return true;
    }

    /** Returns the linear predictor of a row without random effects. */
    public double predictor(int r, double[] beta) {
        return offset[r] + fixed(r, beta);
    }

    /** Returns x'beta of a row. */
    public double fixed(int r, double[] beta) {
        double sum = 0;
        for (int j = 0; j < beta.length; j++) {
            sum += x[r * beta.length + j] * beta[j];
        }
        return sum;
    }

    /** Adds Z'v of factor f, levels x q, for a number v of each row. */
    public void addRandom(int f, double[] values, double[] to) {
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
    public void addEffects(int f, double[] effects, double[] to) {
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

    /** Adds z'Bz of every row for the blocks B of the levels of factor f, levels x q x q. */
    public void addForms(int f, double[] blocks, double[] to) {
        int q = z[f].length / rows;
        double[] own = z[f];
        int[] at = level[f];
        if (q == 1) {
            for (int r = 0; r < rows; r++) {
                to[r] += own[r] * blocks[at[r]] * own[r];
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            to[r] += form(own, q, blocks, at[r] * q * q, own, q, r);
        }
    }

    /** Adds twice y'Bz of every row for the blocks B of the pairs of levels of factors f and g, the {@code number}-th pair of factors. */
    public void addTwiceForms(int f, int g, int number, double[] blocks, double[] to) {
        int q = z[f].length / rows;
        int s = z[g].length / rows;
        double[] first = z[f];
        double[] second = z[g];
        int[] at = pair[number];
        if (q == 1 && s == 1) {
            for (int r = 0; r < rows; r++) {
                to[r] += 2 * first[r] * blocks[at[r]] * second[r];
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            to[r] += 2 * form(first, q, blocks, at[r], second, s, r);
        }
    }

    private static double form(double[] y, int q, double[] block, int from, double[] z, int s, int r) {
        double sum = 0;
        int at = from;
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < s; j++) {
                sum += y[r * q + i] * block[at++] * z[r * s + j];
            }
        }
        return sum;
    }

    /** Adds Z'WZ of factor f, levels x q x q. */
    public void addSquares(int f, double[] to) {
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
