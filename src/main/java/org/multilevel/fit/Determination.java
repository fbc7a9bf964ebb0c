package org.multilevel.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * What the cross-products of one grouping factor can tell about the covariance G of its random effects.
 *
 * <p>With A = Z'WZ = CC' per level, data see G through C'GC only. G is determined when no other G gives the same in every level; and it
 * can be told from the residual variance unless C'GC is the identity in every level for some G, while the levels leave no row over. Both
 * are linear in G: M_ij = sum tr(D_i A D_j A) and b_i = sum tr(D_i A), with D_i the symmetric matrix of entry i.
 */
final class Determination {
    /** What of a direction of unit size remains by rounding. */
    private static final double NOTHING = 1e-10;

    private final long rows;
    private final int[] entries;
    private final double[][] m;
    private final double[] b;
    private final long rank;

    private Determination(long rows, int[] entries, double[][] m, double[] b, long rank) {
        this.rows = rows;
        this.entries = entries;
        this.m = m;
        this.b = b;
        this.rank = rank;
    }

    /** Sums up what the levels of each factor tell. */
    static List<Determination> ofAll(CrossProducts products, ThetaLayout layout) {
        return IntStream.range(0, layout.factors())
                .mapToObj(f -> of(products, layout, f))
                .toList();
    }

    private static Determination of(CrossProducts products, ThetaLayout layout, int f) {
        int q = products.widths[f];
        Entries all = layout.entries();
        int[] entries =
                IntStream.range(0, all.size()).filter(i -> all.factor(i) == f).toArray();
        int k = entries.length;
        double[][] m = new double[k][k];
        double[] b = new double[k];
        double[] scale = scale(products, f);
        double[] a = new double[q * q];
        double[] c = new double[q * q];
        long rank = 0;
        for (int level = 0; level < products.levels[f]; level++) {
            for (int i = 0; i < q * q; i++) {
                a[i] = products.zz[f][level * q * q + i] / (scale[i / q] * scale[i % q]);
            }
            System.arraycopy(a, 0, c, 0, c.length);
            SmallMatrices.semidefiniteCholesky(c, 0, q);
            for (int d = 0; d < q; d++) {
                rank += c[d * q + d] != 0 ? 1 : 0;
            }
            add(all, entries, a, q, m, b);
        }
        return new Determination(products.rows, entries, m, b, rank);
    }

    private static double[] scale(CrossProducts products, int f) {
        int q = products.widths[f];
        double[] pooled = products.pooled(f);
        return IntStream.range(0, q)
                .mapToDouble(j -> pooled[j * (q + 1)] > 0 ? Math.sqrt(pooled[j * (q + 1)] / products.levels[f]) : 1)
                .toArray();
    }

    private static void add(Entries all, int[] entries, double[] a, int q, double[][] m, double[] b) {
        for (int i = 0; i < entries.length; i++) {
            int r = all.row(entries[i]);
            int s = all.column(entries[i]);
            b[i] += (r == s ? 1 : 2) * a[r * q + s];
            for (int j = 0; j < entries.length; j++) {
                int t = all.row(entries[j]);
                int u = all.column(entries[j]);
                // tr(D_i A D_j A) of symmetric D with ones at (r, s) and (s, r)
                double value = a[s * q + t] * a[u * q + r];
                value += t == u ? 0 : a[s * q + u] * a[t * q + r];
                value += r == s ? 0 : a[r * q + t] * a[u * q + s] + (t == u ? 0 : a[r * q + u] * a[t * q + s]);
                m[i][j] += value;
            }
        }
    }

    /** Returns the rows that are left when every level has its own least-squares fit on its columns of Z. */
    long rowsLeft() {
        return rows - rank;
    }

    /** Says whether some covariance of the random effects is the same to the data as more residual variance. */
    boolean repeatsTheResidual() {
        if (rowsLeft() > 0 || b.length == 0) {
            return false;
        }
        Eigen eigen = new Eigen(m);
        double explained = 0;
        for (int e = 0; e < b.length; e++) {
            if (eigen.value(e) > NOTHING * eigen.largest()) {
                double along = eigen.along(e, b);
                explained += along * along / eigen.value(e);
            }
        }
        return rank - explained < 1e-9 * rank;
    }

    /** Returns the variances and covariances (of {@link ThetaLayout#entries}) that the data do not determine; empty where they determine all. */
    List<Integer> undetermined() {
        boolean[] moves = new boolean[b.length];
        Eigen eigen = new Eigen(m);
        for (int e = 0; e < b.length; e++) {
            if (eigen.value(e) <= NOTHING * eigen.largest()) {
                double[] v = eigen.vector(e);
                for (int i = 0; i < v.length; i++) {
                    moves[i] |= Math.abs(v[i]) > 1e-4;
                }
            }
        }
        List<Integer> undetermined = new ArrayList<>();
        for (int i = 0; i < moves.length; i++) {
            if (moves[i]) {
                undetermined.add(entries[i]);
            }
        }
        return undetermined;
    }

    /** Returns in how many directions the data do not determine the covariance. */
    int freedom() {
        Eigen eigen = new Eigen(m);
        int free = 0;
        for (int e = 0; e < b.length; e++) {
            free += eigen.value(e) <= NOTHING * eigen.largest() ? 1 : 0;
        }
        return free;
    }

    /** Eigenvalues of a small symmetric matrix. */
    private record Eigen(EigenDecomposition of) {
        Eigen(double[][] m) {
            this(new EigenDecomposition(new Array2DRowRealMatrix(m)));
        }

        double value(int e) {
            return of.getRealEigenvalue(e);
        }

        double[] vector(int e) {
            return of.getEigenvector(e).toArray();
        }

        double largest() {
            return Arrays.stream(of.getRealEigenvalues()).max().orElse(0);
        }

        double along(int e, double[] b) {
            double sum = 0;
            double[] v = vector(e);
            for (int i = 0; i < b.length; i++) {
                sum += v[i] * b[i];
            }
            return sum;
        }
    }
}
