package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;

class PredictionScanTest {
    private static final double NaN = Double.NaN;

    private static MemoryTable.Builder table() {
        return MemoryTable.builder()
                .numeric("y", 1, 2, 3, 4, 5, 6)
                .numeric("x", 1, 2, 3, 4, 5, 7)
                .categorical("f", "A", "B", "C", "A", "B", "C")
                .categorical("g", "u", "u", "v", "v", "u", "v")
                .numeric("id", 308, 309, 308, 310, 310, 309);
    }

    private static PredictionReport report(Design design, Table table) {
        return design.scanForPrediction(table, Progress.NONE, block -> {});
    }

    @Test
    void everyRowComesInOrderWithoutResponseOrWeights() {
        Design design = Scans.design(
                "y ~ x + offset(id) + (1 | g)",
                table().numeric("w", 1, 1, 1, 1, 1, 1).build(),
                DesignOptions.DEFAULT.withWeights("w"));
        Table fresh = MemoryTable.builder()
                .numeric("id", 1, 2)
                .categorical("g", "v", "u")
                .numeric("x", 8, 9)
                .build();
        List<Scans.Row> rows = Scans.rowsForPrediction(design, fresh);
        assertEquals(new Scans.Row(0, NaN, 1, 1, List.of(1.0, 8.0), List.of(1), List.of(List.of(1.0))), rows.get(0));
        assertEquals(List.of(1.0, 9.0), rows.get(1).x());
    }

    @Test
    void missingPredictorsAndUnseenLevelsOfFixedFactorsGiveNaN() {
        Design design = Scans.design("y ~ x + f + (1 + x | g)", table());
        Table fresh = MemoryTable.builder()
                .numeric("x", NaN, 2, 3)
                .categorical("f", "B", "", "D")
                .categorical("g", "u", "u", "u")
                .build();
        List<Scans.Row> rows = Scans.rowsForPrediction(design, fresh);
        assertEquals(List.of(1.0, NaN, 1.0, 0.0), rows.get(0).x());
        assertEquals(List.of(1.0, NaN), rows.get(0).z().get(0));
        assertEquals(List.of(1.0, 2.0, NaN, NaN), rows.get(1).x());
        assertEquals(List.of(1.0, 3.0, NaN, NaN), rows.get(2).x());
        PredictionReport report = report(design, fresh);
        assertEquals(Map.of("f", List.of("D")), report.unseenLevels());
        assertEquals(3, report.rows());
    }

    @Test
    void aMissingNumberIsMissingAtTheReferenceLevelToo() {
        Design design = Scans.design("y ~ 0 + x:f", table());
        Table fresh =
                MemoryTable.builder().numeric("x", NaN).categorical("f", "A").build();
        assertTrue(Scans.rowsForPrediction(design, fresh).get(0).x().stream().allMatch(value -> value.isNaN()));
    }

    @Test
    void groupsAreKnownUnseenOrMissing() {
        Design design = Scans.design("y ~ 1 + (1 | g/id)", table());
        Table fresh = MemoryTable.builder()
                .categorical("g", "u", "w", "", "v", "v")
                .numeric("id", 308, 308, 308, 309, NaN)
                .build();
        List<List<Integer>> levels = Scans.rowsForPrediction(design, fresh).stream()
                .map(Scans.Row::level)
                .toList();
        List<String> nested = design.factors().get(0).levels();
        assertEquals(List.of(nested.indexOf("308:u"), 0), levels.get(0));
        assertEquals(List.of(DesignBlock.UNSEEN, DesignBlock.UNSEEN), levels.get(1));
        assertEquals(List.of(DesignBlock.MISSING, DesignBlock.MISSING), levels.get(2));
        assertEquals(List.of(nested.indexOf("309:v"), 1), levels.get(3));
        assertEquals(List.of(DesignBlock.MISSING, 1), levels.get(4));
    }

    @Test
    void aCombinationThatDidNotOccurIsUnseen() {
        Design design = Scans.design("y ~ 1 + (1 | g:f)", table());
        Table fresh = MemoryTable.builder()
                .categorical("g", "u", "u")
                .categorical("f", "A", "C")
                .build();
        assertEquals(
                List.of(List.of(0), List.of(DesignBlock.UNSEEN)),
                Scans.rowsForPrediction(design, fresh).stream()
                        .map(Scans.Row::level)
                        .toList());
    }

