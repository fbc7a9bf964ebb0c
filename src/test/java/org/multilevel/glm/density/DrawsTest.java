package org.multilevel.glm.density;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are drawn have the moments of their distribution, within five standard errors of 40,000 draws with a fixed seed. */
class DrawsTest {
    private static final int MANY = 40_000;

    private static void check(ToDoubleFunction<Draws> number, double mean, double variance, double fourth) {
        Draws draws = new Draws(11);
        double[] drawn = IntStream.range(0, MANY)
                .mapToDouble(i -> number.applyAsDouble(draws))
                .toArray();
        double sum = 0;
        double squares = 0;
        for (double value : drawn) {
            sum += value - mean;
            squares += (value - mean) * (value - mean);
        }
        assertEquals(0, sum / MANY, 5 * Math.sqrt(variance / MANY), "mean");
        assertEquals(variance, squares / MANY, 5 * Math.sqrt((fourth - variance * variance) / MANY), "variance");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3", "7, 0.9", "31, 0.5", "200, 0.02", "5000, 0.7", "40, 1", "40, 0"})
    void successesAreBinomial(double n, double p) {
        double v = n * p * (1 - p);
        check(draws -> draws.binomial(n, p), n * p, v, v * (1 + 3 * (n - 2) * p * (1 - p)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 3.3, 29, 31, 250, 20_000})
    void countsArePoisson(double mean) {
        check(draws -> draws.poisson(mean), mean, mean, mean * (1 + 3 * mean));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.9, 1, 7, 300})
    void numbersAreGamma(double shape) {
        check(draws -> draws.gamma(shape), shape, shape, 3 * shape * shape + 6 * shape);
    }
}
