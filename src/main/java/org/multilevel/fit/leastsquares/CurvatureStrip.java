package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.ColumnProducts;

/**
 * A strip of blocks of levels side by side, number by number, so that one loop does the same step for all of them, and the sums over them
 * that {@link SingleCurvature} needs.
 */
final class CurvatureStrip {
    /** Blocks in a strip at most. */
    private static final int MOST = 64;

    private final SingleFactorSystem system;
    /** The columns of K, then (-beta; 1): p + 1 combinations of the p + 1 columns [X y]. */
    private final double[][] combinations;

    private final double fixedWeight;
    private final double residualWeight;
    private final boolean withFixed;
    private final int p;
    private final int q;
    private final int n;
    /** Blocks in this strip: no more than there are. */
    private final int size;

    /** C P^-1 and A of the class at hand. */
    private final LevelInverse inverse;

    /** Element i of the block in row r at i size + r: of T, of C P^-1, of A, of N and of E with u. */
    private final double[] t;

    private final double[] factors;
    private final double[] as;
    private final double[] weights;
    private final double[] turned;
    private final double[] e;
    private final double[] u;
    /** How many levels the row counts for in the terms of its class: none but in the first row of a class. */
    private final double[] multiplicity;

    private final double[] value;
    private int rows;

    /** What is summed. */
    final Sums sums;

    /** Sums over levels. */
    static final class Sums {
        /** S, q x q. */
        final double[] s;
        /** A_bc N_da at [b c][d a], q^2 x q^2. */
        final double[] outer;
        /** E'E over pairs of (column of Z, column of X), qp x qp, the lower triangle; empty where it is not wanted. */
        final double[] fixed;
        /** E'u, qp x q. */
        final double[] mixed;
        /** u'u, q x q, the lower triangle. */
        final double[] squares;

        Sums(int q, int p, boolean withFixed) {
            s = new double[q * q];
            outer = new double[q * q * q * q];
            fixed = new double[withFixed ? q * p * q * p : 0];
            mixed = new double[q * p * q];
            squares = new double[q * q];
        }

        /** Returns the arrays of all sums. */
        double[][] all() {
            return new double[][] {s, outer, fixed, mixed, squares};
        }

        void clear() {
            Arrays.fill(s, 0);
            Arrays.fill(outer, 0);
            Arrays.fill(fixed, 0);
            Arrays.fill(mixed, 0);
            Arrays.fill(squares, 0);
        }

        void add(Sums other) {
            add(s, other.s);
            add(outer, other.outer);
            add(fixed, other.fixed);
            add(mixed, other.mixed);
            add(squares, other.squares);
        }

        private static void add(double[] sum, double[] other) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other[i];
            }
        }
    }

    CurvatureStrip(
            SingleFactorSystem system,
            double[] lambda,
            double[][] combinations,
            double fixedWeight,
            double residualWeight,
            boolean withFixed) {
        this.system = system;
        this.combinations = combinations;
        this.fixedWeight = fixedWeight;
        this.residualWeight = residualWeight;
        this.withFixed = withFixed;
        this.p = system.p;
        this.q = system.q;
        this.n = p + 1;
        this.size = Math.min(MOST, system.blocks());
        int square = q * q;
        multiplicity = new double[size];
        value = new double[size];
        inverse = new LevelInverse(system.c, q, lambda);
        t = new double[q * n * size];
        turned = new double[q * n * size];
        factors = new double[square * size];
        as = new double[square * size];
        weights = new double[square * size];
        e = new double[q * p * size];
        u = new double[q * size];
        sums = new Sums(q, p, withFixed);
    }

    /** Sums over the classes {@code from} to {@code to - 1}. */
    void sum(int from, int to) {
        sums.clear();
        rows = 0;
        for (int k = from; k < to; k++) {
            inverse.solve(k * q * q);
            double count = system.classes.multiplicity[k];
            int first = system.classes.first[k];
            int last = system.classes.first[k + 1];
            if (first == last) {
                addRow(-1, count);
            }
            for (int b = first; b < last; b++) {
                addRow(b, b == first ? count : 0);
            }
        }
        work();
    }

    /** Adds a block of the class at hand, or one of zeros for a class that has none. */
    private void addRow(int block, double count) {
        if (rows == size) {
            work();
        }
        int width = q * n;
        for (int i = 0; i < width; i++) {
            t[i * size + rows] = block < 0 ? 0 : system.t[block * width + i];
        }
        for (int i = 0; i < q * q; i++) {
            factors[i * size + rows] = inverse.cq[i];
            as[i * size + rows] = inverse.a[i];
        }
        multiplicity[rows++] = count;
    }

    /** Works off the rows at hand. */
    private void work() {
        combine();
        turn();
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                weigh(i, j);
            }
        }
        ColumnProducts.add(as, weights, q * q, q * q, size, 0, rows, sums.outer, 0);
        if (withFixed) {
            ColumnProducts.addLower(e, e, q * p, size, rows, sums.fixed);
        }
        ColumnProducts.add(e, u, q * p, q, size, 0, rows, sums.mixed, 0);
        ColumnProducts.addLower(u, u, q, size, rows, sums.squares);
        rows = 0;
    }

    /** Forms T times the combinations. */
    private void combine() {
        for (int i = 0; i < q; i++) {
            for (int k = 0; k <= p; k++) {
                int to = (i * n + k) * size;
                Arrays.fill(turned, to, to + rows, 0);
                int last = k < p ? k : p;
                for (int j = 0; j <= last; j++) {
                    addScaled(turned, to, combinations[k][j], t, (i * n + j) * size, rows);
                }
            }
        }
    }

    /** Forms E and u = C P^-1 times that. */
    private void turn() {
        for (int i = 0; i < q; i++) {
            for (int k = 0; k <= p; k++) {
                double[] to = k < p ? e : u;
                int at = (k < p ? i * p + k : i) * size;
                Arrays.fill(to, at, at + rows, 0);
                for (int m = 0; m < q; m++) {
                    addProduct(to, at, factors, (i * q + m) * size, turned, (m * n + k) * size, rows);
                }
            }
        }
    }

    /** Forms element i, j of N = 2 f E E' + 2 w u u' - A and adds that of S. */
    private void weigh(int i, int j) {
        Arrays.fill(value, 0, rows, 0);
        if (fixedWeight > 0) {
            for (int k = 0; k < p; k++) {
                addProduct(value, 0, e, (i * p + k) * size, e, (j * p + k) * size, rows);
            }
        }
        int at = (i * q + j) * size;
        double s = 0;
        for (int r = 0; r < rows; r++) {
            double both = fixedWeight * value[r] + residualWeight * u[i * size + r] * u[j * size + r];
            double own = multiplicity[r] * as[at + r];
            weights[at + r] = 2 * both - own;
            s += own - both;
        }
        sums.s[i * q + j] += s;
    }

    private static void addScaled(double[] to, int at, double factor, double[] from, int start, int count) {
        for (int r = 0; r < count; r++) {
            to[at + r] += factor * from[start + r];
        }
    }

    private static void addProduct(double[] to, int at, double[] x, int atX, double[] y, int atY, int count) {
        for (int r = 0; r < count; r++) {
            to[at + r] += x[atX + r] * y[atY + r];
        }
    }
}
