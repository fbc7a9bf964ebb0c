package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;

/** The standard deviation of a new response, held against the inverse of the whole of Henderson's equations. */
class ObservationSdTest {
    /** Both sides start from the same theta and sigma, so they differ by rounding in matrices of order 40 at most. */
    private static final double ROUNDING = 1e-9;

    private static final MixedModel SLEEP = Samples.sleepstudyModel();

    /** The columns of a table as arrays. */
    private record Columns(Map<String, double[]> numbers, Map<String, String[]> labels) {
        static Columns of(Table table) {
            Map<String, double[]> numbers = new TreeMap<>();
            Map<String, String[]> labels = new TreeMap<>();
            List<String> names = table.columns().stream().map(Column::name).toList();
            // The tables here have fewer rows than a batch holds.
            table.scan(names, Progress.NONE, batch -> {
                for (int c = 0; c < names.size(); c++) {
                    int column = c;
                    switch (table.columns().get(c).type()) {
                        case NUMERIC -> numbers.put(names.get(c), Arrays.copyOf(batch.numbers(c), batch.size()));
                        case CATEGORICAL ->
                            labels.put(
                                    names.get(c),
                                    Arrays.stream(batch.codes(c), 0, batch.size())
                                            .mapToObj(
                                                    code -> batch.levels(column).label(code))
                                            .toArray(String[]::new));
                    }
                }
            });
            return new Columns(numbers, labels);
        }
    }

    private static double[] ones(int n) {
        return DoubleStream.generate(() -> 1).limit(n).toArray();
    }

