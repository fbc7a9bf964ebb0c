package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * Sums the second derivatives of the criterion over the levels of a single grouping factor.
 *
 * <p>With A = Z'V^-1Z, E = Z'V^-1X K (K K' = (X'V^-1X)^-1) and u = Z'V^-1(y - X beta) of each level, f the weight of log |X'V^-1X| and w
 * that of r^2, whose own derivative is -w^2/df: the first derivative along D is sum tr S D, S = A - f E E' - w u u'; the second along D
 * and G is sum tr D A G (2 f E E' + 2 w u u' - A) - f tr F_D F_G - 2 w b_D'b_G - w^2/df c_D c_G, where F_D = sum E'D E, b_D = sum E'D u
 * and c_D = sum u'D u run over all levels (derivatives of P = V^-1 - V^-1X (X'V^-1X)^-1 X'V^-1; Searle, Casella, McCulloch 1992,
 * Variance Components, appendix M.7). Everything costs about one more evaluation.
 */
final class SingleCurvature {
    /** So many chunks are worked on before their sums are added up, which bounds the storage. */
    private static final int WAVE = 8;

    private final SingleFactorSystem system;
    private final double[] lambda;
    private final double[] beta;
    private final double[] inverseFactor;
    private final double fixedWeight;
    private final double residualWeight;
    private final int p;
    private final int q;
    private final int pairs;
    private final int triangle;

    SingleCurvature(
            SingleFactorSystem system, double[] lambda, FixedPart fixed, double fixedWeight, double residualWeight) {
        this.system = system;
        this.lambda = lambda;
        this.beta = fixed.residualColumn();
        this.inverseFactor = fixed.inverseFactor();
        this.fixedWeight = fixedWeight;
        this.residualWeight = residualWeight;
        this.p = system.p;
        this.q = system.q;
        this.pairs = q * (q + 1) / 2;
        this.triangle = p * (p + 1) / 2;
    }

    /** What is summed over levels. */
    private final class Sums {
        final double[] s = new double[q * q];
        /** A_bc N_da at [a b c d]. */
        final double[] outer = new double[q * q * q * q];
        /** c, b and F of each pair of columns. */
        final double[] squares = new double[pairs];

        final double[] mixed = new double[pairs * p];
        /** Twice F of each pair, of which, being symmetric, only the lower triangle is kept. */
        final double[] fixed = new double[fixedWeight > 0 ? pairs * triangle : 0];

        void clear() {
            for (double[] sum : new double[][] {s, outer, squares, mixed, fixed}) {
                Arrays.fill(sum, 0);
            }
        }

        void add(Sums other) {
            add(s, other.s);
            add(outer, other.outer);
            add(squares, other.squares);
            add(mixed, other.mixed);
            add(fixed, other.fixed);
        }

        private static void add(double[] to, double[] from) {
            for (int i = 0; i < to.length; i++) {
                to[i] += from[i];
            }
        }
    }

    /** Returns the derivatives; {@code degrees} is df. */
    CovarianceDerivatives.Values derivatives(double degrees) {
        Sums total = new Sums();
        Sums[] wave = new Sums[Math.min(WAVE, system.chunks)];
        Arrays.setAll(wave, i -> new Sums());
        for (int from = 0; from < system.chunks; from += WAVE) {
            int first = from;
            int count = Math.min(WAVE, system.chunks - from);
            system.workers.run(count, i -> sum(first + i, wave[i]));
            for (int i = 0; i < count; i++) {
                total.add(wave[i]);
            }
        }
        return new CovarianceDerivatives.Values(total.s, second(total, degrees));
    }

    private void sum(int chunk, Sums sums) {
        sums.clear();
        Level level = new Level();
        for (int k = system.chunkStart(chunk); k < system.chunkStart(chunk + 1); k++) {
            level.add(k, sums);
        }
    }

    private double[] second(Sums sums, double degrees) {
        double[] second = new double[q * q * q * q];
        for (int a = 0; a < q; a++) {
            for (int b = 0; b < q; b++) {
                for (int c = 0; c < q; c++) {
                    for (int d = 0; d < q; d++) {
                        double outer = symmetric(sums.outer, a, b, c, d);
                        int ab = pair(a, b);
                        int cd = pair(c, d);
                        double mixed = dot(sums.mixed, ab * p, cd * p, p);
                        double fixed = fixedWeight > 0 ? traceOfProduct(sums.fixed, ab * triangle, cd * triangle) : 0;
                        second[((a * q + b) * q + c) * q + d] = outer
                                - fixedWeight * fixed
                                - 2 * residualWeight * mixed
                                - residualWeight * residualWeight / degrees * sums.squares[ab] * sums.squares[cd];
                    }
                }
            }
        }
        return second;
    }

    /** Returns the mean of an element over the exchanges a b, c d, and ab cd. */
    private double symmetric(double[] h, int a, int b, int c, int d) {
        return 0.125
                * (at(h, a, b, c, d)
                        + at(h, b, a, c, d)
                        + at(h, a, b, d, c)
                        + at(h, b, a, d, c)
                        + at(h, c, d, a, b)
                        + at(h, d, c, a, b)
                        + at(h, c, d, b, a)
                        + at(h, d, c, b, a));
    }

