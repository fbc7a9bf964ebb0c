package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.formula.ResidualTerm;

/** Which columns of X and of the table belong to what. */
class DesignColumnsTest {
    private static MemoryTable.Builder table() {
        return MemoryTable.builder()
                .numeric("y", 1, 2, 4, 3, 7, 6)
                .numeric("x", 1, 2, 3, 4, 5, 7)
                .categorical("f", "a", "b", "c", "a", "b", "c")
                .categorical("g", "u", "u", "v", "v", "w", "w")
                .numeric("week", 1, 2, 1, 2, 1, 2)
                .numeric("w", 1, 2, 1, 2, 1, 2);
    }

    @Test
    void termsKnowTheirColumns() {
        List<FixedTerm> terms =
                Scans.design("y ~ x + f + x:f + poly(week, 1)", table()).fixedTerms();
        assertEquals(
                List.of("x", "f", "poly(week, 1)", "x:f"),
                terms.stream().map(FixedTerm::name).toList());
        assertEquals(List.of(1, 2, 4, 5), terms.stream().map(FixedTerm::first).toList());
        assertEquals(List.of(1, 2, 1, 2), terms.stream().map(FixedTerm::width).toList());
        FixedTerm.Coding coding = terms.get(3).variables().get(1);
        assertEquals("f", coding.name());
        assertTrue(coding.factor());
        assertEquals(3, coding.levels());
        assertEquals(2, coding.width());
        assertArrayEquals(new double[][] {{0, 0}, {1, 0}, {0, 1}}, coding.matrix());
        FixedTerm.Coding number = terms.get(0).variables().get(0);
        assertFalse(number.factor());
        assertEquals(1, number.levels());
        assertEquals(1, number.width());
    }

    @Test
    void aCodingWithoutRowsHasNoColumns() {
        FixedTerm.Coding none = new FixedTerm.Coding("f", true, new double[0][]);
        assertEquals(0, none.levels());
        assertEquals(0, none.width());
    }

    @Test
    void theColumnOfOnesIsTheIntercept() {
        Design design = Scans.design("y ~ x + (1 + x | g)", table());
        assertEquals(
                List.of(true, false),
                design.fixed().stream().map(FixedColumn::isIntercept).toList());
        assertEquals(
                List.of(true, false),
                design.factors().get(0).columns().stream()
                        .map(RandomColumn::isIntercept)
                        .toList());
    }

    @Test
    void columnsOfResidualsAndWeightsAreReadLastAndForAFitOnly() {
        Design design = Scans.design(
                "y ~ x + (1 | g)",
                table().build(),
                DesignOptions.DEFAULT
                        .withWeights("w")
                        .withStrata("f")
                        .withResidual(ResidualTerm.parse("ar1(week | g)")));
        assertEquals(List.of("y", "x", "g", "week", "f", "w"), design.columns());
        assertEquals(List.of("x", "g"), design.predictorColumns());
    }
}
