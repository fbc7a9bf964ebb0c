package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * Sums over the levels of one factor from which the derivatives follow once beta is known, so that levels in many parts need not be
 * asked again when their parts have said what beta is.
 *
 * <p>What {@link SingleCurvature} sums is quadratic in combinations [X y] d of the fixed columns. With G = Z'V^-1[X y] of each level, q x n,
 * and A = Z'V^-1Z these are combinations of the sums of A, A_bc A_da, G_ai G_dj and A_bc G_ai G_dj, which know no d. Where residuals are
 * small beside the response this subtracts large numbers: {@link #isExactEnough} tells.
 */
final class LevelQuadratics {
    /** So many times the residual sum of squares, a part of the response in V^-1 may be before that costs digits which are missed. */
    private static final double MOST_CANCELLATION = 1e4;

    private final int q;
    /** Columns of [X y]. */
    private final int n;

    private final int size;
    /** Sum of A, q x q. */
    private final double[] own;
    /** Sum of A_bc A_da at [b c][d a], q^2 x q^2. */
    private final double[] outer;
    /** Sum of g g' and, one after the other for b >= c, of A_bc g g' for the elements g of G, row-major; each the lower triangle, packed. */
    private final double[] squares;

    private LevelQuadratics(int q, int n) {
        this.q = q;
        this.n = n;
        this.size = q * n;
        own = new double[q * q];
        outer = new double[q * q * q * q];
        squares = new double[(1 + triangle(q)) * triangle(size)];
    }

    /** Returns how many numbers these sums are. */
    static long count(int q, int n) {
        long square = (long) q * q;
        long size = (long) q * n;
        return square + square * square + (1 + triangle(q)) * (size * (size + 1) / 2);
    }

    private static int triangle(int n) {
        return n * (n + 1) / 2;
    }

    /** Returns the sums of no level. */
    static double[] none(int q, int n) {
        return new double[Math.toIntExact(count(q, n))];
    }

    /** Returns the sums over all levels of a problem, as numbers that may be added to those of other levels. */
    static double[] sums(SingleFactorSystem system, double[] lambda) {
        LevelQuadratics total = new LevelQuadratics(system.q, system.p + 1);
        LevelQuadratics part = new LevelQuadratics(system.q, system.p + 1);
        LevelInverse inverse = new LevelInverse(system.c, system.q, lambda);
        double[] products = new double[triangle(total.size)];
        double[] g = new double[total.size];
        for (int chunk = 0; chunk < system.chunks; chunk++) {
            system.workers.checkCancelled();
            for (int k = system.chunkStart(chunk); k < system.chunkStart(chunk + 1); k++) {
                inverse.solve(k * system.q * system.q);
                Arrays.fill(products, 0);
                for (int b = system.classes.first[k]; b < system.classes.first[k + 1]; b++) {
                    total.multiply(inverse.cq, system.t, b * total.size, g);
                    addSquare(g, products);
                }
                part.add(inverse.a, system.classes.multiplicity[k], products);
            }
            total.take(part);
        }
        return total.numbers();
    }

    /** Writes G = C P^-1 T. */
    private void multiply(double[] cq, double[] t, int at, double[] g) {
        for (int a = 0; a < q; a++) {
            for (int j = 0; j < n; j++) {
                double s = 0;
                for (int m = 0; m < q; m++) {
                    s += cq[a * q + m] * t[at + m * n + j];
                }
                g[a * n + j] = s;
            }
        }
    }

    private static void addSquare(double[] g, double[] products) {
        int at = 0;
        for (int i = 0; i < g.length; i++) {
            double value = g[i];
            for (int j = 0; j <= i; j++) {
                products[at++] += value * g[j];
            }
        }
    }

    private void add(double[] a, double multiplicity, double[] products) {
        int square = q * q;
        for (int bc = 0; bc < square; bc++) {
            own[bc] += multiplicity * a[bc];
            for (int da = 0; da < square; da++) {
                outer[bc * square + da] += multiplicity * a[bc] * a[da];
            }
        }
        addScaled(1, products, 0);
        int at = products.length;
        for (int b = 0; b < q; b++) {
            for (int c = 0; c <= b; c++) {
                addScaled(a[b * q + c], products, at);
                at += products.length;
            }
        }
    }

    private void addScaled(double factor, double[] products, int at) {
        for (int i = 0; i < products.length; i++) {
            squares[at + i] += factor * products[i];
        }
    }

    /** Moves sums over a few levels into these, so that sums over many lose no digits. */
    private void take(LevelQuadratics part) {
        double[][] from = part.all();
        double[][] to = all();
        for (int k = 0; k < to.length; k++) {
            for (int i = 0; i < to[k].length; i++) {
                to[k][i] += from[k][i];
            }
            Arrays.fill(from[k], 0);
        }
    }

    private double[][] all() {
        return new double[][] {own, outer, squares};
    }

    private double[] numbers() {
        return SmallMatrices.flat(all());
    }

    /** Reads numbers that {@link #sums} gave, or the sum of such. */
    static LevelQuadratics of(int q, int n, double[] numbers) {
        LevelQuadratics sums = new LevelQuadratics(q, n);
        int from = 0;
        for (double[] sum : sums.all()) {
            System.arraycopy(numbers, from, sum, 0, sum.length);
            from += sum.length;
        }
        return sums;
    }

    /**
     * Says whether combinations of the columns may be formed after the summing.
     *
     * @param left [X y]'V^-1[X y], n x n, of which {@code fixed} is the factor; the lower triangle
     */
    static boolean isExactEnough(FixedPart fixed, double[] left) {
        double[][] columns = fixed.orthogonalColumns();
        int n = columns.length;
        for (int k = 0; k < n; k++) {
            double square = k < n - 1 ? 1 : fixed.residual();
            for (int j = 0; j < n; j++) {
                if (!(columns[k][j] * columns[k][j] * left[j * n + j] <= MOST_CANCELLATION * square)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns what {@link SingleCurvature#sums} would have summed with these weights. */
    CurvatureStrip.Sums curvature(FixedPart fixed, double fixedWeight, double residualWeight, boolean withFixed) {
        int p = n - 1;
        CurvatureStrip.Sums sums = new CurvatureStrip.Sums(q, p, withFixed);
        double[] combined = combined(fixed.orthogonalColumns());
        for (int a = 0; a < q; a++) {
            for (int d = 0; d < q; d++) {
                for (int k = 0; k < p; k++) {
                    sums.mixed[(a * p + k) * q + d] = combined[(a * n + k) * size + d * n + p];
                    for (int l = 0; l < p && withFixed; l++) {
                        sums.fixed[(a * p + k) * q * p + d * p + l] = combined[(a * n + k) * size + d * n + l];
                    }
                }
                sums.squares[a * q + d] = combined[(a * n + p) * size + d * n + p];
            }
        }
        weigh(fixed.weights(fixedWeight, residualWeight), sums);
        return sums;
    }

    /** Returns the sum of g g' for the elements g of G D', (q n) x (q n), for the combinations that are the rows of D. */
    private double[] combined(double[][] columns) {
        double[] half = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < q; d++) {
                for (int l = 0; l < n; l++) {
                    double s = 0;
                    for (int j = 0; j < n; j++) {
                        s += square(0, i, d * n + j) * columns[l][j];
                    }
                    half[i * size + d * n + l] = s;
                }
            }
        }
        double[] combined = new double[size * size];
        for (int a = 0; a < q; a++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    double factor = columns[k][j];
                    for (int i = 0; i < size && factor != 0; i++) {
                        combined[(a * n + k) * size + i] += factor * half[(a * n + j) * size + i];
                    }
                }
            }
        }
        return combined;
    }

    /** Writes S and the sum of A_bc N_da, where {@code weights} has w_ij of G_ai w_ij G_dj, n x n. */
    private void weigh(double[] weights, CurvatureStrip.Sums sums) {
        int square = q * q;
        for (int a = 0; a < q; a++) {
            for (int d = 0; d < q; d++) {
                sums.s[a * q + d] = own[a * q + d] - weighted(0, a, d, weights);
                for (int b = 0; b < q; b++) {
                    for (int c = 0; c < q; c++) {
                        int table = 1 + (b >= c ? triangle(b) + c : triangle(c) + b);
                        int at = (b * q + c) * square + d * q + a;
                        sums.outer[at] = 2 * weighted(table, d, a, weights) - outer[at];
                    }
                }
            }
        }
    }

    private double weighted(int table, int a, int d, double[] weights) {
        double s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                s += weights[i * n + j] * square(table, a * n + i, d * n + j);
            }
        }
        return s;
    }

    private double square(int table, int row, int column) {
        int at = row >= column ? triangle(row) + column : triangle(column) + row;
        return squares[table * triangle(size) + at];
    }
}
