package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;

class PredictorTest {
    private static final MixedModel MODEL = Samples.sleepstudyModel();

    /** Days 0 and 9 of two known subjects, one unseen and one missing. */
    private static final Table NEW_ROWS = MemoryTable.builder()
            .numeric("Days", 0, 9, 0, 9, 3, 3)
            .categorical("Subject", "308", "308", "309", "309", "999", "")
            .build();

    /** One row of predictions. */
    private record Row(long row, double conditional, double population, double standardError, double observationSd) {}

    private static List<Row> rows(Predictor predictor, Table table) {
        List<Row> rows = new ArrayList<>();
        predictor.predict(table, Progress.NONE, block -> {
            for (int i = 0; i < block.size(); i++) {
                rows.add(new Row(
                        block.row(i),
                        block.conditional(i),
                        block.population(i),
                        block.populationStandardError(i),
                        block.observationSd(i)));
            }
        });
        return rows;
    }

    @Test
    void knownGroupGetsItsConditionalPrediction() {
        // lme4 tests/testthat/test-predict.R at the true optimum; theta is good to about 1e-8.
        double[] predicted = MODEL.predict(NEW_ROWS);
        assertEquals(253.6636704, predicted[0], 1e-5);
        assertEquals(430.659991, predicted[1], 1e-5);
        assertEquals(211.0065246, predicted[2], 1e-5);
        assertEquals(227.6347743, predicted[3], 1e-5);
    }

    @Test
    void splinesBeyondTheirBoundaryAreNamed() {
        // R's bs() warns of the same values; ns() goes on as a line, of which R says nothing either.
        Table sleepstudy = Samples.sleepstudy();
        Table beyond = MemoryTable.builder()
                .numeric("Days", 0, 9, 9.5, -1)
                .categorical("Subject", "308", "308", "308", "308")
                .build();
        PredictionSummary curve = LinearMixedModel.of("Reaction ~ bs(Days, df = 4) + (1 | Subject)")
                .fit(sleepstudy)
                .predictor()
                .predict(beyond, Progress.NONE, block -> {});
        assertEquals(
                List.of(
                        "bs(Days, df = 4) has 2 values beyond its boundary (0 to 9), where the curve goes on as a polynomial that"
                                + " soon leaves all data: do not rely on it there, or fit ns(), which goes on as a straight line."),
                curve.sentences());
        assertEquals(0, curve.missing());
        assertEquals(
                List.of(),
                LinearMixedModel.of("Reaction ~ ns(Days, df = 3) + (1 | Subject)")
                        .fit(sleepstudy)
                        .predictor()
                        .predict(beyond, Progress.NONE, block -> {})
                        .sentences());
    }

    @Test
    void splinesFittedBeyondABoundaryThatWasGivenAreNamed() {
        // R's bs() warns of the same values when it is fitted; each of 18 people has one on either side
        assertEquals(
                List.of(
                        "bs(Days, df = 4, Boundary.knots = c(1, 8)) has 36 values beyond its boundary (1 to 8), where the curve goes on as"
                                + " a polynomial that soon leaves all data: do not rely on it there, or fit ns(), which goes on as a"
                                + " straight line."),
                LinearMixedModel.of("Reaction ~ bs(Days, df = 4, Boundary.knots = c(1, 8)) + (1 | Subject)")
                        .fit(Samples.sleepstudy())
                        .notes());
        assertEquals(
                List.of(),
                LinearMixedModel.of("Reaction ~ ns(Days, df = 3, Boundary.knots = c(1, 8)) + (1 | Subject)")
                        .fit(Samples.sleepstudy())
                        .notes());
    }

    @Test
    void everyRowHasItsPopulationPrediction() {
        FixedEffects fixed = MODEL.fixedEffects();
        List<Row> rows = rows(MODEL.predictor(), NEW_ROWS);
        assertEquals(6, rows.size());
        assertEquals(fixed.estimate(0) + 9 * fixed.estimate(1), rows.get(1).population(), 1e-10);
        assertEquals(fixed.estimate(0) + 3 * fixed.estimate(1), rows.get(5).population(), 1e-10);
    }

