package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * Where the search for theta begins.
 *
 * <p>The start equates the second moments of c = Z'W(y - X beta_OLS) with their expectation, sigma^2 (A + A Sigma A) per level
 * (MINQUE(0); Rao 1971, J. Multivariate Analysis 1, 445-456), as if beta were known: exact for balanced one-way layouts about a known mean, near the optimum elsewhere. Long lists
 * of levels are sampled: it is only a guide.
 */
public final class StartValues {
    private static final int SAMPLE = 20_000;
    /** A term has few levels when there are no more than this for each of its columns. */
    private static final double FEW = 2.5;
    /** With more columns not every pattern of signs that their effects may have is tried. */
    private static final int ALL_SIGNS = 4;
    /** Of more variances and covariances than these the search finds the covariances by itself. */
    private static final int MOST_MOMENTS = 500;

    private final CrossProducts products;
    private final ThetaLayout layout;
    private final Entries entries;
    /** Per factor and column the mean over levels of (Z'WZ)_jj, which says how small a variance matters. */
    private final double[][] meanInformation;

    public StartValues(CrossProducts products, ThetaLayout layout) {
        this.products = products;
        this.layout = layout;
        Entries all = layout.entries();
        this.entries = all.size() > MOST_MOMENTS ? all.variances() : all;
        this.meanInformation = new double[layout.factors()][];
        for (int f = 0; f < meanInformation.length; f++) {
            meanInformation[f] = products.meanInformation(f);
        }
    }

    /**
     * Where to start.
     *
     * @param theta K
     * @param beta the coefficients at which the moments were taken, p
     * @param variance the residual variance that goes with it
     */
    public record Start(double[] theta, double[] beta, double variance) {}

    /**
     * Returns where to start.
     *
     * @param beta least-squares coefficients
     * @param residual least-squares residual sum of squares
     * @param withinGroups gives the residual sum of squares at a theta so large that only differences within groups are left;
     *     asked for only where the groups differ so much that the moments say little about the residual variance
     */
    public Start start(double[] beta, double residual, ToDoubleFunction<double[]> withinGroups) {
        int k = entries.size();
        if (k == 0) {
            return new Start(new double[0], beta, Double.NaN);
        }
        double[][] system = SmallMatrices.zeros(k + 1, k + 1);
        double[] moments = new double[k + 1];
        for (int f = 0; f < products.widths.length; f++) {
            addFactor(f, beta, system, moments);
            for (int g = f + 1; g < products.widths.length; g++) {
                addPair(f, g, system);
            }
        }
        system[k][k] = Math.max(1, products.rows - products.p);
        moments[k] = residual;
        double[] solution = solve(system, moments);
        double variance = solution[k];
        if (!(variance > 0.1 * residual / system[k][k])) {
            variance = withinGroups.applyAsDouble(large()) / withinDegrees();
            if (!(variance > 1e-12 * residual / system[k][k])) {
                // the groups explain every row: nothing within them tells the residual variance
                variance = 0.5 * residual / system[k][k];
            }
            double[] rest = new double[k];
            double[][] corner = new double[k][];
            for (int i = 0; i < k; i++) {
                corner[i] = Arrays.copyOf(system[i], k);
                rest[i] = moments[i] - variance * system[i][k];
            }
            solution = solve(corner, rest);
        }
        double[][] sigma = layout.zeros();
        for (int i = 0; i < k; i++) {
            double value = solution[i] / variance;
            int q = products.widths[entries.factor(i)];
            sigma[entries.factor(i)][entries.row(i) * q + entries.column(i)] = Double.isFinite(value) ? value : 0;
        }
        return new Start(theta(sigma), beta, variance);
    }

    /** Returns where else a search may begin. */
    OtherStarts others(double[] theta, boolean restricted) {
        return new OtherStarts(products, layout, theta, restricted);
    }

    /** Returns where else a search may begin, as the structure suggests. */
    public List<double[]> alternatives(double[] theta, boolean restricted) {
        return others(theta, restricted).all();
    }

    /** Returns where a search may begin inside when it ended at the boundary: standard deviations like the residual's where there are none. */
    public List<double[]> inside(double[] theta, boolean restricted) {
        return others(theta, restricted).inside(theta, 1);
    }

    /**
     * Returns where else an optimum may lie beside one at which a term with few levels has some but not all directions: the effects as
     * variable as there, but all correlated by 1 or -1. A few columns have all such correlations tried; how many there are doubles with
     * each column, so of more only those that the principal components suggest.
     */
    List<double[]> collapsed(double[] theta) {
        RankDrop ranks = new RankDrop(units());
        List<double[]> collapsed = new ArrayList<>();
        for (Term term : layout.terms()) {
            double[][] lambda = term.lambda(theta);
            int m = lambda.length;
            int rank = RankDrop.rank(lambda);
            if (rank > 1
                    && rank < m
                    && products.levelsInAll(term.factor()) <= FEW * m
                    && term.covariance().isBasisFree()) {
                List<boolean[]> signs = m <= ALL_SIGNS ? allSigns(m) : ranks.signs(theta, term);
                signs.forEach(negative -> collapsed.add(collapsed(theta, term, negative)));
            }
        }
        return collapsed;
    }

