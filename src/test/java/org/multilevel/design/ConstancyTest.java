package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The size of a school is constant within it, the age of a pupil is not. */
class ConstancyTest {
    private static Constancy of(int[] schools, double... values) {
        Constancy constancy = new Constancy();
        constancy.accept(schools, values, values.length);
        return constancy;
    }

    @Test
    void oneValueInEachLevelIsConstant() {
        assertTrue(of(new int[] {0, 1, 0, 2}, 30.5, 0, 30.5, 30.5).holds());
    }

    @Test
    void aSecondValueInALevelIsNot() {
        assertFalse(of(new int[] {0, 1, 1}, 30, 20, 21).holds());
    }

    @Test
    void rowsBeyondTheCountAreNotLookedAt() {
        Constancy constancy = new Constancy();
        constancy.accept(new int[] {0, 0, 0}, new double[] {1, 1, 2}, 2);
        assertTrue(constancy.holds());
    }

    @Test
    void valuesAreRememberedFromBatchToBatch() {
        int[] schools = {3, 15, 16, 17, 90, 33, 400};
        double[] sizes = IntStream.of(schools).mapToDouble(id -> id + 0.25).toArray();
        Constancy constancy = of(schools, sizes);
        constancy.accept(schools, sizes, sizes.length);
        assertTrue(constancy.holds());
        constancy.accept(new int[] {17}, new double[] {16.25}, 1);
        assertFalse(constancy.holds());
        constancy.accept(schools, sizes, sizes.length);
        assertFalse(constancy.holds());
    }
}
