package org.multilevel.fit.determination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.products.CrossProducts;

/**
 * What the (restricted) likelihood can tell about the covariances of the random effects and the residual variance, whatever the response
 * is.
 *
 * <p>It sees them only through the covariance of the data, a sum of matrices ({@link CovarianceGram}). Where a combination of those of the
 * random effects vanishes, their variances and covariances may move along it unseen; where a combination is the identity, they repeat
 * the residual variance.
 */
public final class Determination {
    /** What of a direction of unit size remains by rounding. */
    private static final double NOTHING = 1e-10;
    /** What of a unit vector of nearly that kind is none of it. */
    private static final double STILL = 1e-5;
    /** What of the residual's matrix remains by rounding where random effects repeat it. */
    private static final double NO_RESIDUAL = 1e-9;

    private final CovarianceGram full;
    private final CovarianceGram seen;
    private final Entries entries;
    private final int[] widths;
    private final long rows;
    private final long[] ranks;
    /** The size of the matrix of each component, before fixed effects are taken out. */
    private final double[] sizes;

    private Determination(
            CovarianceGram full,
            CovarianceGram seen,
            Entries entries,
            int[] widths,
            long rows,
            long[] ranks,
            double[] sizes) {
        this.full = full;
        this.seen = seen;
        this.entries = entries;
        this.widths = widths;
        this.rows = rows;
        this.ranks = ranks;
        this.sizes = sizes;
    }

    /** Sums up what the rows tell by the likelihood or the restricted likelihood. */
    public static Determination of(CrossProducts products, Entries entries, boolean restricted) {
        CovarianceGram full = CovarianceGram.of(products, entries);
        CovarianceGram seen = restricted && products.p > 0 && !full.survivesFixedEffects() ? full.restricted() : full;
        return of(products, entries, full, seen, ranks(products));
    }

    /** Sums up what the levels of all parts add. */
    public static Determination of(CrossProducts products, Entries entries, boolean restricted, LevelSums sums) {
        CovarianceGram full = CovarianceGram.of(products, entries, sums.pairs(), sums.traces());
        CovarianceGram seen = restricted && products.p > 0 ? full.less(sums.taken()) : full;
        return of(products, entries, full, seen, sums.ranks());
    }

    private static Determination of(
            CrossProducts products, Entries entries, CovarianceGram full, CovarianceGram seen, long[] ranks) {
        double[] sizes = new double[entries.size()];
        Arrays.setAll(sizes, i -> full.pairs[i][i] > 0 ? Math.sqrt(full.pairs[i][i]) : 1);
        return new Determination(full, seen, entries, products.widths, products.rows, ranks, sizes);
    }

    /** Returns for each factor the sum over its levels of how many columns of Z are independent there. */
    static long[] ranks(CrossProducts products) {
        return IntStream.range(0, products.levels.length)
                .mapToLong(f -> rank(products, f))
                .toArray();
    }

    private static long rank(CrossProducts products, int f) {
        int q = products.widths[f];
        double[] c = products.zz[f].clone();
        long rank = 0;
        for (int level = 0; level < products.levels[f]; level++) {
            SmallMatrices.semidefiniteCholesky(c, level * q * q, q);
            for (int d = 0; d < q; d++) {
                rank += c[(level * q + d) * q + d] != 0 ? 1 : 0;
            }
        }
        return rank;
    }

    /** Returns the rows that are left when every level of factor f has its own least-squares fit on its columns of Z. */
    public long rowsLeft(int f) {
        return rows - ranks[f];
    }

    /** Says whether some covariance of the effects of factor f alone is the same to the data as more residual variance. */
    boolean repeatsTheResidual(int f) {
        return repeatsTheResidual(i -> entries.factor(i) == f);
    }

    /** Says whether some covariance of the effects of all factors together is the same to the data as more residual variance. */
    boolean repeatsTheResidual() {
        return repeatsTheResidual(i -> true);
    }

    private boolean repeatsTheResidual(IntPredicate which) {
        int[] some = IntStream.range(0, entries.size()).filter(which).toArray();
        double[][] scaled = scaled(seen, some);
        double[] traces = new double[some.length];
        Arrays.setAll(traces, i -> seen.traces[some[i]] / sizes[some[i]]);
        return seen.rows - explained(scaled, traces) < NO_RESIDUAL * seen.rows;
    }

    /** Returns how much of the residual's matrix a combination of the others can be. */
    private static double explained(double[][] scaled, double[] traces) {
        if (SmallMatrices.isAbove(NOTHING, scaled)) {
            double[] solved =
                    SmallMatrices.times(SmallMatrices.inverse(scaled), traces, traces.length, traces.length, 1);
            return SmallMatrices.dot(solved, traces);
        }
        SymmetricEigen eigen = SymmetricEigen.ofSymmetricPart(scaled);
        double explained = 0;
        for (int e = 0; e < traces.length; e++) {
            if (!vanishes(eigen.value(e))) {
                double along = SmallMatrices.dot(eigen.vector(e), traces);
                explained += along * along / eigen.value(e);
            }
        }
        return explained;
    }

    /** Components count in units of their sizes, so that this is a part of one. */
    private static boolean vanishes(double eigenvalue) {
        return eigenvalue <= NOTHING;
    }

    private double[][] scaled(CovarianceGram gram, int[] some) {
        double[][] scaled = SmallMatrices.zeros(some.length, some.length);
        for (int i = 0; i < some.length; i++) {
            for (int j = 0; j < some.length; j++) {
                scaled[i][j] = gram.pairs[some[i]][some[j]] / (sizes[some[i]] * sizes[some[j]]);
            }
        }
        return scaled;
    }

    /** Says whether the fixed effects hide some covariances that the rows would tell, which a restricted likelihood may meet. */
    boolean hiddenByFixedEffects() {
        return directions(full).size() < directions(seen).size();
    }

    /**
     * Returns the directions in which the data do not determine the covariances: per factor a symmetric matrix, q x q row-major, that the
     * covariance of the effects of the standardised columns may gain unseen.
     */
    public List<double[][]> directions() {
        return directions(seen);
    }

    private List<double[][]> directions(CovarianceGram gram) {
        int k = entries.size();
        double[][] scaled = scaled(gram, all(k));
        if (SmallMatrices.isAbove(NOTHING, scaled)) {
            return List.of();
        }
        SymmetricEigen eigen = SymmetricEigen.ofSymmetricPart(scaled);
        List<double[][]> directions = new ArrayList<>();
        for (int e = 0; e < k; e++) {
            if (vanishes(eigen.value(e))) {
                directions.add(direction(eigen.vector(e)));
            }
        }
        return directions;
    }

    private static int[] all(int k) {
        int[] all = new int[k];
        Arrays.setAll(all, i -> i);
        return all;
    }

    private double[][] direction(double[] vector) {
        double[][] direction =
                Arrays.stream(widths).mapToObj(q -> new double[q * q]).toArray(double[][]::new);
        for (int i = 0; i < vector.length; i++) {
            int f = entries.factor(i);
            int q = widths[f];
            int r = entries.row(i);
            int s = entries.column(i);
            double part = Math.abs(vector[i]) > STILL ? vector[i] : 0;
            double value = part / sizes[i] / (full.unit(f, r) * full.unit(f, s));
            direction[f][r * q + s] = value;
            direction[f][s * q + r] = value;
        }
        return direction;
    }
}
