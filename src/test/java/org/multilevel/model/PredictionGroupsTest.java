package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;

/** What the groups of a row add to its prediction. */
class PredictionGroupsTest {
    private static final MixedModel SLOPES = Samples.sleepstudyModel();
    private static final MixedModel NESTED =
            Samples.fit("strength ~ 1 + (1 | batch/cask)", EstimationMethod.REML, Samples.table("Pastes"));

    /** A cask of a known batch, an unseen cask of one, and nothing known. */
    private static final Table CASKS = MemoryTable.builder()
            .categorical("batch", "B", "B", "new")
            .categorical("cask", "c", "z", "a")
            .build();

    /** One row of predictions with two grouping factors. */
    private record Row(double conditional, double population, List<Double> effects, List<Boolean> known) {}

    private static List<Row> rows(Predictor predictor, Table table, int factors) {
        List<Row> rows = new ArrayList<>();
        predictor.predict(table, Progress.NONE, block -> {
            for (int i = 0; i < block.size(); i++) {
                List<Double> effects = new ArrayList<>();
                List<Boolean> known = new ArrayList<>();
                for (int f = 0; f < factors; f++) {
                    effects.add(block.groupEffect(i, f));
                    known.add(block.isGroupKnown(i, f));
                }
                rows.add(new Row(block.conditional(i), block.population(i), effects, known));
            }
        });
        return rows;
    }

    @Test
    void theGroupsEffectIsItsInterceptAndSlopeInTheRow() {
        Table table = MemoryTable.builder()
                .numeric("Days", 7)
                .categorical("Subject", "309")
                .build();
        Row row = rows(SLOPES.predictor(), table, 1).get(0);
        GroupingFactor subjects = SLOPES.groupingFactors().get(0);
        int subject = subjects.indexOf("309");
        assertEquals(
                subjects.effect(subject, 0) + 7 * subjects.effect(subject, 1),
                row.effects().get(0));
        assertEquals(row.conditional(), row.population() + row.effects().get(0));
        assertEquals(List.of(true), row.known());
    }

    @Test
    void factorsAreNumberedAsInTheModel() {
        Row row = rows(NESTED.predictor(), CASKS, 2).get(0);
        GroupingFactor casks = NESTED.groupingFactors().get(0);
        GroupingFactor batches = NESTED.groupingFactors().get(1);
        assertEquals("cask:batch", casks.name());
        assertEquals(casks.effect(casks.indexOf("c:B"), 0), row.effects().get(0));
        assertEquals(batches.effect(batches.indexOf("B"), 0), row.effects().get(1));
    }

    @Test
    void theEffectsOfAllGroupsMakeTheDifferenceToThePopulation() {
        for (Row row : rows(NESTED.predictor(), CASKS, 2)) {
            double sum = row.population() + row.effects().get(0) + row.effects().get(1);
            // The same three numbers near 60 in another order.
            assertEquals(sum, row.conditional(), 1e-13);
        }
    }

    @Test
    void anUnseenGroupAddsNothing() {
        List<Row> rows = rows(NESTED.predictor(), CASKS, 2);
        assertEquals(List.of(false, true), rows.get(1).known());
        assertEquals(0.0, rows.get(1).effects().get(0));
        assertTrue(rows.get(1).effects().get(1) != 0);
        assertEquals(List.of(false, false), rows.get(2).known());
        assertEquals(List.of(0.0, 0.0), rows.get(2).effects());
    }

    @Test
    void anUnseenGroupHasNoEffectWhereItsPredictionIsToBeMissing() {
        Row row = rows(NESTED.predictor().withUnseenGroups(UnseenGroups.MISSING), CASKS, 2)
                .get(1);
        assertTrue(Double.isNaN(row.effects().get(0)));
        assertTrue(Double.isFinite(row.effects().get(1)));
        assertEquals(List.of(false, true), row.known());
    }

    @Test
    void aGroupIsKnownEvenIfAPredictorIsMissing() {
        Table table = MemoryTable.builder()
                .numeric("Days", Double.NaN)
                .categorical("Subject", "309")
                .build();
        Row row = rows(SLOPES.predictor(), table, 1).get(0);
        assertTrue(Double.isNaN(row.effects().get(0)));
        assertEquals(List.of(true), row.known());
    }

    @Test
    void rowsThatComeOneByOneHaveTheSameEffects() {
        RowPredictor predictor =
                NESTED.predictor().rows(List.of(Column.categorical("batch"), Column.categorical("cask")));
        int cask = predictor.columns().indexOf(Column.categorical("cask"));
        predictor.setLabel(1 - cask, "B");
        predictor.setLabel(cask, "c");
        Predictions predictions = predictor.predict();
        Row row = rows(NESTED.predictor(), CASKS, 2).get(0);
        assertEquals(row.effects().get(0), predictions.groupEffect(0, 0));
        assertEquals(row.effects().get(1), predictions.groupEffect(0, 1));
        predictor.setLabel(cask, "z");
        assertFalse(predictor.predict().isGroupKnown(0, 0));
        assertTrue(predictor.predict().isGroupKnown(0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> predictor.predict().groupEffect(1, 0));
    }
}
