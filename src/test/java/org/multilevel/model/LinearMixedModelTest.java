package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.multilevel.data.CancelAfter;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.RowTable;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.error.FormulaException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;

class LinearMixedModelTest {
    private static final LinearMixedModel MODEL =
            LinearMixedModel.of("y ~ x + (1 | g)").withThreads(1);

    @Test
    void defaultIsRestrictedMaximumLikelihood() {
        assertEquals(EstimationMethod.REML, MODEL.fit(Samples.mixedBag()).method());
    }

    @Test
    void everyChoiceGivesANewModel() {
        MODEL.withMethod(EstimationMethod.ML);
        MODEL.withWeights("w");
        assertEquals(EstimationMethod.REML, MODEL.fit(Samples.mixedBag()).method());
        assertEquals(
                Optional.empty(), MODEL.fit(Samples.mixedBag()).provenance().weights());
    }

    @Test
    void incompleteRowsAreDroppedAndCountedByReason() {
        MixedModel model = MODEL.fit(Samples.mixedBag());
        assertEquals(12, model.rows().read());
        assertEquals(10, model.rows().used());
        assertEquals(
                Map.of("x is missing", 1L, "g is missing", 1L), model.rows().dropped());
    }

    @Test
    void incompleteRowsAreAnErrorOnRequest() {
        ModelException e = assertThrows(
                ModelException.class, () -> MODEL.withMissing(MissingRows.FAIL).fit(Samples.mixedBag()));
        assertTrue(e.getMessage().contains("11"), e.getMessage());
    }

    @Test
    void provenanceNamesTheColumnsThatTheModelReads() {
        MixedModel model = MODEL.withWeights("w").fit(Samples.mixedBag());
        assertEquals(
                List.of(Column.numeric("y"), Column.numeric("x"), Column.categorical("g"), Column.numeric("w")),
                model.provenance().columns());
        assertEquals(Optional.of("w"), model.provenance().weights());
    }

    @Test
    void numberOfThreadsDoesNotChangeABit() {
        MixedModel one = Samples.sleepstudyModel();
        MixedModel two = LinearMixedModel.of(one.formula()).withThreads(2).fit(Samples.sleepstudy());
        assertArrayEquals(one.fixedEffects().estimates(), two.fixedEffects().estimates());
        assertArrayEquals(one.theta(), two.theta());
    }

    @Test
    void aCancelledFitStops() {
        Progress cancelled = new CancelAfter(0);
        assertThrows(
                CancellationException.class, () -> MODEL.withProgress(cancelled).fit(Samples.mixedBag()));
    }

    @Test
    void aTextThatIsNoFormulaIsRefused() {
        assertThrows(FormulaException.class, () -> LinearMixedModel.of("y ~ (1 | "));
    }

    @Test
    void aTableThatChangesBetweenReadingsIsRefused() {
        int[] readings = {0};
        RowTable<Integer> table = RowTable.<Integer>over(rows -> {
                    readings[0]++;
                    for (int i = 0; i < 18 * Math.min(2, readings[0]); i++) {
                        rows.accept(i);
                    }
                })
                .numeric("y", i -> i * 7 % 5 + i % 3)
                .numeric("g", i -> i % 3)
                .build();
        ModelException refused = assertThrows(
                ModelException.class,
                () -> LinearMixedModel.of("y ~ 1 + (1 | g)").fit(table));
        assertEquals(
                "The table gave 18 usable rows when it was read first and 36 when it was read again; fit it when it no longer"
                        + " changes.",
                refused.getMessage());
    }

    @Test
    void theNumberOfThreadsIsAtLeastOne() {
        LinearMixedModel model = LinearMixedModel.of("y ~ 1 + (1 | g)");
        assertThrows(IllegalArgumentException.class, () -> model.withThreads(0));
    }
}