    private double at(double[] h, int a, int b, int c, int d) {
        return h[((a * q + b) * q + c) * q + d];
    }

    private static int pair(int a, int b) {
        int high = Math.max(a, b);
        return high * (high + 1) / 2 + Math.min(a, b);
    }

    private static double dot(double[] v, int i, int j, int n) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += v[i + k] * v[j + k];
        }
        return sum;
    }

    /** Returns tr F G of two symmetric matrices of which twice the lower triangles are given. */
    private double traceOfProduct(double[] v, int i, int j) {
        double sum = 0;
        for (int k = 0, at = 0; k < p; k++, at++) {
            for (int l = 0; l < k; l++, at++) {
                sum += 0.5 * v[i + at] * v[j + at];
            }
            sum += 0.25 * v[i + at] * v[j + at];
        }
        return sum;
    }

    /** The algebra of one class of levels, with its scratch. */
    private final class Level {
        private final int n = p + 1;
        private final double[] v = new double[q * q];
        private final double[] cq = new double[q * q];
        private final double[] inverse = new double[q * q];
        private final double[] a = new double[q * q];
        private final double[] weight = new double[q * q];
        private final double[] b = new double[q * n];
        private final double[] e = new double[q * p];
        private final double[] u = new double[q];

        void add(int k, Sums sums) {
            double multiplicity = system.classes.multiplicity[k];
            solve(k * q * q);
            for (int i = 0; i < q * q; i++) {
                weight[i] = -multiplicity * a[i];
                sums.s[i] += multiplicity * a[i];
            }
            for (int block = system.classes.first[k]; block < system.classes.first[k + 1]; block++) {
                addBlock(block * q * n, sums);
            }
            int at = 0;
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q * q; j++) {
                    for (int m = 0; m < q; m++) {
                        sums.outer[at++] += a[j] * weight[m * q + i];
                    }
                }
            }
        }

        /** Finds C P^-1 and A = C P^-1 C' of the class whose C starts at {@code at}. */
        private void solve(int at) {
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    double s = 0;
                    for (int m = i; m < q; m++) {
                        s += system.c[at + m * q + i] * lambda[m * q + j];
                    }
                    v[i * q + j] = s;
                }
            }
            SmallMatrices.timesTransposedInto(v, v, a, 0, q, q, q);
            for (int i = 0; i < q; i++) {
                a[i * q + i] += 1;
            }
            SmallMatrices.cholesky(a, 0, q);
            SmallMatrices.inverseInto(a, q, inverse);
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    double s = 0;
                    for (int m = 0; m <= i; m++) {
                        s += system.c[at + i * q + m] * inverse[m * q + j];
                    }
                    cq[i * q + j] = s;
                }
            }
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    double s = 0;
                    for (int m = 0; m <= j; m++) {
                        s += cq[i * q + m] * system.c[at + j * q + m];
                    }
                    a[i * q + j] = s;
                }
            }
        }

        private void addBlock(int atT, Sums sums) {
            SmallMatrices.timesInto(cq, 0, system.t, atT, b, 0, q, q, n);
            for (int i = 0; i < q; i++) {
                u[i] = 0;
                for (int j = 0; j < n; j++) {
                    u[i] += b[i * n + j] * beta[j];
                }
                for (int k = 0; k < p; k++) {
                    double s = 0;
                    for (int j = 0; j <= k; j++) {
                        s += b[i * n + j] * inverseFactor[k * p + j];
                    }
                    e[i * p + k] = s;
                }
            }
            int pair = 0;
            for (int i = 0; i < q; i++) {
                for (int j = 0; j <= i; j++) {
                    addPair(i, j, pair++, sums);
                }
            }
        }

        private void addPair(int i, int j, int pair, Sums sums) {
            double squares = u[i] * u[j];
            double value = residualWeight * squares + (fixedWeight > 0 ? fixedWeight * along(i, j) : 0);
            weight[i * q + j] += 2 * value;
            sums.s[i * q + j] -= value;
            if (i != j) {
                weight[j * q + i] += 2 * value;
                sums.s[j * q + i] -= value;
            }
            sums.squares[pair] += squares;
            double halfI = 0.5 * u[i];
            double halfJ = 0.5 * u[j];
            for (int k = 0, at = pair * p; k < p; k++) {
                sums.mixed[at + k] += e[i * p + k] * halfJ + e[j * p + k] * halfI;
            }
            if (fixedWeight > 0) {
                addProducts(i * p, j * p, pair * triangle, sums.fixed);
            }
        }

        /** Adds twice the symmetric part of the product of two rows of E. */
        private void addProducts(int i, int j, int at, double[] sum) {
            int to = at;
            for (int k = 0; k < p; k++) {
                double ei = e[i + k];
                double ej = e[j + k];
                if (i == j) {
                    for (int l = 0; l <= k; l++) {
                        sum[to + l] += 2 * ei * e[i + l];
                    }
                } else {
                    for (int l = 0; l <= k; l++) {
                        sum[to + l] += ei * e[j + l] + ej * e[i + l];
                    }
                }
                to += k + 1;
            }
        }

        private double along(int i, int j) {
            double sum = 0;
            for (int k = 0; k < p; k++) {
                sum += e[i * p + k] * e[j * p + k];
            }
            return sum;
        }
    }
}
