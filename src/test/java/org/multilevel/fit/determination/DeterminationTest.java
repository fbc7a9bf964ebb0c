package org.multilevel.fit.determination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.optimum.WrittenOut;

/** What twelve rows of four groups tell of variances. */
class DeterminationTest {
    private static final MemoryTable TABLE = MemoryTable.builder()
            .numeric("y", 1, 3, 2, 5, 4, 6, 8, 7, 9, 2, 4, 3)
            // constant in the second group, and in the fourth
            .numeric("x", 1, 2, 3, 4, 4, 4, 0, 1, 5, 2, 2, 2)
            .numeric("w", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
            .numeric("one", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
            .categorical("g", "a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d")
            .categorical("row", IntStream.range(0, 12).mapToObj(i -> "r" + i).toArray(String[]::new))
            .build();

    private static Determination of(String formula, boolean restricted) {
        WrittenOut.Read read = WrittenOut.Read.of(formula, TABLE);
        return Determination.of(read.products(), read.layout().entries(), restricted);
    }

    /** A level of which all rows have one value tells one column of two. */
    @Test
    void rowsAreLeftWhereLevelsHaveFitsOfTheirOwn() {
        assertEquals(12 - (2 + 1 + 2 + 1), of("y ~ 1 + (x | g)", true).rowsLeft(0));
        assertEquals(12 - 4, of("y ~ 1 + (1 | g)", true).rowsLeft(0));
        assertEquals(0, of("y ~ 1 + (1 | row)", true).rowsLeft(0));
    }

    @Test
    void anEffectOfEveryRowIsTheResidual() {
        assertTrue(of("y ~ x + (1 | row)", true).repeatsTheResidual(0));
        assertTrue(of("y ~ x + (1 | row)", false).repeatsTheResidual());
        assertFalse(of("y ~ x + (1 | g)", true).repeatsTheResidual());
        Determination both = of("y ~ x + (1 | g) + (1 | row)", true);
        assertTrue(both.repeatsTheResidual());
        // whichever of the two it is
        assertEquals(1, IntStream.range(0, 2).filter(both::repeatsTheResidual).count());
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), 0",
        "y ~ x + (x | g), 0",
        "y ~ x + (1 | g) + (0 + I(2 * one) | g), 1",
        "y ~ x + (1 + I(2 * one) | g), 2"
    })
    void whatRepeatsIsADirectionThatIsNotTold(String formula, int directions) {
        assertEquals(directions, of(formula, true).directions().size());
    }

    /** Groups that are fixed effects too: nothing of their variance is seen by REML, and all by ML. */
    @Test
    void fixedEffectsHideVariancesFromTheRestrictedLikelihood() {
        Determination hidden = of("y ~ g + (1 | g)", true);
        assertEquals(1, hidden.directions().size());
        assertTrue(hidden.hiddenByFixedEffects());
        assertEquals(0, of("y ~ g + (1 | g)", false).directions().size());
        assertFalse(of("y ~ x + (1 | g) + (0 + I(2 * one) | g)", true).hiddenByFixedEffects());
    }
}
