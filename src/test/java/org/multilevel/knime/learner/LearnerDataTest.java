package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.multilevel.knime.harness.DateCell;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.MissingValues;

class LearnerDataTest {
    private static final int GROUPS = 12;
    private static final int ROWS = 240;

    /** A table with a group column of every type; the group of a row is the same in all of them but the Boolean one. */
    private static Tables.Builder everyType() {
        Tables.Builder table = Tables.builder()
                .texts("text")
                .integers("int")
                .column("long", LongCell.TYPE)
                .column("boolean", BooleanCell.TYPE)
                .column("date", DateCell.TYPE)
                .numbers("x value", "yß");
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < ROWS; i++) {
            int group = i % GROUPS;
            double x = random.nextDouble();
            table.row(
                    "grüße `" + group,
                    group,
                    Long.MAX_VALUE - group,
                    group % 2 == 0,
                    new DateCell(LocalDate.of(2024, 1, 1 + group)),
                    x,
                    group % 5 + x + random.nextDouble());
        }
        return table;
    }

    private static Executed executed(MixedModelLearnerParameters parameters, BufferedDataTable table) throws Exception {
        return Learners.node(parameters).execute(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "int", "long", "date"})
    void groupsMayBeOfAnyType(String group) throws Exception {
        BufferedDataTable table = everyType().build();
        Executed expected = executed(Learners.columns("yß", List.of("x value"), Learners.by("text", "x value")), table);
        Executed executed = executed(Learners.columns("yß", List.of("x value"), Learners.by(group, "x value")), table);
        assertEquals(2 * GROUPS, executed.table(3).size());
        // The order of the groups, and with it that of sums, depends on their labels.
        assertEquals(
                (double) expected.variable("mixed_model_log_likelihood"),
                (double) executed.variable("mixed_model_log_likelihood"),
                1e-9);
    }

    @Test
    void booleanGroupsAndPredictorsAreCategories() throws Exception {
        BufferedDataTable table = everyType().build();
        assertEquals(
                List.of("false", "true"),
                Tables.texts(
                        executed(Learners.columns("yß", List.of(), Learners.by("boolean")), table)
                                .table(3),
                        "level"));
        assertEquals(
                List.of("(Intercept)", "boolean[true]"),
                Tables.texts(
                        executed(Learners.columns("yß", List.of("boolean"), Learners.by("text")), table)
                                .table(1),
                        "term"));
    }

    @Test
    void rowsWithMissingValuesAreLeftOutAndCounted() throws Exception {
        BufferedDataTable table = everyType()
                .row(null, 1, 1L, true, null, 1, 1)
                .row("a", 1, 1L, true, null, null, 1)
                .row("a", 1, 1L, true, null, 1, null)
                .build();
        Executed executed = executed(Learners.columns("yß", List.of("x value"), Learners.by("text")), table);
        assertEquals(
                Optional.of(
                        "3 of 243 rows were left out: yß is missing (1), x value is missing (1), text is missing (1)."),
                executed.warning());
    }

    @Test
    void aMissingValueStopsTheNodeWhereThatIsAskedFor() throws Exception {
        BufferedDataTable table =
                everyType().row("a", 1, 1L, true, null, null, 1).build();
        MixedModelLearnerParameters parameters = Learners.columns("yß", List.of("x value"), Learners.by("text"));
        parameters.missingValues = MissingValues.FAIL;
        assertEquals(
                "\"x value\" is missing in row \"Row240\": fill it in, or let rows with missing values be dropped.",
                Learners.node(parameters).failure(table).sentence());
    }

    @Test
    void aMissingValueInAColumnThatTheModelDoesNotUseDoesNoHarm() throws Exception {
        BufferedDataTable table =
                everyType().row("grüße `1", null, null, null, null, 0.5, 1.5).build();
        assertEquals(
                Optional.empty(),
                executed(Learners.columns("yß", List.of("x value"), Learners.by("text")), table)
                        .warning());
    }

    private static NodeRun node() {
        return Learners.node(Learners.columns("y", List.of(), Learners.by("g")));
    }

    private static String failure(Tables.Builder table) throws Exception {
        return node().failure(table.build()).sentence();
    }

    @Test
    void tablesThatCannotBeFittedGiveTheSentenceOfTheCore() throws Exception {
        Tables.Builder empty = Tables.builder().texts("g").numbers("y");
        assertEquals("The table has no rows: a model needs data.", failure(empty));
        assertEquals(
                "No row can be used: of 2 rows 2 because y is missing; complete the data, or leave that variable out of the"
                        + " model.",
                failure(Tables.builder().texts("g").numbers("y").row("a", null).row("b", null)));
        assertEquals(
                "Only one row can be used, and a model needs at least two; check for missing values.",
                failure(Tables.builder().texts("g").numbers("y").row("a", 1)));
    }

    @Test
    void anInfiniteValueIsNamed() throws Exception {
        Tables.Builder table = Tables.builder().texts("g").numbers("y");
        for (int i = 0; i < 10; i++) {
            table.row("g" + i % 2, i == 6 ? Double.POSITIVE_INFINITY : i);
        }
        assertEquals(
                "\"y\" is infinite in row \"Row6\": replace the value by a number, or mark it as missing.",
                failure(table));
    }

    /** Rows whose IDs do not follow from their positions, as after a row filter; values stand in the row before the last. */
    private static BufferedDataTable filtered(Object x, Object weight) {
        Tables.Builder table = Tables.builder().texts("g").numbers("x", "w", "y");
        for (int i = 0; i < 7; i++) {
            table.keyed("Row" + (2 * i + 1), "g" + i % 2, i, 1, i * i);
        }
        return table.keyed("Row8", "g1", x, weight, 3.5)
                .keyed("Row40", "g0", 7, 1, 9)
                .build();
    }

    @Test
    void aRowIsNamedByItsIdWhateverItsPosition() throws Exception {
        MixedModelLearnerParameters parameters = Learners.formula("y ~ x + (1 | g)");
        parameters.missingValues = MissingValues.FAIL;
        assertEquals(
                "\"x\" is missing in row \"Row8\": fill it in, or let rows with missing values be dropped.",
                Learners.node(parameters).failure(filtered(null, 1)).sentence());
        parameters.weights = Optional.of("w");
        assertEquals(
                "The weight in column \"w\" is -1 in row \"Row8\": a weight must be a positive number, or 0 to leave the"
                        + " row out.",
                Learners.node(parameters).failure(filtered(1, -1)).sentence());
        assertEquals(
                "log(x + 1) is not defined in row \"Row8\", where x + 1 is -1; correct the value, mark it as missing, or"
                        + " choose another transformation.",
                Learners.node(Learners.formula("y ~ log(x + 1) + (1 | g)"))
                        .failure(filtered(-2, 1))
                        .sentence());
    }

    @Test
    void aRowFarDownTheTableIsNamedByItsId() throws Exception {
        int rows = 5000;
        BufferedDataTable table = Tables.generated(
                Tables.builder().texts("g").numbers("y").spec(),
                rows,
                i -> new DefaultRow(
                        "ID " + (rows - i),
                        new StringCell("g" + i % 7),
                        new DoubleCell(i == 4321 ? Double.NEGATIVE_INFINITY : i % 11)));
        assertEquals(
                "\"y\" is infinite in row \"ID 679\": replace the value by a number, or mark it as missing.",
                node().failure(table).sentence());
    }

    @Test
    void progressNamesWhatIsDone() throws Exception {
        RecordedProgress progress = new RecordedProgress();
        Learners.node(Learners.columns("yß", List.of("x value"), Learners.by("text")))
                .with(progress)
                .execute(everyType().build());
        List<String> messages = progress.messages();
        assertEquals("reading rows", messages.get(0));
        assertTrue(messages.contains("fitting: evaluation 1"), messages.toString());
        assertEquals("writing results", messages.get(messages.size() - 1));
    }

    @Test
    void cancellingStopsTheNodeWhereverItIs() throws Exception {
        NodeRun node = Learners.node(Learners.columns("yß", List.of("x value"), Learners.by("text")));
        BufferedDataTable table = everyType().build();
        node.execute(table);
        long checks = node.progress().checks();
        assertTrue(checks > 5, "checks: " + checks);
        for (long check = 1; check <= checks; check++) {
            NodeRun cancelled = node.with(new RecordedProgress().cancelledAtCheck(check));
            assertThrows(CanceledExecutionException.class, () -> cancelled.execute(table));
        }
        for (String message : List.of("reading rows", "fitting: evaluation 2", "writing results")) {
            NodeRun cancelled = node.with(new RecordedProgress().cancelledAtMessage(message));
            assertThrows(CanceledExecutionException.class, () -> cancelled.execute(table), message);
        }
    }

    @Test
    void aMillionRowsAreReadWhereTheyAre() throws Exception {
        int rows = 1_000_000;
        DataTableSpec spec = Tables.builder()
                .integers("group")
                .numbers("x", "y")
                .texts("unused")
                .spec();
        StringCell unused = new StringCell("u");
        BufferedDataTable table = Tables.generated(spec, rows, i -> {
            int group = (int) (i % 500);
            double x = Math.sin((double) i);
            double y = group % 7 + 2 * x + Math.cos(3.0 * i);
            return new DefaultRow("Row" + i, new IntCell(group), new DoubleCell(x), new DoubleCell(y), unused);
        });
        Executed executed = executed(Learners.columns("y", List.of("x"), Learners.by("group")), table);
        assertEquals(2, Tables.numbers(executed.table(1), "estimate")[1], 0.01);
        assertEquals(500, executed.table(3).size());
    }
}