    @Test
    void labelsOfACategoricalColumnAreKnownAgainWhenReadAsNumbers() {
        MemoryTable.Builder trained = MemoryTable.builder()
                .numeric("y", 1, 2, 3)
                .categorical("id", "308", "309", "x1")
                .categorical("f", "1", "2", "n");
        Design design = Scans.design("y ~ f + (1 | id)", trained);
        Table fresh =
                MemoryTable.builder().numeric("id", 309, 1).numeric("f", 2, 7).build();
        List<Scans.Row> rows = Scans.rowsForPrediction(design, fresh);
        assertEquals(List.of(1), rows.get(0).level());
        assertEquals(List.of(1.0, 1.0, 0.0), rows.get(0).x());
        assertEquals(List.of(DesignBlock.UNSEEN), rows.get(1).level());
        assertEquals(Map.of("f", List.of("7")), report(design, fresh).unseenLevels());
    }

    @Test
    void numbersUsedAsLabelsAreKnownAgainWhenReadAsLabels() {
        Design design = Scans.design("y ~ factor(x) + (1 | id)", table());
        Table fresh = MemoryTable.builder()
                .categorical("id", "309", "new")
                .categorical("x", "2", "?")
                .build();
        List<Scans.Row> rows = Scans.rowsForPrediction(design, fresh);
        assertEquals(List.of(1), rows.get(0).level());
        assertEquals(List.of(1.0, 1.0, 0.0, 0.0, 0.0, 0.0), rows.get(0).x());
        assertEquals(List.of(DesignBlock.UNSEEN), rows.get(1).level());
    }

    @Test
    void textWhereTheModelNeedsNumbersIsRefused() {
        Design design = Scans.design("y ~ x", table());
        Table fresh = MemoryTable.builder().categorical("x", "", "seven").build();
        assertEquals(
                "Column \"x\" is numeric in the model, but categorical in this table: row 2 has \"seven\"; make it a column"
                        + " of numbers.",
                assertThrows(ModelException.class, () -> report(design, fresh)).getMessage());
    }

    @Test
    void aNumericPredictorThatIsMissingEverywhereIsMissing() {
        Design design = Scans.design("y ~ x", table());
        Table fresh = MemoryTable.builder().categorical("x", "", "").build();
        assertEquals(
                List.of(1.0, NaN), Scans.rowsForPrediction(design, fresh).get(1).x());
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        Design design = Scans.design("y ~ x + (1 | g)", table());
        Table fresh =
                MemoryTable.builder().numeric("x", 1).categorical("G", "u").build();
        assertEquals(
                "The table has no column \"g\"; the nearest name is \"G\".",
                assertThrows(ModelException.class, () -> report(design, fresh)).getMessage());
    }

    @Test
    void whatCannotBeComputedIsMissingAndReported() {
        Design design = Scans.design("y ~ log(x)", table());
        Table fresh = MemoryTable.builder().numeric("x", 1, -1, NaN, 0).build();
        List<Scans.Row> rows = Scans.rowsForPrediction(design, fresh);
        assertEquals(List.of(1.0, 0.0), rows.get(0).x());
        assertEquals(List.of(1.0, NaN), rows.get(1).x());
        assertEquals(List.of(1.0, NaN), rows.get(3).x());
        assertEquals(
                Optional.of(
                        "log(x) is not defined in row 2, where x is -1; correct the value, mark it as missing, or choose"
                                + " another transformation."),
                report(design, fresh).undefined());
    }

