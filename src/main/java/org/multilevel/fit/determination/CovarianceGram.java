package org.multilevel.fit.determination;

import java.util.Arrays;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * The inner products of the matrices that the covariance of the data is a sum of: how far one variance is from repeating others.
 *
 * <p>That of the (whitened) rows is sigma^2 I + sum of g_i N_i, with N_i = Z D_i Z' and D_i the symmetric matrix of component i in every
 * level. The likelihood sees I and the N_i, the restricted likelihood only M I M and M N_i M, with M the projection that takes the fixed
 * effects out. Each column of Z counts in units of its root mean square per level.
 */
public final class CovarianceGram {
    private final CrossProducts products;
    private final Entries entries;
    /** Z'WX (X'WX)^-1/2 of each factor, its columns in units; levels x q x p. */
    private final double[][] fixed;

    private final double[][] units;

    /** tr(N_i N_j). */
    final double[][] pairs;
    /** tr(N_i). */
    final double[] traces;
    /** tr(I). */
    final double rows;

    private CovarianceGram(
            CrossProducts products,
            Entries entries,
            double[][] units,
            double[][] fixed,
            double[][] pairs,
            double[] traces,
            double rows) {
        this.products = products;
        this.entries = entries;
        this.units = units;
        this.fixed = fixed;
        this.pairs = pairs;
        this.traces = traces;
        this.rows = rows;
    }

    /** Returns what the likelihood sees. */
    public static CovarianceGram of(CrossProducts products, Entries entries) {
        return of(products, entries, units(products));
    }

    /** Returns what the levels that are here add to what the likelihood sees, in units of all levels. */
    public static CovarianceGram of(CrossProducts products, Entries entries, double[][] units) {
        int k = entries.size();
        CovarianceGram gram = new CovarianceGram(
                products, entries, units, new double[0][], SmallMatrices.zeros(k, k), new double[k], products.rows);
        for (int f = 0; f < products.levels.length; f++) {
            gram.addLevels(f);
            for (int g = f + 1; g < products.levels.length; g++) {
                gram.addPairs(f, g);
            }
        }
        return gram;
    }

    /** Returns what the likelihood sees, summed up elsewhere. */
    public static CovarianceGram of(CrossProducts products, Entries entries, double[][] pairs, double[] traces) {
        return new CovarianceGram(products, entries, units(products), new double[0][], pairs, traces, products.rows);
    }

    /** Returns the units in which the columns of every factor count. */
    public static double[][] units(CrossProducts products) {
        double[][] units = new double[products.levels.length][];
        Arrays.setAll(units, f -> units(products, f));
        return units;
    }

    private static double[] units(CrossProducts products, int f) {
        int q = products.widths[f];
        double[] pooled = products.pooled(f);
        double[] units = new double[q];
        Arrays.setAll(
                units, j -> pooled[j * (q + 1)] > 0 ? Math.sqrt(pooled[j * (q + 1)] / products.levelsInAll(f)) : 1);
        return units;
    }

    /**
     * What the fixed effects take away.
     *
     * @param traces tr(P N_i), negative
     * @param pairs 2 tr(P N_i N_j), negative
     * @param squares (X'WX)^-1/2' X'W N_i X (X'WX)^-1/2, p x p, of every component
     */
    @SuppressWarnings("ArrayRecordComponent") // is not handed out of the room
    record Taken(double[] traces, double[][] pairs, double[][] squares) {}

    /** Returns what the restricted likelihood sees. */
    CovarianceGram restricted() {
        return less(taken(FixedPart.factor(products.xy.clone(), products.p).inverseFactor()));
    }

    /**
     * Returns what the fixed effects take away in the levels that are here.
     *
     * @param inverse (X'WX)^-1/2 of all rows
     */
    Taken taken(double[] inverse) {
        int k = entries.size();
        CovarianceGram rest = new CovarianceGram(
                products, entries, units, fixedPart(inverse), SmallMatrices.zeros(k, k), new double[k], rows);
        for (int f = 0; f < products.levels.length; f++) {
            rest.takeLevels(f);
            for (int g = f + 1; g < products.levels.length; g++) {
                rest.takePairs(f, g);
            }
        }
        double[][] squares = new double[k][];
        Arrays.setAll(squares, rest::square);
        return new Taken(rest.traces, rest.pairs, squares);
    }

