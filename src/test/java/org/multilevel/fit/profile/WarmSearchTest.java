package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
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
}
