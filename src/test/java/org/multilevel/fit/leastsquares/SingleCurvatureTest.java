package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/** Derivatives in the covariance of the only factor, of 300 levels, against central differences of what the factor says. */
class SingleCurvatureTest {
    private static final double STEP = 1e-4;
    /** Of differences with that step, relative to the largest element. */
    private static final double TOLERANCE = 2e-6;

    private static final double FIXED = 0.7;
    private static final double RESIDUAL = 0.02;
    private static final double DEGREES = 17;

    private final Random random = new Random(3);

    /** Returns a covariance of q effects. */
    private double[] covariance(int q) {
        double[] g = new double[q * q];
        for (int i = 0; i < q; i++) {
            g[i * q + i] = 0.4 + 0.1 * i;
            for (int j = 0; j < i; j++) {
                g[i * q + j] = 0.1 * random.nextDouble();
                g[j * q + i] = g[i * q + j];
            }
        }
        return g;
    }

    private static double[][] lambda(double[] g, int q) {
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(q, q);
        for (int i = 0; i < q * q; i++) {
            matrix.setEntry(i / q, i % q, g[i]);
        }
        double[][] l = new CholeskyDecomposition(matrix).getL().getData();
        double[] lambda = new double[q * q];
        Arrays.setAll(lambda, i -> l[i / q][i % q]);
        return new double[][] {lambda};
    }

    /** Returns a direction in which elements a, b and b, a grow. */
    private static double[] direction(int q, int a, int b) {
        double[] d = new double[q * q];
        d[a * q + b] = 1;
        d[b * q + a] = 1;
        return d;
    }