    /** Returns what is left when that is taken away: all of it was negative but tr(P N_i P N_j), which comes back. */
    CovarianceGram less(Taken taken) {
        int k = entries.size();
        double[][] left = SmallMatrices.zeros(k, k);
        double[] leftTraces = new double[k];
        for (int i = 0; i < k; i++) {
            leftTraces[i] = traces[i] + taken.traces[i];
            for (int j = 0; j < k; j++) {
                left[i][j] = pairs[i][j] + taken.pairs[i][j] + SmallMatrices.dot(taken.squares[i], taken.squares[j]);
            }
        }
        return new CovarianceGram(products, entries, units, new double[0][], left, leftTraces, rows - products.p);
    }

    /** Returns the unit of column r of factor f: the root mean square per level that it counts in. */
    double unit(int f, int r) {
        return units[f][r];
    }

    private double[] level(int f, int level) {
        int q = products.widths[f];
        double[] a = new double[q * q];
        for (int i = 0; i < a.length; i++) {
            a[i] = products.zz[f][level * q * q + i] / (units[f][i / q] * units[f][i % q]);
        }
        return a;
    }

    private double[] block(PairProducts pair, int k, int f, int g) {
        int q = products.widths[g];
        double[] block = new double[products.widths[f] * q];
        for (int i = 0; i < block.length; i++) {
            block[i] = pair.blocks()[k * block.length + i] / (units[f][i / q] * units[g][i % q]);
        }
        return block;
    }

    private void addLevels(int f) {
        int q = products.widths[f];
        int[] own = components(f);
        for (int level = 0; level < products.levels[f]; level++) {
            double[] a = level(f, level);
            for (int i : own) {
                int r = entries.row(i);
                int s = entries.column(i);
                traces[i] += (r == s ? 1 : 2) * a[r * q + s];
                for (int j = own[0]; j <= i; j++) {
                    pairs[i][j] += trace(i, a, q, j, a, q);
                }
            }
        }
        mirror(own);
    }

    private void addPairs(int f, int g) {
        PairProducts pair = products.pair(f, g);
        int q = products.widths[g];
        int[] own = components(f);
        int[] others = components(g);
        for (int k = 0; k < pair.size(); k++) {
            double[] b = block(pair, k, f, g);
            for (int i : own) {
                for (int j : others) {
                    double value = trace(i, b, q, j, b, q);
                    pairs[i][j] += value;
                    pairs[j][i] += value;
                }
            }
        }
    }

    /** Returns tr(D_i B D_j C') for B and C with as many rows as D_i and columns as D_j; {@code n} is the number of columns. */
    private double trace(int i, double[] b, int nb, int j, double[] c, int nc) {
        int r = entries.row(i);
        int s = entries.column(i);
        int t = entries.row(j);
        int u = entries.column(j);
        double value = b[s * nb + t] * c[r * nc + u];
        value += t == u ? 0 : b[s * nb + u] * c[r * nc + t];
        value += r == s ? 0 : b[r * nb + t] * c[s * nc + u] + (t == u ? 0 : b[r * nb + u] * c[s * nc + t]);
        return value;
    }

    private double[][] fixedPart(double[] inverse) {
        int p = products.p;
        double[][] parts = new double[products.levels.length][];
        for (int f = 0; f < parts.length; f++) {
            int q = products.widths[f];
            parts[f] = new double[products.levels[f] * q * p];
            for (int row = 0; row < products.levels[f] * q; row++) {
                for (int c = 0; c < p; c++) {
                    double sum = 0;
                    for (int j = 0; j <= c; j++) {
                        sum += products.zxy[f][row * (p + 1) + j] * inverse[c * p + j];
                    }
                    parts[f][row * p + c] = sum / units[f][row % q];
                }
            }
        }
        return parts;
    }