    private static double[] sd(MixedModel model, Table table) {
        double[] sd = new double[(int) table.rowCount().orElseThrow()];
        model.predictor().withUncertainty().predict(table, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                sd[(int) rows.row(i)] = rows.observationSd(i);
            }
        });
        return sd;
    }

    private static HendersonEquations sleepstudy(MixedModel model, double[] weights) {
        Columns data = Columns.of(Samples.sleepstudy());
        double[] days = data.numbers().get("Days");
        return new HendersonEquations(model.sigma(), weights, ones(180), days)
                .factor(model.groupingFactors().get(0), data.labels().get("Subject"), ones(180), days)
                .solve();
    }

    @ParameterizedTest
    @CsvSource({"308, 5", "308, 0", "335, 9", "372, -20", "372, 400"})
    void aNewResponseOfAKnownGroupVariesAsTheWholeInverseSays(String subject, double days) {
        HendersonEquations equations = sleepstudy(SLEEP, ones(180));
        double[] row = {1, days};
        double variance = SLEEP.sigma() * SLEEP.sigma() + equations.variance(row, List.of(subject), List.of(row));
        Table table = MemoryTable.builder()
                .numeric("Days", days)
                .categorical("Subject", subject)
                .build();
        double expected = Math.sqrt(variance);
        assertEquals(expected, sd(SLEEP, table)[0], ROUNDING * expected);
    }

    @Test
    void whatIsExpectedInAKnownGroupVariesByTheErrorsOfTheEstimatesAlone() {
        double[] row = {1, 5};
        double expected = Math.sqrt(sleepstudy(SLEEP, ones(180)).variance(row, List.of("308"), List.of(row)));
        RowPredictor rows = SLEEP.predictor()
                .withUncertainty()
                .rows(List.of(Column.numeric("Days"), Column.categorical("Subject")));
        rows.setNumber(0, 5);
        rows.setLabel(1, "308");
        assertEquals(expected, rows.predict().conditionalStandardError(0), ROUNDING * expected);
    }

    @Test
    void aNewResponseOfAnUnseenGroupVariesWithTheWholeGroupVarianceToo() {
        HendersonEquations equations = sleepstudy(SLEEP, ones(180));
        GroupingFactor subject = SLEEP.groupingFactors().get(0);
        double group = subject.variance(0) + 2 * 5 * subject.covariance(0, 1) + 25 * subject.variance(1);
        double fixed = equations.variance(new double[] {1, 5}, List.of(""), List.of(new double[2]));
        double expected = Math.sqrt(SLEEP.sigma() * SLEEP.sigma() + fixed + group);
        Table table = MemoryTable.builder()
                .numeric("Days", 5, 5)
                .categorical("Subject", "999", "")
                .build();
        assertArrayEquals(new double[] {expected, expected}, sd(SLEEP, table), ROUNDING * expected);
    }

    @Test
    void weightsOfTheFitCountAndTheNewRowHasWeightOne() {
        Columns data = Columns.of(Samples.sleepstudy());
        double[] weights = new double[180];
        Arrays.setAll(weights, i -> 1 + i % 3);
        MemoryTable table = MemoryTable.builder()
                .numeric("Reaction", data.numbers().get("Reaction"))
                .numeric("Days", data.numbers().get("Days"))
                .categorical("Subject", data.labels().get("Subject"))
                .numeric("w", weights)
                .build();
        MixedModel model = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)")
                .withWeights("w")
                .fit(table);
        HendersonEquations equations = sleepstudy(model, weights);
        double[] row = {1, 5};
        double estimates = equations.variance(row, List.of("308"), List.of(row));
        Table single = MemoryTable.builder()
                .numeric("Days", 5)
                .categorical("Subject", "308")
                .build();
        double expected = Math.sqrt(model.sigma() * model.sigma() + estimates);
        assertEquals(expected, sd(model, single)[0], ROUNDING * expected);
    }

    @Test
    void ofTwoKnownGroupsOnlyTheirCovarianceGivenTheFixedEffectsIsLeftOut() {
        Table penicillin = Samples.table("Penicillin");
        MixedModel model = Samples.fit("diameter ~ 1 + (1 | plate) + (1 | sample)", EstimationMethod.REML, penicillin);
        Columns data = Columns.of(penicillin);
        int n = data.numbers().get("diameter").length;
        HendersonEquations equations = new HendersonEquations(model.sigma(), ones(n), ones(n))
                .factor(
                        model.groupingFactor("plate").orElseThrow(),
                        data.labels().get("plate"),
                        ones(n))
                .factor(
                        model.groupingFactor("sample").orElseThrow(),
                        data.labels().get("sample"),
                        ones(n))
                .solve();
        double[] one = {1};
        double exact = model.sigma() * model.sigma() + equations.variance(one, List.of("c", "B"), List.of(one, one));
        double leftOut = 2 * equations.covarianceGivenFixed("c", one, "B", one);
        Table known = MemoryTable.builder()
                .categorical("plate", "c", "c")
                .categorical("sample", "B", "Z")
                .build();
        double[] actual = sd(model, known);
        assertEquals(exact - leftOut, actual[0] * actual[0], ROUNDING * exact);
        assertTrue(leftOut < 0, "what is left out makes the interval wider than it need be");

        double unseen = model.sigma() * model.sigma()
                + model.groupingFactor("sample").orElseThrow().variance(0)
                + equations.variance(one, List.of("c", ""), List.of(one, new double[1]));
        assertEquals(unseen, actual[1] * actual[1], ROUNDING * unseen, "exact with one known group");
    }

    @Test
    void aRowWithoutAConditionalPredictionHasNone() {
        Predictor strict = SLEEP.predictor().withUncertainty().withUnseenGroups(UnseenGroups.MISSING);
        strict.predict(Samples.mixedDays(), Progress.NONE, rows -> {
            assertTrue(Double.isFinite(rows.observationSd(0)));
            assertTrue(Double.isNaN(rows.observationSd(1)));
        });
    }

    @Test
    void aLoadedModelGivesTheSameBits() {
        assertArrayEquals(
                sd(SLEEP, Samples.sleepstudy()), sd(MixedModel.fromJson(SLEEP.toJson()), Samples.sleepstudy()));
        MixedModel nested =
                Samples.fit("strength ~ 1 + (1 | batch/cask)", EstimationMethod.REML, Samples.table("Pastes"));
        assertArrayEquals(
                sd(nested, Samples.table("Pastes")), sd(MixedModel.fromJson(nested.toJson()), Samples.table("Pastes")));
    }

    @Test
    void rowsOfWellKnownGroupsLieInTheirIntervalsAboutAsOftenAsPromised() {
        Table oxboys = Samples.table("Oxboys", "Subject");
        MixedModel model = Samples.fit("height ~ age + (1 + age | Subject)", EstimationMethod.REML, oxboys);
        double[] sd = sd(model, oxboys);
        double[] predicted = model.predict(oxboys);
        double[] height = Columns.of(oxboys).numbers().get("height");
        int covered = 0;
        for (int i = 0; i < sd.length; i++) {
            covered += Math.abs(height[i] - predicted[i]) < 1.96 * sd[i] ? 1 : 0;
        }
        // The rows are those of the fit, so they lie a little closer than new ones.
        assertEquals(0.95, (double) covered / sd.length, 0.045);
    }
}
