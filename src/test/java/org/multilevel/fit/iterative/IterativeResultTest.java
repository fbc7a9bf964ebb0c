package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.WrittenOut;

/** What a search with probes ends with: crossed factors g and h of 60 and 40 levels, and k of 7; rows of a level of h differ less than others where it has no effect. */
class IterativeResultTest {
    private static final String TWO = "y ~ x + (1 | g) + (1 | h)";
    private final Workers workers = new Workers(1, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    private static WrittenOut.Read read(String formula, double sizeOfH) {
        int rows = 900;
        Random random = new Random(11);
        int[] g = random.ints(rows, 0, 60).toArray();
        int[] h = random.ints(rows, 0, 40).toArray();
        double[] ofG = random.doubles(60, -1, 1).toArray();
        double[] ofH = random.doubles(40, -1, 1).toArray();
        double[] x = random.doubles(rows, -1, 1).toArray();
        double[] noise =
                random.ints(rows).mapToDouble(i -> random.nextGaussian()).toArray();
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            int level = h[i];
            double mean = IntStream.range(0, rows)
                    .filter(r -> h[r] == level)
                    .mapToDouble(r -> noise[r])
                    .average()
                    .orElseThrow();
            y[i] = 2 + x[i] + ofG[g[i]] + sizeOfH * ofH[level] + noise[i] - (sizeOfH == 0 ? mean : 0);
        }
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", random.doubles(rows, 0.5, 2).toArray())
                .categorical("g", labels(g))
                .categorical("h", labels(h))
                .categorical("k", labels(random.ints(rows, 0, 7).toArray()))
                .build();
        return WrittenOut.Read.of(formula, table);
    }

    private static String[] labels(int[] levels) {
        return Arrays.stream(levels).mapToObj(l -> "l" + l).toArray(String[]::new);
    }

    private IterativePoint point(WrittenOut.Read read, boolean restricted, double... theta) {
        IterativeCriterion criterion = new IterativeCriterion(
                new CrossedEffects(read.products()), new CovarianceEntries(read.layout()), restricted, workers);
        double[][] lambda = read.layout().lambda(theta);
        return criterion.evaluate(lambda, Probes.of(criterion.system(lambda), 3, 8));
    }

    private static IterativeResult result(
            WrittenOut.Read read, boolean restricted, IterativePoint point, boolean converged) {
        CovarianceEntries entries = new CovarianceEntries(read.layout());
        double[][] information = new double[read.layout().factors()][];
        Arrays.setAll(information, read.products()::meanInformation);
        double[][] noise = new Chart(entries, point, information, true).noise();
        return new IterativeResult(
                read.products(), entries, restricted, new IterativeSearch.Found(point, noise, 8, 5, 0.25, converged));
    }

    /** The covariance of the relative covariances is I^-1 N I^-1, for the information I and the noise N of the gradient. */
    @ParameterizedTest
    @ValueSource(strings = {TWO, "y ~ x + (1 + x | g) + (1 | h)"})
    void errorsOfCovariancesFollowFromTheNoiseOfTheGradient(String formula) {
        WrittenOut.Read read = read(formula, 1);
        double[] theta =
                Arrays.copyOf(new double[] {0.8, 0.3, 0.5, 0.6}, read.layout().size());
        IterativePoint point = point(read, true, theta);
        RealMatrix inverse = MatrixUtils.inverse(new Array2DRowRealMatrix(point.information()));
        RealMatrix covariance =
                inverse.multiply(new Array2DRowRealMatrix(point.noise())).multiply(inverse);
        RealMatrix residual = new Array2DRowRealMatrix(point.squares())
                .scalarMultiply(1 / point.fixed().residual());
        IterativeResult result = result(read, true, point, true);
        double error = size(covariance, residual);
        assertTrue(error > 1e-9);
        assertEquals(error, result.residualError(), 1e-9 * error);
        // of the variance of 2 a + 3 b, or 2 a, for the effects a, b of g
        int q = read.layout().width(0);
        double[] combination = Arrays.copyOf(new double[] {2, 3}, q);
        RealMatrix along = new Array2DRowRealMatrix(theta.length, 1);
        along.setEntry(0, 0, 4);
        double value = 4 * theta[0] * theta[0];
        if (q == 2) {
            along.setEntry(1, 0, 12);
            along.setEntry(2, 0, 9);
            value += 12 * theta[0] * theta[1] + 9 * (theta[1] * theta[1] + theta[2] * theta[2]);
        }
        error = size(covariance, along.subtract(residual.scalarMultiply(value)));
        assertEquals(error, result.error(0, combination, combination), 1e-9 * error);
    }

    private static double size(RealMatrix covariance, RealMatrix along) {
        return Math.sqrt(along.transpose().multiply(covariance).multiply(along).getEntry(0, 0));
    }

