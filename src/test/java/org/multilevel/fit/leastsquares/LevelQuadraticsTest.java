package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;

/** Sums from which the derivatives follow are those that the derivatives are summed from when beta is known. */
class LevelQuadraticsTest {
    private static final double FIXED = 0.7;
    private static final double RESIDUAL = 0.3;

    @ParameterizedTest
    @CsvSource({
        "y ~ 1 + (1 | g), 1, true",
        "y ~ x + I(x^2) + (1 | g), 1, false",
        "y ~ x + (x | g), 2, true",
        "y ~ x + (x | g), 2, false",
        "y ~ x + (x + I(x^2) | g), 3, true",
        "y ~ 1 + (x + I(x^2) + I(x^3) | g), 4, true",
    })
    void combinationsMayBeFormedAfterwards(String formula, int q, boolean withFixed) {
        Workers workers = new Workers(1, Progress.NONE);
        SingleFactorSystem system = new SingleFactorSystem(
                CrossedTable.of(formula, 7, new Random(5)).products(), workers);
        int p = system.fixedColumns();
        double[] lambda = lambda(q);
        FixedPart fixed = system.factor(new double[][] {lambda}).fixed();
        CurvatureStrip.Sums expected = SingleCurvature.sums(system, lambda, fixed, FIXED, RESIDUAL, withFixed);
        double[] numbers = LevelQuadratics.sums(system, lambda);
        assertEquals(LevelQuadratics.count(q, p + 1), numbers.length);
        CurvatureStrip.Sums found = LevelQuadratics.of(q, p + 1, numbers).curvature(fixed, FIXED, RESIDUAL, withFixed);
        assertArrayEquals(expected.s, found.s, 1e-11 * largest(expected.s));
        assertArrayEquals(expected.outer, found.outer, 1e-11 * largest(expected.outer));
        assertArrayEquals(expected.mixed, found.mixed, 1e-11 * largest(expected.mixed));
        assertLower(expected.fixed, found.fixed, withFixed ? q * p : 0);
        assertLower(expected.squares, found.squares, q);
    }

    private static void assertLower(double[] expected, double[] found, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(expected[i * n + j], found[i * n + j], 1e-11 * largest(expected));
            }
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double[] lambda(int q) {
        Random random = new Random(q);
        double[] lambda = new double[q * q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j <= i; j++) {
                lambda[i * q + j] = i == j ? 0.5 + random.nextDouble() : random.nextGaussian() / 2;
            }
        }
        return lambda;
    }

    /** A response of 1000 with residuals of 1 would lose six digits, one of 10 two. */
    @Test
    void aLargeResponseBesideItsResidualsIsTold() {
        double[] large = {100, 0, 100 * 1000, 1e8 + 100};
        assertFalse(LevelQuadratics.isExactEnough(FixedPart.factor(large.clone(), 1), large));
        double[] small = {100, 0, 100 * 10, 1e4 + 100};
        assertTrue(LevelQuadratics.isExactEnough(FixedPart.factor(small.clone(), 1), small));
    }
}
