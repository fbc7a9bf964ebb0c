package org.multilevel.fit.structure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The covariance of the fixed effects after Kenward and Roger (1997), Biometrics 53, 983-997, for any covariance structures: V of rows that depend
 * on each other is a dense matrix.
 *
 * <p>With W = V^-1, V_i its derivatives, P_i = -X'W V_i W X, Q_ij = X'W V_i W V_j W X and Phi = (X'WX)^-1 the expected information is
 * 1/2 (tr W V_i W V_j - 2 tr Phi Q_ij + tr Phi P_i Phi P_j), and with w its inverse the adjusted covariance is Phi + 2 Phi (sum w_ij (Q_ij -
 * P_i Phi P_j)) Phi. Second derivatives of V are left out, as in SAS's DDFM=KR(FIRSTORDER), so that the result is the same in any parameters; where V is
 * linear in its own (cs, us, toep, strata) they are zero.
 */
public final class DenseAdjustment {
    private static final double STEP = 1e-5;
    private static final int LARGEST = 1_000;
    /** The most multiplications. */
    private static final double MOST = 4e10;

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
     * Computes it.
     *
     * @param fixedInverse Phi, p x p
     * @throws MethodException if it would take too much room or time
     */
    public Result compute(double[] fixedInverse, Progress progress) {
        int[][] components = components();
        check(components);
        Sums sums = new Sums(free.length + 1);
        for (int[] component : components) {
            progress.checkCancelled();
            sums.add(component);
        }
        return sums.result(fixedInverse);
    }

    private void check(int[][] components) {
        int[] sizes = Arrays.stream(components)
                .mapToInt(subjects -> IntStream.of(subjects).map(rows::size).sum())
                .toArray();
        int largest = IntStream.of(sizes).max().orElse(0);
        double work = IntStream.of(sizes)
                .mapToDouble(n -> (double) n * n * n * (free.length + 2))
                .sum();
        if (largest > LARGEST || work > MOST) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "Kenward and Roger's method for covariance structures needs dense matrices of the rows that depend on each other, here up"
                            + " to %,d, and works up to %,d of some; choose satterthwaite, which differs little with so many.",
                    largest,
                    LARGEST));
        }
    }

    /** Returns the rows of subjects that share levels, directly or through others. */
    private int[][] components() {
        int[] of = IntStream.range(0, rows.subjects()).toArray();
        for (int f = 0; f < rows.widths.length; f++) {
            int[] first = new int[structures.unweighted().levels[f]];
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
            int[] own = IntStream.of(subjects)
                    .flatMap(s -> IntStream.range(rows.start[s], rows.start[s + 1]))
                    .toArray();
            int n = own.length;
            double[] v = covariance(subjects, own, theta, phi);
            double[] w = new double[n * n];
            double[] root = v.clone();
            SmallMatrices.cholesky(root, 0, n);
            SmallMatrices.inverseInto(root, n, w);
            double[] x = new double[n * p];
            for (int i = 0; i < n; i++) {
                System.arraycopy(rows.xy, own[i] * rows.p1, x, i * p, p);
            }
            double[] wx = SmallMatrices.times(w, x, n, n, p);
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

        Result result(double[] fixedInverse) {
            double[][] scaled = new double[k][];
            for (int i = 0; i < k; i++) {
                scaled[i] = SmallMatrices.times(fixedInverse, first[i], p, p, p);
            }
            double[] root = new double[k * k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    root[i * k + j] = 0.5
                            * (traces[i][j]
                                    - 2 * trace(fixedInverse, second[i][j], p)
                                    + trace(scaled[i], scaled[j], p));
                }
            }
            double[] inverse = new double[k * k];
            SmallMatrices.cholesky(root, 0, k);
            SmallMatrices.inverseInto(root, k, inverse);
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
            double[] adjusted = fixedInverse.clone();
            double[] half = SmallMatrices.times(fixedInverse, middle, p, p, p);
            double[] twice = SmallMatrices.times(half, fixedInverse, p, p, p);
            add(adjusted, twice, 1);
            add(adjusted, SmallMatrices.transposed(twice, p, p), 1);
            return new Result(adjusted, covariance, slopes);
        }
    }
}