    @Test
    void aVarianceOfZeroHasNoErrorAndNoEffects() {
        WrittenOut.Read read = read("y ~ x + (1 | g) + (1 | h) + (1 | k)", 1);
        IterativeResult result = result(read, true, point(read, true, 0.8, 0.5, 0), true);
        assertTrue(result.isSingular());
        assertEquals(0, result.theta()[2]);
        double[] one = {1};
        assertEquals(0, result.error(2, one, one));
        assertTrue(result.error(0, one, one) > 0 && result.error(1, one, one) > 0 && result.residualError() > 0);
        assertArrayEquals(new double[7], result.modes()[2]);
        assertArrayEquals(new double[7], result.conditionalCovariances()[2]);
        assertFalse(result(read, true, point(read, true, 0.8, 0.5, 0.3), true).isSingular());
    }

    @Test
    void whatWasFoundIsTold() {
        WrittenOut.Read read = read(TWO, 1);
        IterativePoint point = point(read, false, 0.8, 0.5);
        IterativeResult result = result(read, false, point, true);
        assertEquals(point.valueError(), result.criterionError());
        assertEquals(point.value(), result.deviance(), "without restriction the criterion is the deviance");
        assertEquals(0.25, result.step());
        assertEquals(point.residual(), result.residual());
        assertEquals(point.iterations(), result.iterations());
        assertTrue(result.iterations() > 2);
        assertEquals(8, result.probes());
        assertEquals(5, result.evaluations());
        assertTrue(result.solved() && result.converged());
        assertFalse(result(read, false, point, false).converged());
        double norm = 0;
        for (int f = 0; f < 2; f++) {
            norm = Math.max(norm, Math.abs(2 * point.lambda()[f][0] * point.gradient()[f]));
        }
        assertEquals(norm, result.gradientNorm(), 1e-12 * norm);
        assertTrue(norm > 1e-3);
    }

    /** From far away, from a start of nothing, and to a variance of nothing. */
    @ParameterizedTest
    @CsvSource({"1, 3 3, 9", "1, 0 0, 15", "0.3, 2 0.01, 11", "0, 1 1, 12"})
    void aSearchEndsWithinFewEvaluations(double sizeOfH, String from, int most) {
        WrittenOut.Read read = read(TWO, sizeOfH);
        double[] start =
                Arrays.stream(from.split(" ")).mapToDouble(Double::parseDouble).toArray();
        int[] heard = {0};
        int[] probes = {0};
        IterativeResult result = new IterativeSolver(read.products(), read.layout(), true, workers)
                .solve(start, step -> {
                    heard[0]++;
                    probes[0] = step.probes();
                });
        assertTrue(result.converged());
        assertEquals(heard[0], result.evaluations());
        assertEquals(32, probes[0]);
        assertTrue(result.evaluations() <= most, () -> "evaluations " + result.evaluations());
        assertTrue(result.gradientNorm() < 1e-3 || result.isSingular(), () -> "gradient " + result.gradientNorm());
        assertEquals(sizeOfH == 0, result.isSingular());
    }

    @Test
    void directionsAreOrthonormalAndSignsRandomWhereLevelsAreMany() {
        WrittenOut.Read read = read("y ~ x + (1 | g) + (1 | h) + (1 | k)", 1);
        CrossedEffects effects = new CrossedEffects(read.products());
        ReducedSystem system = new ReducedSystem(effects, read.layout().lambda(new double[] {0.8, 0.5, 0.4}), workers);
        Probes probes = Probes.of(system, 3, 8);
        int n = effects.nodes();
        assertEquals(47, n);
        // a mean of each factor that is left, the seven levels of k, and what the inverse makes of these and of three
        // vectors
        assertEquals(2 + 7 + 3 + 7 - 1, probes.directions);
        double[] gram = system.rest.gram(probes.basis, probes.directions, probes.basis, probes.directions);
        for (int i = 0; i < gram.length; i++) {
            assertEquals(i % (probes.directions + 1) == 0 ? 1 : 0, gram[i], 1e-12);
        }
        double sum = 0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 8; c++) {
                double sign = probes.sign[i * 8 + c];
                assertEquals(effects.factor[i] == 2 ? 0 : 1, Math.abs(sign));
                sum += sign;
                product += c > 0 ? sign * probes.sign[i * 8 + c - 1] : 0;
            }
        }
        // 320 signs and 280 products of neighbours: five times what coins would do at most
        assertTrue(Math.abs(sum) < 5 * Math.sqrt(320), "sum " + sum);
        assertTrue(Math.abs(product) < 5 * Math.sqrt(280), "product " + product);
        double[] along = system.rest.gram(probes.basis, probes.directions, probes.beside, 8);
        assertArrayEquals(new double[along.length], along, 1e-12);
        assertSpanned(system, probes, i -> effects.factor[i] == 1 ? system.pivot.value[i] : 0);
        assertSpanned(system, probes, i -> effects.factor[i] == 2 && effects.level[i] == 4 ? 1 : 0);
    }

    private static void assertSpanned(ReducedSystem system, Probes probes, IntToDoubleFunction vector) {
        int n = system.rest.length();
        double[] v = new double[n];
        Arrays.setAll(v, vector);
        double size = system.rest.products(v, v, 1)[0];
        double[] along = system.rest.gram(probes.basis, probes.directions, v, 1);
        assertEquals(size, Arrays.stream(along).map(a -> a * a).sum(), 1e-10 * size);
    }
}
