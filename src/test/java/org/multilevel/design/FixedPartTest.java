package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;

class FixedPartTest {
    private static final double NaN = Double.NaN;

    private static MemoryTable.Builder table() {
        return MemoryTable.builder()
                .numeric("y", 1, 2, 3, 4, 5, 6)
                .numeric("x", 1, 2, 3, 4, 5, 7)
                .categorical("f", "b", "a", "c", "b", "a", "c")
                .categorical("g", "u", "u", "v", "v", "u", "v");
    }

    @Test
    void theReferenceIsTheFirstLevelInCodePointOrder() {
        MemoryTable.Builder table = MemoryTable.builder()
                .numeric("y", 1, 2, 3, 4, 5)
                .categorical("f", "\uD83D\uDE00", "\uFFFD", "b", "a", "B");
        assertEquals(
                List.of("(Intercept)", "f[a]", "f[b]", "f[\uFFFD]", "f[\uD83D\uDE00]"),
                Scans.names(Scans.design("y ~ f", table)));
    }

    @Test
    void declaredLevelsKeepTheirOrderAndThoseThatDoNotOccurAreDropped() {
        MemoryTable.Builder table =
                table().categorical("dose", new int[] {2, 1, 2, 3, 1, 3}, List.of("none", "low", "mid", "high"));
        assertEquals(List.of("(Intercept)", "dose[mid]", "dose[high]"), Scans.names(Scans.design("y ~ dose", table)));
    }

    @Test
    void aLevelThatOccursOnlyInDroppedRowsIsNoLevel() {
        MemoryTable.Builder table =
                MemoryTable.builder().numeric("y", NaN, 2, 3, 4).categorical("f", "a", "b", "c", "b");
        assertEquals(List.of("(Intercept)", "f[c]"), Scans.names(Scans.design("y ~ f", table)));
    }

    @Test
    void refMovesALevelToTheFront() {
        Design design = Scans.design("y ~ ref(f, \"c\")", table());
        assertEquals(List.of("(Intercept)", "ref(f, \"c\")[a]", "ref(f, \"c\")[b]"), Scans.names(design));
        assertEquals(
                List.of(1.0, 0.0, 1.0),
                Scans.rows(design, table().build()).get(0).x());
    }

    @Test
    void refWorksOnNumbersMadeAFactor() {
        Design design = Scans.design("y ~ ref(factor(x), \"3\")", table());
        assertEquals("ref(factor(x), \"3\")[1]", Scans.names(design).get(1));
    }

    @Test
    void factorOfNumbersHasNumericOrderAndPlainLabels() {
        MemoryTable.Builder table =
                MemoryTable.builder().numeric("y", 1, 2, 3, 4).numeric("k", 10, 2, 0.5, -0.0);
        assertEquals(
                List.of("(Intercept)", "factor(k)[0.5]", "factor(k)[2]", "factor(k)[10]"),
                Scans.names(Scans.design("y ~ factor(k)", table)));
    }

    @Test
    void factorOfACategoricalColumnIsThatColumn() {
        assertEquals(
                List.of("(Intercept)", "factor(f)[b]", "factor(f)[c]"),
                Scans.names(Scans.design("y ~ factor(f)", table())));
    }

    @Test
    void columnNamesAppearWithoutBackticks() {
        MemoryTable.Builder table = table().numeric("Age (years)", 1, 2, 3, 4, 5, 9);
        assertEquals(
                List.of("(Intercept)", "Age (years)", "log(`Age (years)`)"),
                Scans.names(Scans.design("y ~ `Age (years)` + log(`Age (years)`)", table)));
    }

    @Test
    void namesAreUnique() {
        MemoryTable.Builder table = table().numeric("f[b]", 1, 2, 3, 4, 5, 9).numeric("(Intercept)", 3, 2, 1, 6, 5, 4);
        List<String> names = Scans.names(Scans.design("y ~ f + `f[b]` + `(Intercept)`", table));
        assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
    }