    /** Returns every way in which later columns may go against the first. */
    private static List<boolean[]> allSigns(int m) {
        List<boolean[]> all = new ArrayList<>();
        for (int signs = 0; signs < 1 << (m - 1); signs++) {
            boolean[] negative = new boolean[m];
            for (int r = 1; r < m; r++) {
                negative[r] = (signs >> (r - 1) & 1) == 1;
            }
            all.add(negative);
        }
        return all;
    }

    private static double[] collapsed(double[] theta, Term term, boolean[] negative) {
        double[][] lambda = term.lambda(theta);
        int m = lambda.length;
        double[][] one = SmallMatrices.zeros(m, m);
        for (int r = 0; r < m; r++) {
            one[r][0] = (negative[r] ? -1 : 1) * Math.sqrt(SmallMatrices.dot(lambda[r], lambda[r]));
        }
        return term.with(theta, RankDrop.packed(one, one));
    }

    /** Solves the moment equations; zeros where they determine nothing, and every component then starts at its floor. */
    private static double[] solve(double[][] system, double[] moments) {
        try {
            return new LUDecomposition(new Array2DRowRealMatrix(system, false))
                    .getSolver()
                    .solve(new ArrayRealVector(moments, false))
                    .toArray();
        } catch (SingularMatrixException e) {
            return new double[moments.length];
        }
    }

    private double[] large() {
        double[] theta = new double[layout.size()];
        for (int i = 0; i < theta.length; i++) {
            double mean = meanInformation[layout.factor(i)][layout.row(i)];
            theta[i] = layout.isDiagonal(i) ? 1e6 / Math.sqrt(Math.max(mean, 1e-300)) : 0;
        }
        return theta;
    }

    private double withinDegrees() {
        return Math.max(1, products.rows - products.p - products.effects());
    }

    private int stride(int f) {
        return Math.max(1, products.levels[f] / SAMPLE);
    }

    private void addFactor(int f, double[] beta, double[][] system, double[] moments) {
        int q = products.widths[f];
        int stride = stride(f);
        double times = stride * products.standsFor(f);
        int last = entries.size();
        double[] c = new double[q];
        for (int level = 0; level < products.levels[f]; level += stride) {
            for (int r = 0; r < q; r++) {
                c[r] = products.residualSum(f, level * q + r, beta);
            }
            int a = level * q * q;
            for (int i = 0; i < last; i++) {
                if (entries.factor(i) != f) {
                    continue;
                }
                int r = entries.row(i);
                int s = entries.column(i);
                moments[i] += times * c[r] * c[s];
                double[] zz = products.zz[f];
                system[i][last] += times * zz[a + r * q + s];
                system[last][i] += times * (r == s ? 1 : 2) * zz[a + r * q + s];
                for (int j = 0; j < last; j++) {
                    if (entries.factor(j) == f) {
                        int t = entries.row(j);
                        int u = entries.column(j);
                        double v = zz[a + r * q + t] * zz[a + u * q + s];
                        v += t == u ? 0 : zz[a + r * q + u] * zz[a + t * q + s];
                        system[i][j] += times * v;
                    }
                }
            }
        }
    }

    private void addPair(int f, int g, double[][] system) {
        PairProducts pair = products.pair(f, g);
        int r = products.widths[g];
        int size = products.widths[f] * r;
        double times = products.standsFor(f);
        for (int k = 0; k < pair.size(); k++) {
            for (int i = 0; i < entries.size(); i++) {
                for (int j = 0; j < entries.size() && entries.factor(i) == f; j++) {
                    if (entries.factor(j) == g) {
                        double[] b = pair.blocks();
                        int at = k * size;
                        int ri = at + entries.row(i) * r;
                        int ci = at + entries.column(i) * r;
                        double straight = b[ri + entries.row(j)] * b[ci + entries.column(j)];
                        double crossed = b[ri + entries.column(j)] * b[ci + entries.row(j)];
                        system[i][j] += times * (entries.isVariance(j) ? straight : straight + crossed);
                        system[j][i] += times * (entries.isVariance(i) ? straight : straight + crossed);
                    }
                }
            }
        }
    }

    /** Returns theta of the given relative covariances, each direction lifted to where a level has some weight. */
    private double[] theta(double[][] sigma) {
        double[] theta = new double[layout.size()];
        for (Term term : layout.terms()) {
            double[] mean = meanInformation[term.factor()];
            double[] floor = Arrays.stream(mean).map(m -> m > 0 ? 0.1 / m : 0.1).toArray();
            term.covariance().start(term.place(), sigma[term.factor()], floor, theta);
        }
        return theta;
    }

    /** Returns what standard deviations are measured in. */
    Units units() {
        return new Units(layout, meanInformation);
    }
}
