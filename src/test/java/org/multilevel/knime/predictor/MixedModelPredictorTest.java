package org.multilevel.knime.predictor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.UnseenGroupPolicy;
import org.multilevel.model.MixedModel;

class MixedModelPredictorTest {
    private static final BufferedDataTable OXBOYS = Tables.csv("Oxboys.csv");
    private static final MixedModelPortObject MODEL = Models.fit("height ~ age + (1 + age | Subject)", OXBOYS);

    private static NodeRun node(MixedModelPredictorParameters parameters) {
        return NodeRun.of(new MixedModelPredictorNodeFactory()).with(parameters);
    }

    private static MixedModelPredictorParameters everything() {
        MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
        parameters.appendPopulation = true;
        parameters.appendGroupEffects = true;
        parameters.appendStandardError = true;
        return parameters;
    }

    private static MixedModelPredictorParameters unseen(UnseenGroupPolicy policy) {
        MixedModelPredictorParameters parameters = everything();
        parameters.unseenGroups = policy;
        return parameters;
    }

    /** Four rows: of a known group, of a group that the fit did not see, without a group, and without a predictor. */
    private static BufferedDataTable troublesome() {
        return Tables.builder()
                .texts("Subject")
                .numbers("age")
                .keyed("known", "1", 0.5)
                .keyed("unseen", "Zoe", 0.5)
                .keyed("no group", null, 0.5)
                .keyed("no age", "1", null)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "hsb.csv, mathach ~ ses * sector + (1 + ses | school)",
        "Oxboys.csv, height ~ poly(age; 2) + (1 + age | Subject)",
        "Penicillin.csv, diameter ~ 1 + (1 | plate) + (1 | sample)",
        "Pastes.csv, strength ~ 1 + (1 | batch/cask)"
    })
    void predictionsAreThoseOfTheCore(String file, String formula) throws Exception {
        BufferedDataTable table = Tables.csv(file);
        String text = formula.replace(';', ',');
        MixedModelPortObject port = Models.fit(text, table);
        MixedModel model = port.model();
        Table asRead = Models.asRead(text, table);
        Executed executed = node(everything()).execute(port, table);

        String name = "Prediction (" + model.response() + ")";
        double[] population = new double[(int) table.size()];
        double[] errors = new double[(int) table.size()];
        model.predictor().withUncertainty().predict(asRead, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                population[(int) rows.row(i)] = rows.population(i);
                errors[(int) rows.row(i)] = rows.conditionalStandardError(i);
            }
        });
        assertArrayEquals(model.predict(asRead), Tables.numbers(executed.table(0), name));
        assertArrayEquals(population, Tables.numbers(executed.table(0), name + " population"));
        assertArrayEquals(errors, Tables.numbers(executed.table(0), name + " standard error"));
        assertEquals(Optional.empty(), executed.warning());
    }

    /** So a chunk loop may cut a table where it likes. */
    @Test
    void aTableInPiecesGetsThePredictionsOfTheWhole() throws Exception {
        double[] whole =
                Tables.numbers(node(everything()).execute(MODEL, OXBOYS).table(0), "Prediction (height)");
        List<Double> pieces = new ArrayList<>();
        double[] age = Tables.numbers(OXBOYS, "age");
        List<String> subject = Tables.texts(OXBOYS, "Subject");
        for (int first = 0; first < age.length; first += 50) {
            Tables.Builder piece = Tables.builder().texts("Subject").numbers("age");
            for (int row = first; row < Math.min(first + 50, age.length); row++) {
                piece.row(subject.get(row), age[row]);
            }
            BufferedDataTable predicted =
                    node(everything()).execute(MODEL, piece.build()).table(0);
            Arrays.stream(Tables.numbers(predicted, "Prediction (height)")).forEach(pieces::add);
        }
        assertArrayEquals(
                whole, pieces.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Test
    void thePopulationPredictionAndTheGroupEffectsAddUpToThePrediction() throws Exception {
        BufferedDataTable table = Tables.csv("Pastes.csv");
        BufferedDataTable predicted = node(everything())
                .execute(Models.fit("strength ~ 1 + (1 | batch/cask)", table), table)
                .table(0);
        double[] prediction = Tables.numbers(predicted, "Prediction (strength)");
        double[] sum = Tables.numbers(predicted, "Prediction (strength) population");
        double[] cask = Tables.numbers(predicted, "Group effect (cask:batch)");
        double[] batch = Tables.numbers(predicted, "Group effect (batch)");
        Arrays.setAll(sum, i -> sum[i] + cask[i] + batch[i]);
        // Another order of three additions near 60.
        assertArrayEquals(prediction, sum, 1e-13);
        assertFalse(Arrays.stream(cask).allMatch(effect -> effect == 0));
    }

    @Test
    void aDroppedNodeAppendsThePredictionAlone() throws Exception {
        NodeRun node = NodeRun.of(new MixedModelPredictorNodeFactory());
        BufferedDataTable predicted = node.execute(MODEL, OXBOYS).table(0);
        assertEquals(
                List.of("Subject", "age", "height", "Occasion", "Prediction (height)"),
                Tables.names(predicted.getDataTableSpec()));
    }

    @Test
    void rowKeysOrderAndOtherColumnsStayAsTheyAre() throws Exception {
        BufferedDataTable table = troublesome();
        BufferedDataTable predicted = node(everything()).execute(MODEL, table).table(0);
        assertEquals(List.of("known", "unseen", "no group", "no age"), Tables.keys(predicted));
        assertEquals(Tables.cells(table, "Subject"), Tables.cells(predicted, "Subject"));
        assertEquals(Tables.cells(table, "age"), Tables.cells(predicted, "age"));
    }

    @Test
    void theResponseIsNotNeeded() throws Exception {
        BufferedDataTable predicted = node(new MixedModelPredictorParameters())
                .execute(MODEL, Tables.without(OXBOYS, "height"))
                .table(0);
        assertArrayEquals(
                MODEL.model().predict(Models.asRead("height ~ age + (1 + age | Subject)", OXBOYS)),
                Tables.numbers(predicted, "Prediction (height)"));
    }

    @Test
    void aRowThatDependsOnACoefficientLeftOutHasNoPredictionUnlessItIsTakenAsZero() throws Exception {
        Tables.Builder builder = Tables.builder().texts("g").numbers("y", "x", "twice");
        for (int i = 0; i < 20; i++) {
            builder.keyed("r" + i, "g" + i % 4, i % 7 + (i % 4) * 3.0, (double) i, 2.0 * i);
        }
        BufferedDataTable table = builder.build();
        MixedModelPortObject model = Models.fit("y ~ x + twice + (1 | g)", table);
        BufferedDataTable next = Tables.builder()
                .texts("g")
                .numbers("x", "twice")
                .keyed("off", "g1", 3.0, 7.0)
                .build();
        Executed executed = node(everything()).execute(model, next);
        assertTrue(Double.isNaN(Tables.numbers(executed.table(0), "Prediction (y)")[0]));
        assertEquals(
                Optional.of(
                        "1 row has no prediction, because what is expected depends on the coefficient of twice, left out because the"
                                + " rows of the fit do not tell (row \"off\")."),
                executed.warning());
        MixedModelPredictorParameters zero = everything();
        zero.aliasedAsZero = true;
        assertTrue(Tables.numbers(node(zero).execute(model, next).table(0), "Prediction (y)")[0] > 0);
    }

    @Test
    void intervalsAreThoseOfTheCore() throws Exception {
        MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
        parameters.appendConfidenceInterval = true;
        parameters.appendPredictionInterval = true;
        parameters.intervalLevel = 0.9;
        BufferedDataTable table = Tables.csv("Penicillin.csv");
        String formula = "diameter ~ 1 + (1 | plate) + (1 | sample)";
        MixedModelPortObject port = Models.fit(formula, table);
        BufferedDataTable predicted = node(parameters).execute(port, table).table(0);
        List<String> names = List.of(
                "Prediction (diameter) confidence lower",
                "Prediction (diameter) confidence upper",
                "Prediction (diameter) prediction lower",
                "Prediction (diameter) prediction upper");
        assertEquals(names, Tables.names(predicted.getDataTableSpec()).subList(4, 8));
        double[][] expected = new double[4][(int) table.size()];
        PredictionIntervals intervals = PredictionIntervals.of(port.model(), 0.9);
        port.model().predictor().withUncertainty().predict(Models.asRead(formula, table), Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                expected[0][i] = intervals.confidence(rows, i).lower();
                expected[1][i] = intervals.confidence(rows, i).upper();
                expected[2][i] = intervals.prediction(rows, i).lower();
                expected[3][i] = intervals.prediction(rows, i).upper();
            }
        });
        for (int k = 0; k < 4; k++) {
            assertArrayEquals(expected[k], Tables.numbers(predicted, names.get(k)));
        }
        parameters.intervalLevel = 1;
        assertEquals(
                "The level of intervals is 1.0; type a number between 0 and 1, such as 0.95.",
                node(parameters).refusal(port.getSpec(), table.getDataTableSpec()));
    }

    @Test
    void aTableWithoutTheGroupColumnIsThePopulation() throws Exception {
        BufferedDataTable table = Tables.builder().numbers("age").row(0.5).build();
        Executed executed = node(everything()).execute(MODEL, table);
        assertEquals(
                Tables.numbers(executed.table(0), "Prediction (height) population")[0],
                Tables.numbers(executed.table(0), "Prediction (height)")[0]);
        assertEquals(
                Optional.of(
                        "The table has no column of Subject, so all its rows are the population's: the group effect is"
                                + " taken as zero."),
                executed.warning());
    }

    @Test
    void anUnseenGroupGetsThePopulationPrediction() throws Exception {
        Executed executed = node(unseen(UnseenGroupPolicy.POPULATION)).execute(MODEL, troublesome());
        double[] prediction = Tables.numbers(executed.table(0), "Prediction (height)");
        double[] population = Tables.numbers(executed.table(0), "Prediction (height) population");
        double[] effect = Tables.numbers(executed.table(0), "Group effect (Subject)");
        double[] error = Tables.numbers(executed.table(0), "Prediction (height) standard error");
        assertEquals(population[1], prediction[1]);
        assertEquals(population[2], prediction[2]);
        assertEquals(0, effect[1]);
        assertEquals(0, effect[2]);
        assertTrue(error[1] > error[0], "of a group of which nothing is known, less is known");
        assertEquals(
                Optional.of("2 rows have a level of Subject that is missing or was not in the fit: the group effect is"
                        + " taken as zero. 1 row has no prediction, because a predictor is missing or unknown."),
                executed.warning());
    }

    @Test
    void anUnseenGroupGetsAMissingPredictionOnRequest() throws Exception {
        Executed executed = node(unseen(UnseenGroupPolicy.MISSING)).execute(MODEL, troublesome());
        List<String> prediction = Tables.texts(executed.table(0), "Prediction (height)");
        assertEquals(List.of("?", "?", "?"), prediction.subList(1, 4));
        assertEquals(
                List.of("?", "?"),
                Tables.texts(executed.table(0), "Group effect (Subject)").subList(1, 3));
        assertEquals(
                List.of("?", "?"),
                Tables.texts(executed.table(0), "Prediction (height) standard error")
                        .subList(1, 3));
        double[] population = Tables.numbers(executed.table(0), "Prediction (height) population");
        assertEquals(population[0], population[1], "the population prediction is there nevertheless");
        assertEquals(
                Optional.of(
                        "2 rows have a level of Subject that is missing or was not in the fit: there is no"
                                + " conditional prediction. 1 row has no prediction, because a predictor is missing or unknown."),
                executed.warning());
    }

    @Test
    void anUnseenGroupFailsOnRequestWithItsRowAndName() throws Exception {
        assertEquals(
                "Row \"unseen\": Subject is \"Zoe\", which was not in the fit; leave the row out, or choose population or missing"
                        + " for unseen groups.",
                node(unseen(UnseenGroupPolicy.FAIL))
                        .failure(MODEL, troublesome())
                        .sentence());
    }

    @Test
    void aPredictorThatIsInfiniteIsRefusedWithTheIdOfItsFirstRow() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("Subject")
                .numbers("age")
                .keyed("Row4", "1", 0.5)
                .keyed("Row1", "1", Double.POSITIVE_INFINITY)
                .keyed("Row2", "2", Double.NEGATIVE_INFINITY)
                .build();
        assertEquals(
                "\"age\" is infinite in row \"Row1\": replace the value by a number, or mark it as missing.",
                node(everything()).failure(MODEL, table).sentence());
    }

    @Test
    void aMissingPredictorGivesMissingPredictions() throws Exception {
        BufferedDataTable predicted =
                node(everything()).execute(MODEL, troublesome()).table(0);
        assertEquals("?", Tables.texts(predicted, "Prediction (height)").get(3));
        assertEquals(
                "?", Tables.texts(predicted, "Prediction (height) population").get(3));
        assertEquals("?", Tables.texts(predicted, "Group effect (Subject)").get(3));
        assertEquals(
                "?",
                Tables.texts(predicted, "Prediction (height) standard error").get(3));
    }

    @Test
    void anUnseenLevelOfAFixedEffectIsNamedInTheWarning() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("f", "g")
                .numbers("y")
                .row("a", "p", 1.0)
                .row("b", "p", 2.0)
                .row("a", "q", 1.5)
                .row("b", "q", 2.75)
                .row("a", "r", 3.5)
                .row("b", "r", 4.25)
                .build();
        BufferedDataTable fresh =
                Tables.builder().texts("f", "g").row("c", "p").row("a", "p").build();
        Executed executed =
                node(new MixedModelPredictorParameters()).execute(Models.fit("y ~ f + (1 | g)", table), fresh);
        assertEquals("?", Tables.texts(executed.table(0), "Prediction (y)").get(0));
        assertEquals(
                Optional.of("f has levels that were not in the fit (\"c\"): their rows have no prediction. 1 row has no"
                        + " prediction, because a predictor is missing or unknown."),
                executed.warning());
    }

    @Test
    void aNameThatTheTableHasGetsANumber() throws Exception {
        MixedModelPredictorParameters parameters = everything();
        BufferedDataTable once = node(parameters).execute(MODEL, OXBOYS).table(0);
        BufferedDataTable twice = node(parameters).execute(MODEL, once).table(0);
        assertEquals(
                List.of(
                        "Prediction (height) (#1)",
                        "Prediction (height) population (#1)",
                        "Group effect (Subject) (#1)",
                        "Prediction (height) standard error (#1)"),
                Tables.names(twice.getDataTableSpec()).subList(8, 12));
    }

    @Test
    void theUserCanNameThePredictionColumn() throws Exception {
        MixedModelPredictorParameters parameters = everything();
        parameters.predictionColumn = Optional.of("Größe, vorhergesagt");
        assertEquals(
                List.of(
                        "Größe, vorhergesagt",
                        "Größe, vorhergesagt population",
                        "Group effect (Subject)",
                        "Größe, vorhergesagt standard error"),
                Tables.names(node(parameters)
                                .configure(MODEL.getSpec(), OXBOYS.getDataTableSpec())
                                .table(0))
                        .subList(4, 8));
    }

    @Test
    void aNameThatWouldMeetAnotherAppendedColumnGetsANumber() throws Exception {
        MixedModelPredictorParameters parameters = everything();
        parameters.predictionColumn = Optional.of("Group effect (Subject)");
        assertEquals(
                "Group effect (Subject) (#1)",
                node(parameters)
                        .configure(MODEL.getSpec(), OXBOYS.getDataTableSpec())
                        .table(0)
                        .getColumnSpec(6)
                        .getName());
    }

    @Test
    void columnsMayHaveAnyName() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("Schüler (Name)")
                .numbers("x `1`", "вес, кг")
                .row("Ä", 1, 1.0)
                .row("Ä", 2, 2.5)
                .row("ß", 1, 4.0)
                .row("ß", 2, 4.5)
                .row("ß", 3, 6.5)
                .row("…", 1, 2.0)
                .row("…", 3, 4.5)
                .build();
        MixedModelPortObject port = Models.fit("`вес, кг` ~ `x ``1``` + (1 | `Schüler (Name)`)", table);
        BufferedDataTable predicted = node(everything()).execute(port, table).table(0);
        assertEquals(
                List.of(
                        "Prediction (вес, кг)",
                        "Prediction (вес, кг) population",
                        "Group effect (Schüler (Name))",
                        "Prediction (вес, кг) standard error"),
                Tables.names(predicted.getDataTableSpec()).subList(3, 7));
        assertTrue(
                Arrays.stream(Tables.numbers(predicted, "Prediction (вес, кг)")).allMatch(Double::isFinite));
    }

    @Test
    void groupsAreFoundByTheirLabelsWhateverTheTypeOfTheirColumn() throws Exception {
        BufferedDataTable texts =
                Tables.builder().texts("Subject").numbers("age").row("7", 0.25).build();
        BufferedDataTable numbers = Tables.builder()
                .column("Subject", LongCell.TYPE)
                .numbers("age")
                .row(7L, 0.25)
                .build();
        double[] byText =
                Tables.numbers(node(everything()).execute(MODEL, texts).table(0), "Group effect (Subject)");
        double[] byNumber =
                Tables.numbers(node(everything()).execute(MODEL, numbers).table(0), "Group effect (Subject)");
        assertArrayEquals(byText, byNumber);
        assertTrue(byText[0] != 0);
    }

    @Test
    void longIntegersThatNoDoubleTellsApartAreDifferentGroups() throws Exception {
        long big = 1L << 60;
        BufferedDataTable table = Tables.builder()
                .column("id", LongCell.TYPE)
                .numbers("y")
                .row(big, 1.0)
                .row(big, 1.5)
                .row(big + 1, 5.0)
                .row(big + 1, 5.75)
                .row(big + 2, 9.0)
                .row(big + 2, 9.25)
                .build();
        BufferedDataTable predicted = node(everything())
                .execute(Models.fit("y ~ 1 + (1 | id)", table), table)
                .table(0);
        assertEquals(
                3,
                Arrays.stream(Tables.numbers(predicted, "Group effect (id)"))
                        .distinct()
                        .count());
    }

    @Test
    void anEmptyTableAndASingleRowCanBePredicted() throws Exception {
        BufferedDataTable empty =
                Tables.builder().texts("Subject").numbers("age").build();
        Executed none = node(everything()).execute(MODEL, empty);
        assertEquals(0, none.table(0).size());
        assertEquals(Optional.empty(), none.warning());
        BufferedDataTable one =
                Tables.builder().texts("Subject").numbers("age").row("26", 1).build();
        assertTrue(Double.isFinite(
                Tables.numbers(node(everything()).execute(MODEL, one).table(0), "Prediction (height)")[0]));
    }

    @Test
    void aTableWithoutAColumnOfTheModelIsRefusedBeforeItIsRead() {
        assertEquals(
                "The table has no column \"age\"; the nearest name is \"Age\".",
                node(everything())
                        .refusal(
                                MODEL.getSpec(),
                                Tables.builder().texts("Subject").numbers("Age").spec()));
        assertEquals(
                "The table has no column \"age\": it has no columns at all.",
                node(everything()).refusal(MODEL.getSpec(), Tables.builder().spec()));
    }

    @Test
    void textsForNumbersAreRefusedBeforeTheyAreRead() {
        assertEquals(
                "Column \"age\" is numeric in the model, but categorical in this table: make it a column of numbers.",
                node(everything())
                        .refusal(
                                MODEL.getSpec(),
                                Tables.builder().texts("Subject", "age").spec()));
    }

    @Test
    void anEmptyNameIsRefused() {
        MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
        parameters.predictionColumn = Optional.of(" ");
        assertEquals(
                "The name of the prediction column is empty; type a name, or switch \"Change prediction column name\""
                        + " off.",
                node(parameters).refusal(MODEL.getSpec(), OXBOYS.getDataTableSpec()));
    }

    @Test
    void configurePromisesWhatExecuteDeliversForAllSettings() throws Exception {
        Random random = new Random(1);
        List<BufferedDataTable> tables = List.of(OXBOYS, troublesome());
        for (int run = 0; run < 64; run++) {
            MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
            parameters.unseenGroups = random.nextBoolean() ? UnseenGroupPolicy.MISSING : UnseenGroupPolicy.POPULATION;
            parameters.appendPopulation = random.nextBoolean();
            parameters.appendGroupEffects = random.nextBoolean();
            parameters.appendStandardError = random.nextBoolean();
            parameters.appendConfidenceInterval = random.nextBoolean();
            parameters.appendPredictionInterval = random.nextBoolean();
            parameters.predictionColumn = random.nextBoolean() ? Optional.of("age") : Optional.empty();
            BufferedDataTable table = tables.get(random.nextInt(tables.size()));
            Executed executed = node(parameters).execute(MODEL, table);
            int columns = 1
                    + (parameters.appendPopulation ? 1 : 0)
                    + (parameters.appendGroupEffects ? 1 : 0)
                    + (parameters.appendStandardError ? 1 : 0)
                    + (parameters.appendConfidenceInterval ? 2 : 0)
                    + (parameters.appendPredictionInterval ? 2 : 0);
            assertEquals(
                    table.getDataTableSpec().getNumColumns() + columns,
                    executed.table(0).getDataTableSpec().getNumColumns());
        }
    }

    @Test
    void itSaysWhatItIsDoingAndStopsOnRequest() throws Exception {
        RecordedProgress all = new RecordedProgress();
        node(everything()).with(all).execute(MODEL, OXBOYS);
        assertTrue(all.messages().contains("predicting rows (117 of 234)"), all.messages()::toString);
        RecordedProgress half = new RecordedProgress().cancelledAtMessage("(117 of 234)");
        assertThrows(
                CanceledExecutionException.class,
                () -> node(everything()).with(half).execute(MODEL, OXBOYS));
        assertFalse(half.messages().contains("predicting rows (118 of 234)"));
    }

    @Test
    void aMillionRowsArePredictedWithoutBeingHeld() throws Exception {
        int rows = 1_000_000;
        BufferedDataTable table = Tables.generated(
                Tables.builder().texts("Subject").numbers("age").spec(),
                rows,
                row -> new org.knime.core.data.def.DefaultRow(
                        "Row" + row, new StringCell(Long.toString(row % 40)), new DoubleCell(row % 7)));
        Executed executed =
                node(new MixedModelPredictorParameters()).countingRows().execute(MODEL, table);
        assertEquals(rows, executed.table(0).size());
        assertEquals(
                Optional.of("350000 rows have a level of Subject that is missing or was not in the fit: the group"
                        + " effect is taken as zero."),
                executed.warning());
    }
}