    @Test
    void anInfiniteNumberIsRefusedWhateverItIsInTheModel() {
        Table table = MemoryTable.builder()
                .numeric("y", 1, 2, 4, 3, 5, 4)
                .numeric("x", 1, 2, 3, 4, 5, 6)
                .numeric("o", 1, 1, 2, 2, 3, 3)
                .numeric("k", 1, 1, 2, 2, 3, 3)
                .build();
        for (String formula : List.of(
                "y ~ x",
                "y ~ log(x)",
                "y ~ factor(x)",
                "y ~ poly(x, 2)",
                "y ~ 1 + offset(x)",
                "y ~ o + (x | k)",
                "y ~ o + (1 | x)")) {
            Design design = Scans.design(formula, table);
            Table fresh = MemoryTable.builder()
                    .numeric("x", 1, NaN, Double.NEGATIVE_INFINITY)
                    .numeric("o", 1, 1, 1)
                    .numeric("k", 1, 1, 1)
                    .build();
            assertEquals(
                    "\"x\" is infinite in row 3: replace the value by a number, or mark it as missing.",
                    assertThrows(DataException.class, () -> report(design, fresh), formula)
                            .getMessage(),
                    formula);
        }
    }

    @Test
    void anInfiniteNumberThatTheModelDoesNotNeedIsNoMatter() {
        Design design = Scans.design("y ~ x", table());
        Table fresh = MemoryTable.builder()
                .numeric("x", 1)
                .numeric("y", Double.POSITIVE_INFINITY)
                .build();
        assertEquals(
                List.of(1.0, 1.0), Scans.rowsForPrediction(design, fresh).get(0).x());
    }

    @Test
    void unseenLevelsAreListedUpToALimit() {
        Design design = Scans.design("y ~ f", table());
        String[] labels = new String[100];
        Arrays.setAll(labels, i -> "new" + i);
        List<String> listed = report(
                        design, MemoryTable.builder().categorical("f", labels).build())
                .unseenLevels()
                .getOrDefault("f", List.of());
        assertEquals(PredictionReport.LEVELS_KEPT, listed.size());
        assertEquals("new0", listed.get(0));
    }

    @Test
    void aRestoredDesignScansLikeTheOriginal() {
        String formula = "y ~ poly(x, 2) * ref(f, \"B\") + scale(id) + factor(id) + (1 + x | g/id) + (1 | f:g)";
        Design design = Scans.design(formula, table());
        Design restored = restored(design, design.facts());
        assertEquals(design.columns(), restored.columns());
        assertEquals(
                Scans.rowsForPrediction(design, table().build()), Scans.rowsForPrediction(restored, table().build()));
        assertEquals(Scans.rows(design, table().build()), Scans.rows(restored, table().build()));
    }

    @Test
    void aRestoredDesignKnowsWhatTheDotStoodFor() {
        Design design = Scans.design("y ~ . + (1 | g)", table());
        assertEquals(
                List.of("x", "f", "id", "g"), restored(design, design.facts()).predictorColumns());
    }

    @Test
    void combinationsWithColonsSurviveRestoring() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 2, 3)
                .categorical("a", "p:q", "p", "p:q")
                .categorical("b", "r", "q:r", "r")
                .build();
        Design design = Scans.design("y ~ 1 + (1 | a:b)", table);
        assertEquals(
                List.of(List.of(1), List.of(0), List.of(1)),
                Scans.rowsForPrediction(restored(design, design.facts()), table).stream()
                        .map(Scans.Row::level)
                        .toList());
    }

    @Test
    void partsThatDoNotBelongTogetherAreRefused() {
        Design design = Scans.design("y ~ f + (1 | g)", table());
        VariableFacts facts = new VariableFacts(
                List.of(), design.facts().categorical(), Map.of("f", List.of("A", "B")), Map.of(), Map.of());
        assertEquals(
                "The saved model is damaged: its formula gives [(Intercept), f[B]], but it lists [(Intercept), f[B], f[C]];"
                        + " fit it again.",
                assertThrows(ModelException.class, () -> restored(design, facts))
                        .getMessage());
        VariableFacts none = new VariableFacts(List.of(), design.facts().categorical(), Map.of(), Map.of(), Map.of());
        assertEquals(
                "The saved model is damaged: it lacks the levels of f; fit it again.",
                assertThrows(ModelException.class, () -> restored(design, none)).getMessage());
    }

    private static Design restored(Design design, VariableFacts facts) {
        return Design.restore(
                Formula.parse(design.formula().toString()),
                design.options(),
                facts,
                design.fixed(),
                design.factors(),
                design.response(),
                design.rows());
    }
}
