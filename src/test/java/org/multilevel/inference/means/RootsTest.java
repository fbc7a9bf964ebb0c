package org.multilevel.inference.means;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tails whose quantiles have a formula. */
class RootsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.999999, 0.9, 0.5, 0.2, 0.05, 1e-6, 1e-12})
    void itIsTheQuantileOfTheTail(double value) {
        double exponential = -Math.log(value);
        assertEquals(exponential, Roots.decreasing(x -> Math.exp(-x), value), 1e-9 * exponential);
        // a heavy tail, which a line through two points says little of
        double heavy = 1 / value - 1;
        assertEquals(heavy, Roots.decreasing(x -> 1 / (1 + x), value), 1e-9 * Math.max(1, heavy));
    }

    @Test
    void fewEvaluationsAreEnough() {
        int[] asked = {0};
        double root = Roots.decreasing(
                x -> {
                    asked[0]++;
                    return Math.exp(-x * x / 2);
                },
                0.05);
        assertEquals(Math.sqrt(-2 * Math.log(0.05)), root, 1e-10);
        assertTrue(asked[0] < 30, () -> asked[0] + " evaluations");
    }
}
