package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
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

    private static HendersonEquations penicillin(MixedModel model) {
        Columns data = Columns.of(Samples.table("Penicillin"));
        int n = data.numbers().get("diameter").length;
        return new HendersonEquations(model.sigma(), ones(n), ones(n))
                .factor(
                        model.groupingFactor("plate").orElseThrow(),
                        data.labels().get("plate"),
                        ones(n))
                .factor(
                        model.groupingFactor("sample").orElseThrow(),
                        data.labels().get("sample"),
                        ones(n))
                .solve();
    }

    @Test
    void ofTwoKnownCrossedGroupsTheErrorsCancelAsTheWholeInverseSays() {
        MixedModel model = Samples.fit(
                "diameter ~ 1 + (1 | plate) + (1 | sample)", EstimationMethod.REML, Samples.table("Penicillin"));
        HendersonEquations equations = penicillin(model);
        double[] one = {1};
        double residual = model.sigma() * model.sigma();
        double exact = residual + equations.variance(one, List.of("c", "B"), List.of(one, one));
        Table known = MemoryTable.builder()
                .categorical("plate", "c", "c")
                .categorical("sample", "B", "Z")
                .build();
        double[] actual = sd(model, known);
        assertEquals(exact, actual[0] * actual[0], ROUNDING * exact);
        assertTrue(
                2 * equations.covarianceGivenFixed("c", one, "B", one) < -0.1 * exact,
                "the errors cancel, and not a little");

        double unseen = residual
                + model.groupingFactor("sample").orElseThrow().variance(0)
                + equations.variance(one, List.of("c", ""), List.of(one, new double[1]));
        assertEquals(unseen, actual[1] * actual[1], ROUNDING * unseen, "with one known group");
    }

    @Test
    void ofKnownGroupsThatNeverMetTheErrorsAreExactToo() {
        Columns all = Columns.of(Samples.table("Penicillin"));
        int n = all.numbers().get("diameter").length;
        int[] kept = IntStream.range(0, n)
                .filter(i -> (all.labels().get("plate")[i].charAt(0)
                                        + all.labels().get("sample")[i].charAt(0))
                                % 3
                        != 0)
                .toArray();
        String[] plate =
                Arrays.stream(kept).mapToObj(i -> all.labels().get("plate")[i]).toArray(String[]::new);
        String[] sample =
                Arrays.stream(kept).mapToObj(i -> all.labels().get("sample")[i]).toArray(String[]::new);
        double[] diameter = Arrays.stream(kept)
                .mapToDouble(i -> all.numbers().get("diameter")[i])
                .toArray();
        MixedModel model = Samples.fit(
                "diameter ~ 1 + (1 | plate) + (1 | sample)",
                EstimationMethod.REML,
                MemoryTable.builder()
                        .numeric("diameter", diameter)
                        .categorical("plate", plate)
                        .categorical("sample", sample)
                        .build());
        HendersonEquations equations = new HendersonEquations(model.sigma(), ones(kept.length), ones(kept.length))
                .factor(model.groupingFactor("plate").orElseThrow(), plate, ones(kept.length))
                .factor(model.groupingFactor("sample").orElseThrow(), sample, ones(kept.length))
                .solve();
        double[] actual = sd(model, Samples.table("Penicillin"));
        double[] one = {1};
        int never = 0;
        for (int i = 0; i < n; i++) {
            String p = all.labels().get("plate")[i];
            String s = all.labels().get("sample")[i];
            double exact = model.sigma() * model.sigma() + equations.variance(one, List.of(p, s), List.of(one, one));
            assertEquals(exact, actual[i] * actual[i], ROUNDING * exact, p + " " + s);
            int row = i;
            never += Arrays.stream(kept).noneMatch(k -> k == row) ? 1 : 0;
        }
        assertTrue(never > 30, "pairs that the fit did not see: " + never);
    }

    @Test
    void nestedGroupsWithSlopesOnBothLevelsAreExact() {
        Random random = new Random(3);
        int n = 240;
        String[] school = new String[n];
        String[] pupil = new String[n];
        double[] x = new double[n];
        double[] y = new double[n];
        double[] slope = random.doubles(40, -1, 1).toArray();
        double[] mean = random.doubles(10, -3, 3).toArray();
        for (int i = 0; i < n; i++) {
            int p = i / 6;
            school[i] = "s" + p / 4;
            pupil[i] = "p" + p % 4;
            x[i] = 1000 + i % 6 + random.nextDouble();
            y[i] = mean[p / 4] + (0.5 + slope[p] + slope[p / 4]) * (x[i] - 1000) + random.nextGaussian();
        }
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("school", school)
                .categorical("pupil", pupil)
                .build();
        MixedModel model = Samples.fit("y ~ x + (x | school) + (0 + x | school:pupil)", EstimationMethod.REML, table);
        String[] both =
                IntStream.range(0, n).mapToObj(i -> school[i] + ":" + pupil[i]).toArray(String[]::new);
        HendersonEquations equations = new HendersonEquations(model.sigma(), ones(n), ones(n), x)
                .factor(model.groupingFactor("school").orElseThrow(), school, ones(n), x)
                .factor(model.groupingFactor("school:pupil").orElseThrow(), both, x)
                .solve();
        double[] actual = sd(model, table);
        for (int i = 0; i < n; i += 17) {
            double[] row = {1, x[i]};
            double exact = model.sigma() * model.sigma()
                    + equations.variance(row, List.of(school[i], both[i]), List.of(row, new double[] {x[i]}));
            // The equations of the raw columns, whose mean is 1000 times their spread, lose six digits themselves.
            assertEquals(exact, actual[i] * actual[i], 1e-6 * exact, "row " + i);
        }
    }

    @Test
    void aRowWhoseGroupIsMissingIsThePopulationsAndANewResponseIsInSomeGroup() {
        Table table = MemoryTable.builder()
                .numeric("Days", 5, 5)
                .categorical("Subject", "", "new")
                .build();
        SLEEP.predictor().withUncertainty().predict(table, Progress.NONE, rows -> {
            assertEquals(rows.populationStandardError(0), rows.conditionalStandardError(0));
            assertTrue(rows.conditionalStandardError(1) > 2 * rows.conditionalStandardError(0));
            assertEquals(rows.observationSd(1), rows.observationSd(0), ROUNDING * rows.observationSd(1));
        });
    }

    @Test
    void aTableWithoutTheGroupsColumnIsThePopulationToo() {
        Table table = MemoryTable.builder().numeric("Days", 5).build();
        double[] sd = new double[1];
        PredictionSummary summary = SLEEP.predictor().withUncertainty().predict(table, Progress.NONE, rows -> {
            assertEquals(rows.population(0), rows.conditional(0));
            sd[0] = rows.observationSd(0);
        });
        assertEquals(
                List.of(
                        "The table has no column of Subject, so all its rows are the population's: the group effect is taken as"
                                + " zero."),
                summary.sentences());
        Table missing = MemoryTable.builder()
                .numeric("Days", 5)
                .categorical("Subject", "")
                .build();
        assertArrayEquals(sd(SLEEP, missing), sd);
        Predictor strict = SLEEP.predictor().withUnseenGroups(UnseenGroups.ERROR);
        assertEquals(
                "The table has no column of Subject, so no row has a known group; add it, or choose population or missing for unseen"
                        + " groups.",
                assertThrows(ModelException.class, () -> strict.predict(table)).getMessage());
    }

    @Test
    void aModelOfAnEarlyVersionSaysThatItsErrorsAreUpperBounds() {
        MixedModel old = MixedModel.fromJson(Samples.resource("/models/version-1-nested.json"));
        PredictionSummary summary =
                old.predictor().withUncertainty().predict(Samples.table("Pastes"), Progress.NONE, rows -> {});
        assertEquals(
                List.of(
                        "The model does not tell how the effects of its grouping factors vary together (it was saved by an early"
                                + " version, or has too many pairs of groups), so the standard errors of rows with several known groups"
                                + " are upper bounds."),
                summary.sentences());
        assertEquals(
                List.of(),
                old.predictor()
                        .predict(Samples.table("Pastes"), Progress.NONE, rows -> {})
                        .sentences());
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