    @Test
    void unseenGroupGetsThePopulationPrediction() {
        List<Row> rows = rows(MODEL.predictor(), NEW_ROWS);
        assertEquals(rows.get(4).population(), rows.get(4).conditional());
    }

    @Test
    void missingGroupCountsAsUnseen() {
        List<Row> rows = rows(MODEL.predictor(), NEW_ROWS);
        assertEquals(rows.get(5).population(), rows.get(5).conditional());
    }

    @Test
    void unseenGroupCanBeMissing() {
        List<Row> rows = rows(MODEL.predictor().withUnseenGroups(UnseenGroups.MISSING), NEW_ROWS);
        assertTrue(Double.isNaN(rows.get(4).conditional()));
        assertTrue(Double.isNaN(rows.get(5).conditional()));
        assertTrue(Double.isFinite(rows.get(4).population()));
        assertTrue(Double.isFinite(rows.get(3).conditional()));
    }

    @Test
    void unseenGroupCanBeAnErrorThatNamesRowColumnAndLevel() {
        ModelException e = assertThrows(
                ModelException.class,
                () -> MODEL.predictor().withUnseenGroups(UnseenGroups.ERROR).predict(NEW_ROWS));
        assertEquals(
                "Row 5: Subject is \"999\", which was not in the fit; leave the row out, or choose population or missing for"
                        + " unseen groups.",
                e.getMessage());
    }

    @Test
    void missingGroupCanBeAnErrorThatSaysSo() {
        Table table = MemoryTable.builder()
                .numeric("Days", 0)
                .categorical("Subject", "")
                .build();
        ModelException e = assertThrows(
                ModelException.class,
                () -> MODEL.predictor().withUnseenGroups(UnseenGroups.ERROR).predict(table));
        assertTrue(e.getMessage().startsWith("Row 1: Subject is missing; "), e.getMessage());
    }

    @Test
    void unseenNestedGroupIsNamedAsInTheFit() {
        MixedModel model =
                Samples.fit("strength ~ 1 + (1 | batch/cask)", EstimationMethod.REML, Samples.table("Pastes"));
        Table table = MemoryTable.builder()
                .categorical("batch", "A", "A")
                .categorical("cask", "a", "z")
                .build();
        ModelException e = assertThrows(
                ModelException.class,
                () -> model.predictor().withUnseenGroups(UnseenGroups.ERROR).predict(table));
        assertTrue(e.getMessage().startsWith("Row 2: cask:batch is \"z:A\", which"), e.getMessage());
    }

    @Test
    void unseenNumericGroupIsNamedWithoutDecimals() {
        Table ids = MemoryTable.builder()
                .numeric("y", 1, 2, 4, 3, 7, 8)
                .numeric("id", 1, 1, 2, 2, 3, 3)
                .build();
        MixedModel model = Samples.fit("y ~ 1 + (1 | id)", EstimationMethod.REML, ids);
        Table table = MemoryTable.builder().numeric("id", 4).build();
        ModelException e = assertThrows(
                ModelException.class,
                () -> model.predictor().withUnseenGroups(UnseenGroups.ERROR).predict(table));
        assertTrue(e.getMessage().startsWith("Row 1: id is \"4\", which"), e.getMessage());
    }

    @Test
    void unseenGroupsAreCountedByFactor() {
        PredictionSummary summary = MODEL.predictor().predict(NEW_ROWS, Progress.NONE, rows -> {});
        assertEquals(6, summary.rows());
        assertEquals(0, summary.missing());
        assertEquals(Map.of("Subject", 2L), summary.unseenGroups());
        assertEquals(
                List.of(
                        "2 rows have a level of Subject that is missing or was not in the fit: the group effect is taken as"
                                + " zero."),
                summary.sentences());
    }

