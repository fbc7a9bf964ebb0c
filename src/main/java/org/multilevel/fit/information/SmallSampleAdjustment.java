package org.multilevel.fit.information;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.information.LinearMoments.Direction;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.products.CrossProducts;

/**
 * Kenward and Roger's adjusted covariance of the fixed effects and the expected information that it rests on, from cross-products, in units
 * of the residual variance.
 *
 * <p>V = I + sum of gamma_k G_k is linear in its parameters: the directions in which the relative covariance of the random effects may move
 * from the optimum (inside the boundary), and the residual variance, whose terms follow from V V^-1 = I. Prior weights are part of the
 * products, which are those of rows multiplied by their root. Source: Kenward and Roger (1997), Biometrics 53, 983-997, as in the R package
 * pbkrtest (Halekoh and Hojsgaard 2014, J. Stat. Software 59(9)).
 */
public final class SmallSampleAdjustment {
    /** The most random effects that rows may tie together. */
    private static final int LARGEST = 2000;
    /** The most of the sum of cubes of the components' sizes: about half a minute. */
    private static final double MOST = 2e10;
    /** The most multiplications of all traces of two parameters: about a minute. */
    private static final double MOST_TRACES = 6e10;
    /** The most numbers of the p x p matrices of all pairs of parameters. */
    private static final double MOST_ROOM = 5e7;

    /** The most that groups may differ relative to rows within them: its square leaves three of sixteen digits. */
    private static final double MOST_RATIO = 2e6;

    private final CrossProducts products;
    private final double[] phi;
    private final double[] theta;
    private final double[][] lambda;
    private final Direction[] directions;
    private final int[] inside;
    private final int p;

    /**
     * What was found, in units of the residual variance.
     *
     * @param adjusted the adjusted covariance of the fixed effects, p x p row-major
     * @param covariance of gamma
     * @param slopes for each component of gamma the derivative of (X'V^-1X)^-1, p x p row-major
     */
    public record Result(double[] adjusted, double[][] covariance, double[][] slopes) {}

    /** @param phi (X'V^-1X)^-1, p x p row-major */
    public SmallSampleAdjustment(CrossProducts products, ThetaLayout layout, double[] theta, double[] phi) {
        this.products = products;
        this.p = products.p;
        this.phi = phi.clone();
        this.theta = theta.clone();
        this.lambda = layout.lambda(theta);
        this.inside = ObservedInformation.inside(layout, theta);
        this.directions =
                Arrays.stream(inside).mapToObj(k -> direction(layout, k)).toArray(Direction[]::new);
    }

    /** Returns d(lambda lambda') / d theta_k. */
    private Direction direction(ThetaLayout layout, int k) {
        int f = layout.factor(k);
        int q = layout.width(f);
        Term term = layout.term(k);
        double[] slope = new double[q * q];
        term.covariance().derivative(term.place(), theta, k - term.place().at(), slope);
        double[] half = SmallMatrices.times(slope, SmallMatrices.transposed(lambda[f], q, q), q, q, q);
        double[] d = SmallMatrices.transposed(half, q, q);
        Arrays.setAll(d, i -> d[i] + half[i]);
        return new Direction(f, d);
    }

    /**
     * Computes it.
     *
     * @throws MethodException if it would take too much room or time, or have no digits
     */
    public Result compute(Progress progress) {
        if (Arrays.stream(theta).anyMatch(ratio -> Math.abs(ratio) > MOST_RATIO)) {
            throw new MethodException(
                    "Kenward and Roger's corrections would lose their digits, since groups differ more than a million times as much as rows"
                            + " within them; choose satterthwaite.");
        }
        List<Component> components = Components.of(products);
        check(components);
        LinearMoments moments = new LinearMoments(products, lambda, directions);
        for (Component component : components) {
            progress.checkCancelled();
            moments.add(component);
        }
        return adjusted(new Moments(moments));
    }