    private static double[] moved(double[] g, double[] direction, double by) {
        double[] moved = g.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by * direction[i];
        }
        return moved;
    }

    private static double[] slope(Function<double[], double[]> f, double[] g, double[] direction) {
        double[] up = f.apply(moved(g, direction, STEP));
        double[] down = f.apply(moved(g, direction, -STEP));
        double[] slope = new double[up.length];
        Arrays.setAll(slope, i -> (up[i] - down[i]) / (2 * STEP));
        return slope;
    }

    private static double along(double[] first, double[] direction) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * direction[i];
        }
        return sum;
    }

    private static double[] times(double[] second, double[] direction) {
        int n = direction.length;
        double[] product = new double[n];
        for (int i = 0; i < n * n; i++) {
            product[i / n] += second[i] * direction[i % n];
        }
        return product;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ 1 + (1 | g), 1",
        "y ~ x + (1 | g), 1",
        "y ~ x + (0 + x | g), 1",
        "y ~ x + (x | g), 2",
        "y ~ 0 + x + (x | g), 2",
        "y ~ x + I(x^2) + I(x^3) + (x + I(x^2) | g), 3",
        "y ~ 1 + (x + I(x^2) + I(x^3) | g), 4",
    })
    void derivativesInTheCovarianceAreThoseOfDifferences(String formula, int q) {
        double[] g = covariance(q);
        try (Workers workers = new Workers(2, Progress.NONE)) {
            SingleFactorSystem system = new SingleFactorSystem(
                    CrossedTable.of(formula, 7, new Random(5)).products(), workers);
            Function<double[], Factor> factor = at -> system.factor(lambda(at, q), system.workspace());
            Factor here = factor.apply(g);
            ExactDerivatives exact = here.exactDerivatives(FIXED, RESIDUAL).orElseThrow();
            CovarianceDerivatives derivatives =
                    here.covarianceDerivatives(FIXED, DEGREES).get(0);
            ToDoubleFunction<Factor> weighted =
                    f -> f.logDetRandom() + FIXED * f.logDetFixed() + RESIDUAL * f.residual();
            ToDoubleFunction<Factor> profiled =
                    f -> f.logDetRandom() + FIXED * f.logDetFixed() + DEGREES * Math.log(f.residual());
            for (int a = 0; a < q; a++) {
                for (int b = 0; b <= a; b++) {
                    double[] d = direction(q, a, b);
                    Function<double[], double[]> values = at -> {
                        Factor f = factor.apply(at);
                        return new double[] {weighted.applyAsDouble(f), profiled.applyAsDouble(f), f.residual()};
                    };
                    double[] slopes = slope(values, g, d);
                    double size = largest(exact.first()) + largest(derivatives.first()) + 1;
                    assertEquals(slopes[0], along(exact.first(), d), TOLERANCE * size);
                    assertEquals(slopes[1], along(derivatives.first(), d), TOLERANCE * size);
                    assertEquals(slopes[2], along(exact.residual(), d), TOLERANCE * largest(exact.residual()));

                    double[] second = times(exact.second(), d);
                    double[] expected = slope(
                            at -> factor.apply(at)
                                    .exactDerivatives(FIXED, RESIDUAL)
                                    .orElseThrow()
                                    .first(),
                            g,
                            d);
                    assertArrayEquals(expected, second, TOLERANCE * largest(exact.second()));
                    expected = slope(
                            at -> factor.apply(at)
                                    .covarianceDerivatives(FIXED, DEGREES)
                                    .get(0)
                                    .first(),
                            g,
                            d);
                    assertArrayEquals(expected, derivatives.change(d), TOLERANCE * largest(exact.second()));

                    double[] inverse = slope(at -> factor.apply(at).fixedInverse(), g, d);
                    double[] sum = new double[inverse.length];
                    for (int e = 0; e < d.length; e++) {
                        for (int i = 0; i < sum.length; i++) {
                            sum[i] += d[e] * exact.fixedInverse()[e][i];
                        }
                    }
                    assertArrayEquals(inverse, sum, TOLERANCE * Math.max(largest(inverse), largest(sum)) + 1e-12);
                }
            }
            assertElements(derivatives, lambda(g, q)[0], q);
            assertSymmetric(exact.first(), q);
            assertSymmetric(exact.second(), q * q);
            assertSymmetric(exact.residual(), q);
        }
    }

    /** An element a, b of lambda moves the covariance by E lambda' + lambda E' for the matrix E that is 1 there. */
    private static void assertElements(CovarianceDerivatives derivatives, double[] lambda, int q) {
        int n = q * q;
        double[] second = derivatives.inElements(lambda);
        double[][] moves = new double[n][n];
        for (int e = 0; e < n; e++) {
            for (int c = 0; c < q; c++) {
                moves[e][e / q * q + c] += lambda[c * q + e % q];
                moves[e][c * q + e / q] += lambda[c * q + e % q];
            }
        }
        for (int e = 0; e < n; e++) {
            double[] change = derivatives.change(moves[e]);
            for (int d = 0; d < n; d++) {
                assertEquals(along(change, moves[d]), second[e * n + d], 1e-9 * largest(second));
            }
        }
    }

    private static void assertSymmetric(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(matrix[j * n + i], matrix[i * n + j], 1e-10 * largest(matrix));
            }
        }
    }

    /** By half a derivative with respect to an element of lambda in the triangle, as a search takes it. */
    @ParameterizedTest
    @CsvSource({"y ~ x + (1 | g), 1", "y ~ x + (x | g), 2", "y ~ x + (x + I(x^2) | g), 3"})
    void derivativesInLambdaAreThoseOfDifferences(String formula, int q) {
        double[] lambda = lambda(covariance(q), q)[0];
        try (Workers workers = new Workers(2, Progress.NONE)) {
            CrossedTable table = CrossedTable.of(formula, 7, new Random(5));
            for (PenalisedLeastSquares system : new PenalisedLeastSquares[] {
                new SingleFactorSystem(table.products(), workers), new BlockedSystem(table.products(), workers)
            }) {
                Function<double[], double[]> value = at -> {
                    Factor f = system.factor(new double[][] {at}, system.workspace());
                    return new double[] {f.logDetRandom() + FIXED * f.logDetFixed() + RESIDUAL * f.residual()};
                };
                Factor here = system.factor(new double[][] {lambda}, system.workspace());
                double[] half = here.halfGradient(FIXED, RESIDUAL)[0];
                for (int a = 0; a < q; a++) {
                    for (int b = 0; b <= a; b++) {
                        double[] d = new double[q * q];
                        d[a * q + b] = 1;
                        assertEquals(slope(value, lambda, d)[0], 2 * half[a * q + b], TOLERANCE * largest(half));
                    }
                }
            }
        }
    }

    /** Few levels of h make its part dense, many leave it sparse. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g) + (1 | h), 7, 1 1",
        "y ~ x + (x | g) + (1 | h), 40, 2 1",
        "y ~ 1 + (1 | g) + (x | h), 150, 1 2",
        "y ~ x + (x | g) + (x | h), 20, 2 2",
    })
    void derivativesInLambdaOfSeveralFactorsAreThoseOfDifferences(String formula, int levels, String widths) {
        int[] q = Arrays.stream(widths.split(" ")).mapToInt(Integer::parseInt).toArray();
        double[][] lambda = {lambda(covariance(q[0]), q[0])[0], lambda(covariance(q[1]), q[1])[0]};
        try (Workers workers = new Workers(2, Progress.NONE)) {
            BlockedSystem system = new BlockedSystem(
                    CrossedTable.of(formula, levels, new Random(5)).products(), workers);
            double[][] half = system.factor(lambda, system.workspace()).halfGradient(FIXED, RESIDUAL);
            for (int f = 0; f < 2; f++) {
                int of = f;
                Function<double[], double[]> value = at -> {
                    double[][] both = lambda.clone();
                    both[of] = at;
                    Factor there = system.factor(both, system.workspace());
                    return new double[] {
                        there.logDetRandom() + FIXED * there.logDetFixed() + RESIDUAL * there.residual()
                    };
                };
                for (int a = 0; a < q[f]; a++) {
                    for (int b = 0; b <= a; b++) {
                        double[] d = new double[q[f] * q[f]];
                        d[a * q[f] + b] = 1;
                        assertEquals(
                                slope(value, lambda[f], d)[0], 2 * half[f][a * q[f] + b], TOLERANCE * largest(half[f]));
                    }
                }
            }
        }
    }

    /** Conditional covariances are lambda V_ii lambda' whichever way leads to V, which is also asked for by itself. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (x | g) + (1 | h), 150, 2 1",
        "y ~ x + (1 | g) + (x | h), 7, 1 2",
        "y ~ x + (x | g) + (x | h), 290, 2 2",
    })
    void conditionalCovariancesAreThoseOfTheInverse(String formula, int levels, String widths) {
        int[] q = Arrays.stream(widths.split(" ")).mapToInt(Integer::parseInt).toArray();
        double[][] lambda = {lambda(covariance(q[0]), q[0])[0], lambda(covariance(q[1]), q[1])[0]};
        try (Workers workers = new Workers(1, Progress.NONE)) {
            BlockedSystem system = new BlockedSystem(
                    CrossedTable.of(formula, levels, new Random(5)).products(), workers);
            Factor factor = system.factor(lambda, system.workspace());
            double[][] conditional = factor.conditionalCovariance();
            double[][] own = factor.randomInverse().own();
            for (int f = 0; f < 2; f++) {
                int n = q[f] * q[f];
                double[] back = SmallMatrices.transposed(lambda[f], q[f], q[f]);
                for (int at = 0; at < own[f].length; at += n) {
                    double[] v = Arrays.copyOfRange(own[f], at, at + n);
                    double[] half = SmallMatrices.times(lambda[f], v, q[f], q[f], q[f]);
                    double[] expected = SmallMatrices.times(half, back, q[f], q[f], q[f]);
                    assertArrayEquals(expected, Arrays.copyOfRange(conditional[f], at, at + n), 1e-12);
                }
            }
        }
    }
}
