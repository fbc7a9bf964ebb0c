package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.profile.QuasiNewton.Objective;
import org.multilevel.fit.profile.WarmSearch.Range;

/** Of (v - 2)^2 + 5 + (a - 3v)^2 + (b - 1)^2 the minimum over a and b is (v - 2)^2 + 5, at a = 3v. */
class WarmSearchTest {
    private final List<double[]> starts = new ArrayList<>();

    private WarmSearch search(double[] first, boolean... lifted) {
        return new WarmSearch(new Range(-1, 9, 0.5), 2, first, new double[] {10, 5}, lifted) {
            @Override
            Objective objective(double value) {
                boolean[] begun = {false};
                return (at, gradient) -> {
                    if (!begun[0]) {
                        starts.add(at.clone());
                        begun[0] = true;
                    }
                    double a = at[0] - 3 * value;
                    double b = at[1] - 1;
                    gradient[0] = 2 * a;
                    gradient[1] = 2 * b;
                    return (value - 2) * (value - 2) + 5 + a * a + b * b;
                };
            }
        };
    }

    @Test
    void aRiseIsThatOfTheMinimumOverTheOthers() {
        WarmSearch search = search(new double[] {0, 0}, false, false);
        assertEquals(4, search.rise(4), 1e-9);
        assertEquals(0.25, search.rise(1.5), 1e-9);
        assertEquals(0, search.rise(2), 1e-9);
        assertEquals(5, search.least(), 1e-9);
        assertEquals(2, search.estimate());
        assertEquals(-1, search.lowest());
        assertEquals(9, search.highest());
        assertEquals(0.5, search.step());
        Range deviation = Range.ofDeviation(0.1);
        assertEquals(0, deviation.lowest());
        assertEquals(Double.POSITIVE_INFINITY, deviation.highest());
    }

    @Test
    void eachSearchStartsWhereTheNearestEndedThatIsKnown() {
        WarmSearch search = search(new double[] {0, 0}, false, false);
        for (double value : new double[] {4, 3.1, 2.9, 0, 9, 2.5, 2.2}) {
            search.rise(value);
        }
        // the first is at the estimate, 2
        double[] nearest = {2, 4, 3.1, 2, 4, 2.9, 2};
        assertArrayEquals(new double[] {0, 0}, starts.get(0));
        for (int i = 0; i < nearest.length; i++) {
            assertArrayEquals(new double[] {3 * nearest[i], 1}, starts.get(i + 1), 1e-5);
        }
    }

    /** A hundredth of the sizes 10 and 5 is below the part from which on a deviation tells whether it wants to grow. */
    @Test
    void aDeviationNearZeroIsLiftedBeforeASearch() {
        search(new double[] {0.1, -0.05}, true, false).rise(2);
        assertArrayEquals(new double[] {0.2, -0.05}, starts.get(0));
        starts.clear();
        search(new double[] {-0.3, 0.05}, true, true).rise(2);
        assertArrayEquals(new double[] {-0.3, 0.1}, starts.get(0));
    }

    /** Over a this has two minima, of which the one at a > 0 is no longer there where v is large. */
    private static double twoWells(double v, double a) {
        double square = a * a - 1;
        return square * square + 0.5 * v * a + 0.15 * (v - 0.4) * (v - 0.4);
    }

    private static WarmSearch ofTwoWells(double estimate, double first) {
        return new WarmSearch(new Range(-9, 9, 0.5), estimate, new double[] {first}, new double[] {1}, new boolean[1]) {
            @Override
            boolean mayHavePoorerMinima() {
                return true;
            }

            @Override
            Objective objective(double value) {
                return (at, gradient) -> {
                    gradient[0] = 4 * at[0] * (at[0] * at[0] - 1) + 0.5 * value;
                    return twoWells(value, at[0]);
                };
            }
        };
    }

    private static double lowest(double v) {
        return IntStream.rangeClosed(-20000, 20000)
                .mapToDouble(k -> twoWells(v, 1e-4 * k))
                .min()
                .orElseThrow();
    }

    @Test
    void aMinimumIsTheLowerOfThoseToWhichBothNeighboursLead() {
        WarmSearch search = ofTwoWells(2, -1);
        assertEquals(lowest(-5) - lowest(2), search.rise(-5), 1e-6);
        assertEquals(lowest(-1) - lowest(2), search.rise(-1), 1e-6, "from -5, though 2 is nearer");
    }

    @Test
    void valuesAreGoneOverAgainWhereALaterOneLedLower() {
        WarmSearch search = ofTwoWells(2, -1);
        search.rise(1);
        assertEquals(twoWells(-2, -0.7) - lowest(2), search.rise(-2), 0.2, "there only the poorer one is known");
        search.rise(-6);
        assertTrue(search.settle());
        for (double value : new double[] {1, -2, -6}) {
            assertEquals(lowest(value) - lowest(2), search.rise(value), 1e-6, "at " + value);
        }
        assertFalse(search.settle());
    }

    /** At the estimate the search had ended in the poorer of two optima. */
    @Test
    void aBetterOptimumThanTheEstimateIsFoundAndUsed() {
        WarmSearch search = ofTwoWells(-1.4, 1);
        assertEquals(-1.4, search.best());
        search.rise(2);
        search.rise(5);
        assertTrue(search.settle());
        double best = search.best();
        double before = lowest(best - 1e-3);
        double after = lowest(best + 1e-3);
        assertTrue(lowest(best) <= before && lowest(best) <= after, () -> "the least is not at " + best);
        assertEquals(lowest(-1.4) - lowest(best), search.rise(-1.4), 1e-6);
        assertEquals(lowest(2) - lowest(best), search.rise(2), 1e-6);
    }
}