    /**
     * Makes sure that it takes neither too much room nor time.
     *
     * @param parameters K, the number of covariance parameters
     * @throws MethodException if it does
     */
    public static void check(CrossProducts products, int parameters) {
        check(Components.of(products));
        double work = 0;
        for (Component component : Components.of(products)) {
            int widest = component.levels().stream()
                    .mapToInt(Component.Level::width)
                    .max()
                    .orElse(0);
            work += (double) component.size() * component.size() * widest;
        }
        double room = (double) parameters * parameters * products.p * products.p;
        if (work * parameters * parameters > MOST_TRACES || room > MOST_ROOM) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "Kenward and Roger's method compares each of %,d variances and covariances with every other for %,d coefficients, which"
                            + " would take too long; choose satterthwaite, or let fewer columns vary by group.",
                    parameters,
                    products.p));
        }
    }

    private static void check(List<Component> components) {
        int largest = components.stream().mapToInt(Component::size).max().orElse(0);
        double work = components.stream()
                .mapToDouble(c -> (double) c.size() * c.size() * c.size())
                .sum();
        if (largest > LARGEST || work > MOST) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "Kenward and Roger's method would need dense matrices of the %,d group effects that rows tie together, and works up to"
                            + " %,d; choose satterthwaite, which differs little with so many.",
                    largest,
                    LARGEST));
        }
    }

    /** The moments with the residual variance as the last direction, whose G is the identity. */
    private final class Moments {
        final double[][] first;
        final double[][][] second;
        final double[][] traces;

        Moments(LinearMoments given) {
            int k = directions.length;
            first = Arrays.copyOf(given.first, k + 1);
            second = new double[k + 1][k + 1][p * p];
            traces = new double[k + 1][k + 1];
            double[] factor = phi.clone();
            double[] inverse = new double[p * p];
            SmallMatrices.cholesky(factor, 0, p);
            SmallMatrices.inverseInto(factor, p, inverse);
            first[k] = less(inverse, given.first);
            double plain = products.rows;
            for (int i = 0; i < k; i++) {
                System.arraycopy(given.second[i], 0, second[i], 0, k);
                System.arraycopy(given.traces[i], 0, traces[i], 0, k);
                second[i][k] = less(first[i], given.second[i]);
                second[k][i] = SmallMatrices.transposed(second[i][k], p, p);
                traces[i][k] = given.trace[i];
                for (int j = 0; j < k; j++) {
                    traces[i][k] -= weight(j) * given.traces[i][j];
                }
                traces[k][i] = traces[i][k];
                plain -= weight(i) * given.trace[i];
            }
            second[k][k] = less(first[k], second[k]);
            traces[k][k] = plain;
            for (int i = 0; i < k; i++) {
                traces[k][k] -= weight(i) * traces[k][i];
            }
        }

        /** Returns what is left of a matrix when those of G, which is the sum of theta_k / 2 times direction k, are taken away. */
        private double[] less(double[] matrix, double[][] of) {
            double[] rest = matrix.clone();
            for (int i = 0; i < directions.length; i++) {
                for (int e = 0; e < rest.length; e++) {
                    rest[e] -= weight(i) * of[i][e];
                }
            }
            return rest;
        }
    }

    private double weight(int direction) {
        return theta[inside[direction]] / 2;
    }

    private Result adjusted(Moments moments) {
        int k = moments.first.length;
        double[][] slopes = new double[k][];
        for (int i = 0; i < k; i++) {
            slopes[i] = times(times(phi, moments.first[i]), phi);
        }
        double[][] information = new double[k][k];
        double[][][] rest = new double[k][k][];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double[] between = times(moments.first[i], times(phi, moments.first[j]));
                information[i][j] = moments.traces[i][j]
                        - 2 * traceOfProduct(phi, moments.second[i][j])
                        + traceOfProduct(phi, between);
                rest[i][j] = moments.second[i][j].clone();
                for (int e = 0; e < between.length; e++) {
                    rest[i][j][e] -= between[e];
                }
            }
        }
        double[][] w = ObservedInformation.twiceInverse(information);
        double[] sum = new double[p * p];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                for (int e = 0; e < sum.length; e++) {
                    sum[e] += w[i][j] * rest[i][j][e];
                }
            }
        }
        double[] adjusted = times(times(phi, sum), phi);
        for (int e = 0; e < adjusted.length; e++) {
            adjusted[e] = phi[e] + 2 * adjusted[e];
        }
        return new Result(adjusted, w, slopes);
    }

    private double[] times(double[] a, double[] b) {
        return SmallMatrices.times(a, b, p, p, p);
    }

    /** Returns tr(a b) for a symmetric a. */
    private static double traceOfProduct(double[] a, double[] b) {
        double sum = 0;
        for (int e = 0; e < a.length; e++) {
            sum += a[e] * b[e];
        }
        return sum;
    }
}
