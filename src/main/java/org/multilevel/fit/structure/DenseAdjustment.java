package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * The covariance of the fixed effects after Kenward and Roger (1997), Biometrics 53, 983-997, for any covariance structures: V of rows that depend
 * on each other is a dense matrix.
 *
 * <p>With W = V^-1, V_i its derivatives, P_i = -X'W V_i W X, Q_ij = X'W V_i W V_j W X and Phi = (X'WX)^-1 the expected information is
 * 1/2 (tr W V_i W V_j - 2 tr Phi Q_ij + tr Phi P_i Phi P_j), and with w its inverse the adjusted covariance is Phi + 2 Phi (sum w_ij (Q_ij -
 * P_i Phi P_j - R_ij / 4)) Phi, R_ij = X'W V_ij W X with the second derivatives of V in its {@link NaturalParameters}. In others, of which psi are
 * functions, sum w_ij V_ij is what is left of the second derivatives of V along the directions of w when psi's own bend is taken off.
 */
public final class DenseAdjustment {
    private static final double STEP = 1e-5;
    /** Of a second difference, relative to the estimates' own uncertainty at most. */
    private static final double BEND = 2e-3;

    private static final int LARGEST = 2_000;
    /** The most multiplications. */
    private static final double MOST = 4e10;

    private static final double A_MINUTE = 3e10;

    private final DrawnRows drawn;
    private final Structures structures;
    private final SubjectRows rows;
    private final ThetaLayout layout;
    private final double[] theta;
    private final double[] phi;
    private final int[] free;
    private final int p;

    /**
     * @param drawn the rows
     * @param theta of the standardised columns
     * @param phi the structures' parameters
     * @param free which of theta and the structures' parameters, one behind the other, can move
     */
    public DenseAdjustment(DrawnRows drawn, ThetaLayout layout, double[] theta, double[] phi, int[] free) {
        this.drawn = drawn;
        this.structures = drawn.structures();
        this.rows = drawn.rows();
        this.layout = layout;
        this.theta = theta.clone();
        this.phi = phi.clone();
        this.free = free.clone();
        this.p = rows.p1 - 1;
    }

    /**
     * What was found, all relative to sigma^2; the last parameter is log sigma^2.
     *
     * @param adjusted p x p
     * @param covariance of the parameters
     * @param slopes derivative of Phi in each parameter, p x p
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    public record Result(double[] adjusted, double[][] covariance, double[][] slopes) {}

    /**
     * Refuses what would take too much room or time, which the rows tell before there is a fit.
     *
     * @param parameters how many there are at most
     * @throws MethodException saying how many rows depend on each other, or how long it would take
     */
    public static void check(DrawnRows rows, int parameters) {
        int[] sizes = Arrays.stream(components(rows))
                .mapToInt(subjects ->
                        IntStream.of(subjects).map(rows.rows()::size).sum())
                .toArray();
        int largest = IntStream.of(sizes).max().orElse(0);
        double work = IntStream.of(sizes)
                .mapToDouble(n -> (double) n * n * n * (parameters + 2))
                .sum();
        if (largest > LARGEST) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "Kenward and Roger's method for covariance structures needs dense matrices of the rows that depend on each other, here up"
                            + " to %,d, and works up to %,d of some; choose satterthwaite, which differs little with so many.",
                    largest,
                    LARGEST));
        }
        if (work > MOST) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "Kenward and Roger's method for covariance structures needs dense matrices of the rows that depend on each other, here up"
                            + " to %,d for %d parameters, which would take about %,.0f minutes; choose satterthwaite, which differs little"
                            + " with so many.",
                    largest,
                    parameters,
                    Math.ceil(work / A_MINUTE)));
        }
    }

    /**
     * Computes it.
     *
     * @param fixedInverse Phi, p x p
     */
    public Result compute(double[] fixedInverse, Progress progress) {
        int[][] components = components(drawn);
        Sums sums = new Sums(free.length + 1);
        for (int[] component : components) {
            progress.checkCancelled();
            sums.add(component);
        }
        double[] w = sums.inverseInformation(fixedInverse);
        return sums.result(fixedInverse, w, bend(components, sums, w, progress));
    }

    /** Returns sum w_ij R_ij, p x p; zero where a parameter is at a bound. */
    private double[] bend(int[][] components, Sums sums, double[] w, Progress progress) {
        double[] bend = new double[p * p];
        int k = free.length + 1;
        if (k != theta.length + phi.length + 1) {
            return bend;
        }
        List<double[]> directions = directions(w, k);
        double[] naturalBend = new double[k];
        for (double[] e : directions) {
            double[] second = second(
                    e,
                    moved -> new NaturalParameters(structures, layout)
                            .at(theta(moved), phi(moved), Math.exp(moved[k - 1])));
            for (int i = 0; i < k; i++) {
                naturalBend[i] += second[i];
            }
        }
        Optional<double[]> along = solved(naturalSlopes(k), naturalBend, k);
        if (along.isEmpty()) {
            return bend;
        }
        for (int i = 0; i < k; i++) {
            // first is -X'W V_i W X
            for (int j = 0; j < bend.length; j++) {
                bend[j] += along.get()[i] * sums.first[i][j];
            }
        }
        for (int[] component : components) {
            progress.checkCancelled();
            addBend(component, directions, bend);
        }
        return bend;
    }

    /** Returns vectors whose squares add up to w. */
    private static List<double[]> directions(double[] w, int k) {
        double[][] square = new double[k][];
        for (int i = 0; i < k; i++) {
            square[i] = Arrays.copyOfRange(w, i * k, (i + 1) * k);
        }
        SymmetricEigen eigen = SymmetricEigen.of(square);
        List<double[]> directions = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            double root = Math.sqrt(Math.max(0, eigen.value(i)));
            directions.add(
                    Arrays.stream(eigen.vector(i)).map(each -> root * each).toArray());
        }
        return directions;
    }

    /** Returns the second derivative of a function along a direction, from where the parameters are. */
    private static double[] second(double[] e, Function<double[], double[]> of) {
        double longest = SmallMatrices.largest(e);
        double h = longest == 0 ? 0 : Math.min(0.05, BEND / longest);
        double[] here = of.apply(new double[e.length]);
        double[] up = of.apply(Arrays.stream(e).map(each -> h * each).toArray());
        double[] down = of.apply(Arrays.stream(e).map(each -> -h * each).toArray());
        for (int i = 0; i < here.length; i++) {
            up[i] = h == 0 ? 0 : (up[i] - 2 * here[i] + down[i]) / (h * h);
        }
        return up;
    }

    private double[] theta(double[] moved) {
        double[] there = theta.clone();
        for (int i = 0; i < free.length; i++) {
            if (free[i] < theta.length) {
                there[free[i]] += moved[i];
            }
        }
        return there;
    }

    private double[] phi(double[] moved) {
        double[] there = phi.clone();
        for (int i = 0; i < free.length; i++) {
            if (free[i] >= theta.length) {
                there[free[i] - theta.length] += moved[i];
            }
        }
        return there;
    }

    /** Returns the derivatives of the natural parameters, those in one of ours in a column. */
    private double[] naturalSlopes(int k) {
        NaturalParameters natural = new NaturalParameters(structures, layout);
        double[] slopes = new double[k * k];
        for (int a = 0; a < k; a++) {
            double[] moved = new double[k];
            moved[a] = STEP;
            double[] up = natural.at(theta(moved), phi(moved), Math.exp(moved[k - 1]));
            moved[a] = -STEP;
            double[] down = natural.at(theta(moved), phi(moved), Math.exp(moved[k - 1]));
            for (int i = 0; i < k; i++) {
                slopes[i * k + a] = (up[i] - down[i]) / (2 * STEP);
            }
        }
        return slopes;
    }

    /** Returns the solution of a x = b by Gauss's elimination with the largest pivots; nothing where a is singular. */
    private static Optional<double[]> solved(double[] a, double[] b, int k) {
        double[] x = b.clone();
        for (int c = 0; c < k; c++) {
            int largest = c;
            for (int i = c + 1; i < k; i++) {
                largest = Math.abs(a[i * k + c]) > Math.abs(a[largest * k + c]) ? i : largest;
            }
            if (!(Math.abs(a[largest * k + c]) > 0)) {
                return Optional.empty();
            }
            for (int j = 0; j < k; j++) {
                double swapped = a[c * k + j];
                a[c * k + j] = a[largest * k + j];
                a[largest * k + j] = swapped;
            }
            double swapped = x[c];
            x[c] = x[largest];
            x[largest] = swapped;
            for (int i = 0; i < k; i++) {
                double factor = i == c ? 0 : a[i * k + c] / a[c * k + c];
                for (int j = c; j < k; j++) {
                    a[i * k + j] -= factor * a[c * k + j];
                }
                x[i] -= factor * x[c];
            }
        }
        for (int i = 0; i < k; i++) {
            x[i] /= a[i * k + i];
        }
        return Optional.of(x);
    }

    private void addBend(int[] subjects, List<double[]> directions, double[] bend) {
        int[] own = rowsOf(subjects);
        int n = own.length;
        double[] wx = SmallMatrices.times(inverse(covariance(subjects, own, theta, phi), n), columns(own), n, n, p);
        double[] transposed = SmallMatrices.transposed(wx, n, p);
        int last = free.length;
        for (double[] e : directions) {
            double[] v = second(e, moved -> {
                double[] there = covariance(subjects, own, theta(moved), phi(moved));
                double variance = Math.exp(moved[last]);
                return Arrays.stream(there).map(each -> variance * each).toArray();
            });
            double[] around = SmallMatrices.times(transposed, SmallMatrices.times(v, wx, n, n, p), p, n, p);
            for (int j = 0; j < bend.length; j++) {
                bend[j] += around[j];
            }
        }
    }

    private int[] rowsOf(int[] subjects) {
        return IntStream.of(subjects)
                .flatMap(s -> IntStream.range(rows.start[s], rows.start[s + 1]))
                .toArray();
    }

    private double[] columns(int[] own) {
        double[] x = new double[own.length * p];
        for (int i = 0; i < own.length; i++) {
            System.arraycopy(rows.xy, own[i] * rows.p1, x, i * p, p);
        }
        return x;
    }

    private static double[] inverse(double[] v, int n) {
        double[] w = new double[n * n];
        SmallMatrices.cholesky(v, 0, n);
        SmallMatrices.inverseInto(v, n, w);
        return w;
    }

    /** Returns the rows of subjects that share levels, directly or through others. */
    private static int[][] components(DrawnRows drawn) {
        SubjectRows rows = drawn.rows();
        int[] of = IntStream.range(0, rows.subjects()).toArray();
        for (int f = 0; f < rows.widths.length; f++) {
            int[] first = new int[drawn.structures().unweighted().levels[f]];
            Arrays.fill(first, -1);
            for (int s = 0; s < of.length; s++) {
                for (int r = rows.start[s]; r < rows.start[s + 1]; r++) {
                    int level = rows.level[f][r];
                    if (first[level] < 0) {
                        first[level] = s;
                    } else {
                        of[root(of, s)] = root(of, first[level]);
                    }
                }
            }
        }
        return IntStream.range(0, of.length)
                .filter(s -> root(of, s) == s)
                .mapToObj(s -> IntStream.range(0, of.length)
                        .filter(t -> root(of, t) == s)
                        .toArray())
                .toArray(int[][]::new);
    }

    private static int root(int[] of, int subject) {
        int at = subject;
        while (of[at] != at) {
            of[at] = of[of[at]];
            at = of[at];
        }
        return at;
    }

    /** Returns V of the rows of some subjects, relative to sigma^2. */
    private double[] covariance(int[] subjects, int[] own, double[] at, double[] parameters) {
        int n = own.length;
        double[] v = new double[n * n];
        double[] ofResidual = structures.ofResidual(parameters);
        int from = 0;
        for (int s : subjects) {
            int m = rows.size(s);
            double[] r = structures.residual().covariance(ofResidual, rows, s);
            for (int i = 0; i < m; i++) {
                System.arraycopy(r, i * m, v, (from + i) * n + from, m);
            }
            from += m;
        }
        double[][] lambda = structures.lambda(layout.lambda(at), parameters);
        for (int f = 0; f < lambda.length; f++) {
            int q = rows.widths[f];
            double[] g = SmallMatrices.timesTransposed(lambda[f], q, q);
            for (int i = 0; i < n; i++) {
                double[] z = Arrays.copyOfRange(rows.z[f], own[i] * q, (own[i] + 1) * q);
                double[] zg = SmallMatrices.times(z, g, 1, q, q);
                for (int j = 0; j < n; j++) {
                    if (rows.level[f][own[i]] == rows.level[f][own[j]]) {
                        for (int k = 0; k < q; k++) {
                            v[i * n + j] += zg[k] * rows.z[f][own[j] * q + k];
                        }
                    }
                }
            }
        }
        return v;
    }

    private double[] slope(int[] subjects, int[] own, int k) {
        double[][] ends = new double[2][];
        for (int side = 0; side < 2; side++) {
            double[] t = theta.clone();
            double[] parameters = phi.clone();
            double h = side == 0 ? STEP : -STEP;
            if (free[k] < theta.length) {
                t[free[k]] += h;
            } else {
                parameters[free[k] - theta.length] += h;
            }
            ends[side] = covariance(subjects, own, t, parameters);
        }
        double[] slope = ends[0];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (slope[i] - ends[1][i]) / (2 * STEP);
        }
        return slope;
    }

    /** Sums over components. */
    private final class Sums {
        private final int k;
        private final double[][] first;
        private final double[][][] second;
        private final double[][] traces;

        Sums(int parameters) {
            k = parameters;
            first = new double[k][p * p];
            second = new double[k][k][p * p];
            traces = new double[k][k];
        }

        void add(int[] subjects) {
            int[] own = rowsOf(subjects);
            int n = own.length;
            double[] v = covariance(subjects, own, theta, phi);
            double[] w = inverse(v.clone(), n);
            double[] wx = SmallMatrices.times(w, columns(own), n, n, p);
            double[] transposed = SmallMatrices.transposed(wx, n, p);
            double[][] wv = new double[k][];
            double[][] u = new double[k][];
            for (int i = 0; i < k; i++) {
                double[] slope = i < free.length ? slope(subjects, own, i) : v;
                wv[i] = SmallMatrices.times(w, slope, n, n, n);
                u[i] = SmallMatrices.times(slope, wx, n, n, p);
                add(first[i], SmallMatrices.times(transposed, u[i], p, n, p), -1);
            }
            for (int i = 0; i < k; i++) {
                double[] wu = SmallMatrices.transposed(SmallMatrices.times(w, u[i], n, n, p), n, p);
                for (int j = 0; j < k; j++) {
                    add(second[i][j], SmallMatrices.times(wu, u[j], p, n, p), 1);
                    traces[i][j] += trace(wv[i], wv[j], n);
                }
            }
        }

        private void add(double[] sum, double[] addend, double factor) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += factor * addend[i];
            }
        }

        /** Returns tr AB. */
        private double trace(double[] a, double[] b, int n) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sum += a[i * n + j] * b[j * n + i];
                }
            }
            return sum;
        }

        private double[][] scaled(double[] fixedInverse) {
            return Arrays.stream(first)
                    .map(each -> SmallMatrices.times(fixedInverse, each, p, p, p))
                    .toArray(double[][]::new);
        }

        /** Returns w, the inverse of the expected information, k x k. */
        double[] inverseInformation(double[] fixedInverse) {
            double[][] scaled = scaled(fixedInverse);
            double[] root = new double[k * k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    root[i * k + j] = 0.5
                            * (traces[i][j]
                                    - 2 * trace(fixedInverse, second[i][j], p)
                                    + trace(scaled[i], scaled[j], p));
                }
            }
            return inverse(root, k);
        }

        /**
         * Returns what was found.
         *
         * @param inverse w
         * @param bend sum w_ij R_ij
         */
        Result result(double[] fixedInverse, double[] inverse, double[] bend) {
            double[][] scaled = scaled(fixedInverse);
            double[][] covariance = new double[k][k];
            double[] middle = new double[p * p];
            double[][] slopes = new double[k][];
            for (int i = 0; i < k; i++) {
                slopes[i] = new double[p * p];
                add(slopes[i], SmallMatrices.times(scaled[i], fixedInverse, p, p, p), -1);
                for (int j = 0; j < k; j++) {
                    covariance[i][j] = inverse[i * k + j];
                    add(middle, second[i][j], covariance[i][j]);
                    add(middle, SmallMatrices.times(first[i], scaled[j], p, p, p), -covariance[i][j]);
                }
            }
            add(middle, bend, -0.25);
            double[] adjusted = fixedInverse.clone();
            double[] half = SmallMatrices.times(fixedInverse, middle, p, p, p);
            double[] twice = SmallMatrices.times(half, fixedInverse, p, p, p);
            add(adjusted, twice, 1);
            add(adjusted, SmallMatrices.transposed(twice, p, p), 1);
            return new Result(adjusted, covariance, slopes);
        }
    }
}
