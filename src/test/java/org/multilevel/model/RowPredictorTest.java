package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;

class RowPredictorTest {
    private static final MixedModel MODEL = Samples.sleepstudyModel();
    private static final List<Column> COLUMNS =
            List.of(Column.numeric("Reaction"), Column.numeric("Days"), Column.categorical("Subject"));

    private static int position(RowPredictor rows, String column) {
        return rows.columns().stream().map(Column::name).toList().indexOf(column);
    }

    private static Predictions predict(RowPredictor rows, double days, String subject) {
        rows.setNumber(position(rows, "Days"), days);
        rows.setLabel(position(rows, "Subject"), subject);
        return rows.predict();
    }

    @Test
    void aRowIsPredictedToTheSameBitsAsInATable() {
        RowPredictor rows = MODEL.predictor().rows(COLUMNS);
        double[] expected = MODEL.predict(MemoryTable.builder()
                .numeric("Days", 3, 9, 0)
                .categorical("Subject", "308", "372", "new")
                .build());
        assertEquals(expected[0], predict(rows, 3, "308").conditional(0));
        assertEquals(expected[1], predict(rows, 9, "372").conditional(0));
        assertEquals(expected[2], predict(rows, 0, "new").conditional(0));
    }

    @Test
    void itNeedsThePredictorsAndGroupsOnly() {
        assertEquals(
                List.of("Days", "Subject"),
                MODEL.predictor().rows(COLUMNS).columns().stream()
                        .map(Column::name)
                        .toList());
    }

    @Test
    void whatIsNotSetIsMissing() {
        assertTrue(Double.isNaN(MODEL.predictor().rows(COLUMNS).predict().population(0)));
    }

    @Test
    void aValueCanBeMadeMissingAgain() {
        RowPredictor rows = MODEL.predictor().rows(COLUMNS);
        predict(rows, 3, "308");
        rows.setMissing(position(rows, "Subject"));
        Predictions prediction = rows.predict();
        assertEquals(prediction.population(0), prediction.conditional(0));
    }

    @Test
    void anUnseenGroupThatIsAnErrorIsNamed() {
        RowPredictor rows =
                MODEL.predictor().withUnseenGroups(UnseenGroups.ERROR).rows(COLUMNS);
        ModelException e = assertThrows(ModelException.class, () -> predict(rows, 3, "999"));
        assertTrue(e.getMessage().startsWith("Row 1: Subject is \"999\", which was not in the fit"), e.getMessage());
    }

    @Test
    void rowsWithoutAPredictorAreRefused() {
        RuntimeException e = assertThrows(
                RuntimeException.class, () -> MODEL.predictor().rows(List.of(Column.categorical("Subject"))));
        assertTrue(e.getMessage().contains("Days"), e.getMessage());
    }

    @Test
    void aSentenceTellsOfARowByItsPositionInTheHostsTable() {
        RowPredictor rows =
                MODEL.predictor().withUnseenGroups(UnseenGroups.ERROR).rows(COLUMNS);
        rows.setNumber(position(rows, "Days"), 3);
        rows.setLabel(position(rows, "Subject"), "999");
        ModelException e = assertThrows(ModelException.class, () -> rows.predict(41));
        assertTrue(e.getMessage().startsWith("Row 42: Subject is \"999\", which was not in the fit"), e.getMessage());
    }

    @Test
    void whatAUserShouldHearIsWhatATableWouldHaveSaid() {
        RowPredictor rows = MODEL.predictor().rows(COLUMNS);
        predict(rows, 3, "308");
        predict(rows, 9, "new");
        predict(rows, Double.NaN, "372");
        MemoryTable table = MemoryTable.builder()
                .numeric("Days", 3, 9, Double.NaN)
                .categorical("Subject", "308", "new", "372")
                .build();
        assertEquals(MODEL.predictor().predict(table, Progress.NONE, predictions -> {}), rows.summary());
    }

    @Test
    void aNewGroupInEveryRowCostsNoMoreThanAKnownOne() {
        RowPredictor rows = MODEL.predictor().rows(COLUMNS);
        // Time that grows with the square of the number of groups would be minutes here.
        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 400_000; i++) {
                predict(rows, 3, "new " + i);
            }
        });
        assertEquals(400_000, rows.summary().unseenGroups().get("Subject"));
    }
}
