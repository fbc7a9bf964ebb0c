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

    /** Of (v - vertex)^2 + (a - 3v)^2 where a is less than {@code room} from 3v, and not defined elsewhere. */
    private class Narrow extends WarmSearch {
        private final double vertex;
        private final double room;
        private final boolean poorer;
        private final List<double[]> elsewhere;
        final List<Double> values = new ArrayList<>();

        Narrow(double estimate, double vertex, double room, boolean poorer, List<double[]> elsewhere) {
            super(new Range(-99, 99, 0.5), estimate, new double[] {3 * estimate}, new double[] {1}, new boolean[1]);
            this.vertex = vertex;
            this.room = room;
            this.poorer = poorer;
            this.elsewhere = elsewhere;
        }

        @Override
        boolean mayHavePoorerMinima() {
            return poorer;
        }

        @Override
        List<double[]> elsewhere() {
            return elsewhere;
        }

        @Override
        Objective objective(double value) {
            values.add(value);
            return (at, gradient) -> {
                double a = at[0] - 3 * value;
                gradient[0] = 2 * a;
                starts.add(new double[] {value, at[0]});
                return Math.abs(a) < room ? (value - vertex) * (value - vertex) + a * a : Double.POSITIVE_INFINITY;
            };
        }
    }

    /** From 3 times 2 no search begins for a value beyond 2 + 1/3: the other must be led along. */
    @Test
    void aValueThatOthersMustMakeRoomForIsReachedByStops() {
        Narrow search = new Narrow(2, 2, 1, false, List.of());
        assertEquals(9, search.rise(5), 1e-9);
        assertTrue(search.values.size() < 40, "stops " + search.values);
        assertTrue(search.values.stream().allMatch(value -> value >= 2 && value <= 5));
        assertEquals(16, search.rise(-2), 1e-9);
        assertEquals(9.1 * 9.1, search.rise(11.1), 1e-9);
        assertTrue(search.values.size() < 160, "stops " + search.values);
    }

    @Test
    void noWayIsGoneOnWhereTheRiseIsTooLargeToMatter() {
        Narrow search = new Narrow(2, 2, 1, false, List.of());
        assertEquals(Double.POSITIVE_INFINITY, search.rise(90));
        double farthest = search.values.stream()
                .filter(value -> value != 90)
                .mapToDouble(value -> value)
                .max()
                .orElseThrow();
        assertTrue(farthest > 2 + 10 && farthest < 60, "farthest " + farthest);
    }

    @Test
    void aValueThatCannotBeIsGivenUp() {
        Narrow search = new Narrow(2, 2, 1, false, List.of()) {
            @Override
            Objective objective(double value) {
                Objective inner = super.objective(value);
                return value < 3 ? inner : (at, gradient) -> Double.POSITIVE_INFINITY;
            }
        };
        assertEquals(Double.POSITIVE_INFINITY, search.rise(4));
        assertTrue(search.values.size() < 120, "stops " + search.values.size());
        assertEquals(0.998 * 0.998, search.rise(2.998), 1e-9, "what lies before is known");
    }

    /** How the minimum moves is seen from a small part of the way, from which a start follows that has room. */
    @Test
    void othersFollowAsTheirMinimumMoves() {
        Narrow search = new Narrow(2, 2, 1, true, List.of());
        assertEquals(9, search.rise(5), 1e-9);
        assertEquals(List.of(2.0, 5.0, 2 + 1e-4 * 3), search.values);
        assertTrue(starts.stream().anyMatch(at -> at[0] == 5 && Math.abs(at[1] - 15) < 1e-5));
    }

    /** Values 0, 3 and 7 of (v - 2)^2 have their parabola's vertex at 2. */
    @Test
    void theLeastIsFoundByAParabola() {
        Narrow search = new Narrow(0, 2, 100, true, List.of());
        assertEquals(0, search.rise(3), "not below the estimate's");
        assertEquals(21, search.rise(7), 1e-9);
        assertTrue(search.settle());
        assertEquals(2, search.best(), 1e-9);
        assertEquals(0, search.least(), 1e-12);
        assertEquals(4, search.rise(0), 1e-9);
        assertTrue(search.values.stream()
                .allMatch(value -> value == 0 || value == 3 || value == 7 || Math.abs(value - 2) < 1e-9));
        assertFalse(search.settle());
    }

    /** At the outermost value there is nothing beyond to make a parabola of. */
    @Test
    void theLeastMayBeTheOutermost() {
        Narrow search = new Narrow(0, 9, 100, true, List.of());
        search.rise(3);
        search.rise(-1);
        assertTrue(search.settle());
        assertEquals(3, search.best());
        assertEquals(36, search.least(), 1e-9);
    }

    @Test
    void searchesFromElsewhereBeginAtTheOutermostAndAtThreeBetween() {
        Narrow search = new Narrow(0, 0, 100, true, List.of(new double[] {77}));
        for (int value = 1; value <= 8; value++) {
            search.rise(value);
        }
        starts.clear();
        assertFalse(search.settle());
        assertEquals(
                List.of(0.0, 2.0, 4.0, 6.0, 8.0),
                starts.stream().filter(at -> at[1] == 77).map(at -> at[0]).toList());
        starts.clear();
        assertFalse(search.settle());
        assertTrue(starts.stream().noneMatch(at -> at[1] == 77), "but once");
    }

    @Test
    void whatHasOneMinimumNeedsNoSettling() {
        WarmSearch search = search(new double[] {0, 0}, false, false);
        search.rise(3);
        starts.clear();
        assertFalse(search.settle());
        assertTrue(starts.isEmpty());
        assertTrue(search.elsewhere().isEmpty());
    }
}