    /** Returns C_l C_m' for a level of f and one of g, q_f x q_g. */
    private double[] shared(int f, int l, int g, int m) {
        int p = products.p;
        int rowsOf = products.widths[f];
        int columnsOf = products.widths[g];
        double[] shared = new double[rowsOf * columnsOf];
        for (int r = 0; r < rowsOf; r++) {
            for (int s = 0; s < columnsOf; s++) {
                double sum = 0;
                for (int c = 0; c < p; c++) {
                    sum += fixed[f][(l * rowsOf + r) * p + c] * fixed[g][(m * columnsOf + s) * p + c];
                }
                shared[r * columnsOf + s] = sum;
            }
        }
        return shared;
    }

    /** Takes 2 tr(P N_i N_j) and tr(P N_i) of the same factor away. */
    private void takeLevels(int f) {
        int q = products.widths[f];
        int[] own = components(f);
        for (int level = 0; level < products.levels[f]; level++) {
            double[] a = level(f, level);
            double[] taken = shared(f, level, f, level);
            for (int i : own) {
                int r = entries.row(i);
                int s = entries.column(i);
                traces[i] -= (r == s ? 1 : 2) * taken[r * q + s];
                for (int j = own[0]; j <= i; j++) {
                    pairs[i][j] -= trace(i, a, q, j, taken, q) + trace(i, taken, q, j, a, q);
                }
            }
        }
        mirror(own);
    }

    private void takePairs(int f, int g) {
        PairProducts pair = products.pair(f, g);
        int q = products.widths[g];
        int[] own = components(f);
        int[] others = components(g);
        for (int k = 0; k < pair.size(); k++) {
            double[] b = block(pair, k, f, g);
            double[] taken = shared(f, pair.first(k), g, pair.second(k));
            for (int i : own) {
                for (int j : others) {
                    double value = 2 * trace(i, b, q, j, taken, q);
                    pairs[i][j] -= value;
                    pairs[j][i] -= value;
                }
            }
        }
    }

    /** Returns sum over levels of C' D_i C, p x p. */
    private double[] square(int i) {
        int p = products.p;
        int f = entries.factor(i);
        int q = products.widths[f];
        int r = entries.row(i);
        int s = entries.column(i);
        double[] sum = new double[p * p];
        for (int level = 0; level < products.levels[f]; level++) {
            int atR = (level * q + r) * p;
            int atS = (level * q + s) * p;
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    double value = fixed[f][atR + a] * fixed[f][atS + b];
                    sum[a * p + b] += value;
                    if (r != s) {
                        sum[b * p + a] += value;
                    }
                }
            }
        }
        return sum;
    }

    /** Copies what was summed for pairs of components to their exchanged pairs. */
    private void mirror(int[] own) {
        for (int i : own) {
            for (int j = own[0]; j < i; j++) {
                pairs[j][i] = pairs[i][j];
            }
        }
    }

    /** Returns the components of a factor, which stand together. */
    private int[] components(int f) {
        int from = 0;
        while (from < entries.size() && entries.factor(from) < f) {
            from++;
        }
        int to = from;
        while (to < entries.size() && entries.factor(to) == f) {
            to++;
        }
        int[] own = new int[to - from];
        for (int i = from; i < to; i++) {
            own[i - from] = i;
        }
        return own;
    }

    /**
     * Says whether taking the fixed effects out cannot make a combination of I and the N_i vanish: at most 2 p of its eigenvalues, none
     * above its norm in a level, are changed by that.
     */
    boolean survivesFixedEffects() {
        double largest = 1;
        for (int f = 0; f < products.levels.length; f++) {
            int q = products.widths[f];
            double most = 0;
            for (int level = 0; level < products.levels[f]; level++) {
                double trace = 0;
                for (int r = 0; r < q; r++) {
                    trace += products.zz[f][(level * q + r) * q + r] / (units[f][r] * units[f][r]);
                }
                most = Math.max(most, trace);
            }
            largest += 2 * most * most;
        }
        return SmallMatrices.isAbove(4 * products.p * largest, withResidual());
    }

    /** Returns the inner products of I and the N_i. */
    private double[][] withResidual() {
        int k = traces.length;
        double[][] all = SmallMatrices.zeros(k + 1, k + 1);
        all[0][0] = rows;
        for (int i = 0; i < k; i++) {
            all[0][i + 1] = traces[i];
            all[i + 1][0] = traces[i];
            System.arraycopy(pairs[i], 0, all[i + 1], 1, k);
        }
        return all;
    }
}