    @Test
    void missingPredictorGivesNoPrediction() {
        Table table = MemoryTable.builder()
                .numeric("Days", Double.NaN, 1)
                .categorical("Subject", "308", "308")
                .build();
        PredictionSummary summary = MODEL.predictor().predict(table, Progress.NONE, rows -> {
            assertTrue(Double.isNaN(rows.conditional(0)));
            assertTrue(Double.isNaN(rows.population(0)));
            assertTrue(Double.isFinite(rows.conditional(1)));
        });
        assertEquals(1, summary.missing());
        assertEquals(
                List.of("1 row has no prediction, because a predictor is missing or unknown."), summary.sentences());
    }

    @Test
    void unseenLevelOfAPredictorGivesNoPredictionAndIsNamed() {
        MixedModel model = Samples.fit("y ~ f + (1 | g)", EstimationMethod.REML, Samples.mixedBag());
        Table table = MemoryTable.builder()
                .categorical("f", "b", "c")
                .categorical("g", "p", "p")
                .build();
        PredictionSummary summary = model.predictor().predict(table, Progress.NONE, rows -> {
            assertTrue(Double.isFinite(rows.conditional(0)));
            assertTrue(Double.isNaN(rows.population(1)));
        });
        assertEquals(
                "f has levels that were not in the fit (\"c\"): their rows have no prediction.",
                summary.sentences().get(0));
    }

    @Test
    void offsetIsPartOfThePrediction() {
        MixedModel model = Samples.fit("y ~ x + offset(o) + (1 | g)", EstimationMethod.REML, Samples.mixedBag());
        Table table = MemoryTable.builder()
                .numeric("x", 1, 1)
                .numeric("o", 0, 100)
                .categorical("g", "p", "p")
                .build();
        double[] predicted = model.predict(table);
        assertEquals(100, predicted[1] - predicted[0], 1e-12);
    }

    @Test
    void aTableWithoutAPredictorIsRefusedByName() {
        Table table = MemoryTable.builder().categorical("Subject", "308").build();
        RuntimeException e = assertThrows(RuntimeException.class, () -> MODEL.predict(table));
        assertTrue(e.getMessage().contains("Days"), e.getMessage());
    }

    @Test
    void standardErrorsCostNothingUnlessAskedFor() {
        assertTrue(Double.isNaN(rows(MODEL.predictor(), NEW_ROWS).get(0).standardError()));
    }

    @Test
    void standardErrorOfThePopulationPredictionComesFromTheFixedEffects() {
        FixedEffects fixed = MODEL.fixedEffects();
        Row row = rows(MODEL.predictor().withUncertainty(), NEW_ROWS).get(1);
        double variance = fixed.covariance(0, 0) + 2 * 9 * fixed.covariance(0, 1) + 81 * fixed.covariance(1, 1);
        assertEquals(Math.sqrt(variance), row.standardError(), 1e-12);
    }

    @Test
    void aNewResponseOfAKnownGroupVariesLessThanThatOfAnUnseenOne() {
        List<Row> rows = rows(MODEL.predictor().withUncertainty(), NEW_ROWS);
        assertTrue(rows.get(0).observationSd() > MODEL.sigma());
        assertTrue(rows.get(0).observationSd() < rows.get(4).observationSd());
    }

    @Test
    void rowsComeInOrderAcrossBlocks() {
        int n = 5000;
        double[] days = new double[n];
        String[] subject = new String[n];
        for (int i = 0; i < n; i++) {
            days[i] = i % 10;
            subject[i] = "308";
        }
        Table table = MemoryTable.builder()
                .numeric("Days", days)
                .categorical("Subject", subject)
                .build();
        List<Row> rows = rows(MODEL.predictor(), table);
        assertEquals(n, rows.size());
        for (int i = 0; i < n; i++) {
            assertEquals(i, rows.get(i).row());
        }
        assertArrayEquals(rows.stream().mapToDouble(Row::conditional).toArray(), MODEL.predict(table));
    }

    @Test
    void anEmptyTableHasNoPredictions() {
        Table table =
                MemoryTable.builder().numeric("Days").categorical("Subject").build();
        assertEquals(0, MODEL.predict(table).length);
    }
}