    @Test
    void dotStandsForAllColumnsButResponseGroupsAndWeights() {
        Design design = Scans.design(
                "y ~ . + (1 | g)",
                table().numeric("w", 1, 1, 1, 2, 2, 2).build(),
                DesignOptions.DEFAULT.withWeights("w"));
        assertEquals(List.of("(Intercept)", "x", "f[b]", "f[c]"), Scans.names(design));
        assertEquals(List.of("y", "x", "f", "g", "w"), design.columns());
        assertEquals(List.of("x", "f", "g"), design.predictorColumns());
    }

    @Test
    void withoutAnInterceptAnInteractionKeepsContrastsWhereItsRestIsInTheModel() {
        assertEquals(List.of("x", "x:f[b]", "x:f[c]"), Scans.names(Scans.design("y ~ 0 + x + x:f", table())));
    }

    @Test
    void centreAndScaleOfANumericColumnAreMeanAndSpread() {
        FixedColumn x = Scans.design("y ~ x", table()).fixed().get(1);
        assertEquals(22.0 / 6, x.centre(), 1e-15);
        assertEquals(Math.sqrt((104 - 22 * 22 / 6.0) / 5), x.scale(), 1e-14);
    }

    @Test
    void centreIsExactForALargeMean() {
        double[] y = new double[10_000];
        double[] x = new double[y.length];
        Arrays.setAll(y, i -> i % 7);
        Arrays.setAll(x, i -> 1e6 + (i % 2 == 0 ? -1 : 1));
        FixedColumn column = Scans.design(
                        "y ~ x", MemoryTable.builder().numeric("y", y).numeric("x", x))
                .fixed()
                .get(1);
        assertEquals(1e6, column.centre(), 0);
        assertEquals(Math.sqrt(y.length / (y.length - 1.0)), column.scale(), 1e-13);
    }

    @Test
    void interceptAndIndicatorsAreNeitherCentredNorScaled() {
        Design design = Scans.design("y ~ f", table());
        assertEquals(new FixedColumn("(Intercept)", 0, 1), design.fixed().get(0));
        assertEquals(new FixedColumn("f[b]", 0, 1), design.fixed().get(1));
    }

    @Test
    void aColumnWithAnIndicatorIsScaledByTheRootMeanSquareOfItsNumericPart() {
        FixedColumn column = Scans.design("y ~ x * f", table()).fixed().get(4);
        assertEquals("x:f[b]", column.name());
        assertEquals(0, column.centre());
        assertEquals(Math.sqrt(104 / 6.0), column.scale(), 1e-14);
    }

    @Test
    void aConstantColumnHasAPositiveScale() {
        MemoryTable.Builder table =
                table().numeric("c", 0.1, 0.1, 0.1, 0.1, 0.1, 0.1).numeric("d", 9, 9, 9, 9, 9, 9);
        Design design = Scans.design("y ~ c + d", table);
        assertEquals(1, design.fixed().get(1).scale());
        assertEquals(9, design.fixed().get(2).scale());
    }

    @Test
    void theResponseIsMeasuredLessTheOffset() {
        Design design = Scans.design("y ~ x + offset(x)", table());
        assertEquals(-1 / 6.0, design.response().mean(), 1e-15);
        assertEquals("y", design.response().name());
        Scans.Row last = Scans.rows(design, table().build()).get(5);
        assertEquals(-1, last.y());
        assertEquals(7, last.offset());
    }

    @Test
    void aTransformedResponseIsNamedAsTyped() {
        Design design = Scans.design("log(y) ~ 1", table());
        assertEquals("log(y)", design.response().name());
        assertEquals(Math.log(6), Scans.rows(design, table().build()).get(5).y());
    }

    @Test
    void aModelNeedsNoColumnsInX() {
        Design design = Scans.design("y ~ 0 + (1 | g)", table());
        assertTrue(design.fixed().isEmpty());
        assertEquals(6, Scans.rows(design, table().build()).size());
    }
}
