package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.covariance.ThetaLayout;

/** A term of one column and one of two. */
class UnitsTest {
    private static RandomBlock block(String... columns) {
        return new RandomBlock(List.of(columns).stream()
                .map(name -> new RandomColumn(name, 0, 1))
                .toList());
    }

    private final ThetaLayout layout =
            new ThetaLayout(List.of(new RandomFactor("g", List.of("a", "b"), List.of(block("u"), block("v", "x")))));
    private final Units units = new Units(layout, new double[][] {{4, 0.25, 0}});

    @Test
    void aColumnHasTheUnitAtWhichALevelSaysAsMuchAsTheSpread() {
        assertEquals(0.5, units.ofColumn(0, 0));
        assertEquals(2, units.ofColumn(0, 1));
    }

    @Test
    void aColumnOfWhichNothingIsKnownHasTheUnitOne() {
        assertEquals(1, units.ofColumn(0, 2));
    }

    @Test
    void aParameterHasTheUnitOfTheEffectsThatItScales() {
        // theta is the first term's standard deviation, and of the second (1, 1), (2, 1) and (2, 2) of lambda
        assertArrayEquals(new double[] {0.5, 2, 1, 1}, units.all());
    }

    @Test
    void aParameterReachesAsFarAsItsEffectsVaryButAtLeastTheUnit() {
        double[] theta = {0.25, 7, 3, 4};
        assertEquals(0.5, units.reach(theta, 0));
        assertEquals(7, units.reach(theta, 1));
        assertEquals(5, units.reach(theta, 2));
        assertEquals(5, units.reach(theta, 3));
        assertEquals(2, units.reach(new double[] {9, 1.5, 0, 0}, 1));
    }
}
