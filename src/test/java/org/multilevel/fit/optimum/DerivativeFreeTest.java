package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Functions whose minima are known, and what is evaluated on the way to them. */
class DerivativeFreeTest {
    private final List<double[]> evaluated = new ArrayList<>();

    private double[] minimise(ToDoubleFunction<double[]> function, double[] start, double... unit) {
        return DerivativeFree.minimise(new Values(function), start, unit);
    }

    /** A criterion of which only values are asked. */
    private final class Values implements Criterion {
        private final ToDoubleFunction<double[]> function;

        Values(ToDoubleFunction<double[]> function) {
            this.function = function;
        }

        @Override
        public Point evaluate(double[] theta, String phase) {
            throw new AssertionError("derivatives are not asked for");
        }

        @Override
        public double evaluateValue(double[] theta, String phase) {
            assertEquals("BOBYQA", phase);
            evaluated.add(theta.clone());
            return function.applyAsDouble(theta);
        }

        @Override
        public boolean isRestricted() {
            return true;
        }

        @Override
        public boolean knowsCurvature() {
            return false;
        }

        @Override
        public double rounding() {
            return 0;
        }

        @Override
        public void rename(Point point, String phase) {
            throw new AssertionError("nothing is renamed");
        }

        @Override
        public List<Evaluation> log() {
            return List.of();
        }
    }

    @Test
    void oneComponentIsSoughtBetweenNothingAndTenTimesItsStart() {
        double[] found = minimise(t -> Math.cosh(t[0] - 3), new double[] {0.5}, 0.1);
        assertEquals(3, found[0], 1e-6);
        assertTrue(evaluated.stream().allMatch(t -> t[0] >= 0 && t[0] <= 5));
        assertArrayEquals(new double[] {0.5}, evaluated.get(0));
        assertTrue(evaluated.stream().anyMatch(t -> t[0] > 2));
        // ten units where the start is nearer to zero
        evaluated.clear();
        assertEquals(0.7, minimise(t -> Math.abs(t[0] - 0.7), new double[] {0}, 0.1)[0], 1e-6);
        assertTrue(evaluated.stream().allMatch(t -> t[0] >= 0 && t[0] <= 1));
        assertTrue(evaluated.stream().anyMatch(t -> t[0] > 0.3));
    }

    /** Where it is not defined the value is infinite. */
    @Test
    void severalComponentsAreSoughtAnywhere() {
        double[] found = minimise(
                t -> t[0] < -2
                        ? Double.POSITIVE_INFINITY
                        : (t[0] + 1) * (t[0] + 1) + 10 * (t[1] - t[0] * t[0]) * (t[1] - t[0] * t[0]),
                new double[] {1, 2},
                0.1,
                0.3);
        assertArrayEquals(new double[] {-1, 1}, found, 1e-5);
        assertArrayEquals(new double[] {1, 2}, evaluated.get(0));
        // the first steps are as long as the smallest unit
        double first = 0;
        for (int i = 1; i <= 2; i++) {
            for (int k = 0; k < 2; k++) {
                first = Math.max(first, Math.abs(evaluated.get(i)[k] - evaluated.get(0)[k]));
            }
        }
        assertEquals(0.1, first, 1e-12);
    }

    /** A kink in a bent valley is never settled; the best that was seen is what is returned. */
    @Test
    void theBestSoFarIsWhatThereIsWhenEvaluationsRunOut() {
        ToDoubleFunction<double[]> rough =
                t -> Math.abs(t[0] - Math.sin(40 * t[1])) + 1e-3 * Math.abs(t[1] - 9) + 0.1 * Math.sin(1e4 * t[0]);
        double[] start = {1, 2};
        double[] found = minimise(rough, start, 0.1, 0.1);
        assertArrayEquals(new double[] {1, 2}, start);
        double best = evaluated.stream().mapToDouble(rough).min().orElseThrow();
        assertEquals(best, rough.applyAsDouble(found));
        assertTrue(evaluated.size() <= 2003);
    }

    @Test
    void aStartThatCannotBeBetteredIsReturned() {
        assertArrayEquals(new double[] {4}, minimise(t -> t[0] == 4 ? -1 : 0, new double[] {4}, 1));
    }
}
