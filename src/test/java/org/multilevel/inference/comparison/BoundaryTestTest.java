package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.Samples;

class BoundaryTestTest {
    /** The 5% points of the mixtures; Fitzmaurice, Laird and Ware (2011), Applied Longitudinal Analysis, table C.1. */
    @ParameterizedTest
    @CsvSource({"2.71, 1", "5.14, 2", "7.05, 3", "8.76, 4"})
    void theFivePercentPointsAreThoseOfTheTable(double statistic, int df) {
        // two decimals of the statistic
        assertEquals(0.05, BoundaryTest.pValue(statistic, df), 2e-4);
    }

    @Test
    void nothingGainedIsNoEvidence() {
        assertEquals(1, BoundaryTest.pValue(0, 1));
        assertEquals(1, BoundaryTest.pValue(0, 3));
        // two searches for the same optimum end so near one another
        assertEquals(1, BoundaryTest.pValue(3e-9, 1));
        assertEquals(1, BoundaryTest.pValue(3e-9, 2));
    }

    private static ComparedModel larger(String first, String second) {
        return ModelComparison.of(List.of(
                        Samples.fit(first, EstimationMethod.ML, Samples.sleepstudy()),
                        Samples.fit(second, EstimationMethod.ML, Samples.sleepstudy())))
                .models()
                .get(1);
    }

    @Test
    void oneVarianceMoreHasTheMixtureOfItsDegreesOfFreedom() {
        ComparedModel slope = larger("Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days | Subject)");
        assertEquals(2, slope.df());
        assertEquals(BoundaryTest.pValue(slope.chiSquared(), 2), slope.pBoundary());
        ComparedModel alone = larger("Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days || Subject)");
        assertEquals(alone.pValue() / 2, alone.pBoundary(), 1e-14 * alone.pValue());
    }

    @Test
    void noVarianceMoreOrSeveralHaveNone() {
        assertTrue(Double.isNaN(larger("Reaction ~ 1 + (1 | Subject)", "Reaction ~ Days + (1 | Subject)")
                .pBoundary()));
        assertTrue(Double.isNaN(
                larger("Reaction ~ Days", "Reaction ~ Days + (Days | Subject)").pBoundary()));
        assertTrue(Double.isNaN(larger("Reaction ~ Days", "Reaction ~ I(Days^2) + (1 | Subject)")
                .pBoundary()));
    }
}
