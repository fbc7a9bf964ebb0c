package org.multilevel.knime.bootstrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.multilevel.data.Progress;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.inference.intervals.ParameterInterval;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.knime.BootstrapKind;
import org.multilevel.knime.ModelTable;
import org.multilevel.knime.Models;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.result.IntervalTables;

class MixedModelBootstrapTest {
    private static final String FORMULA = "height ~ age + (1 + age | Subject)";
    private static final BufferedDataTable OXBOYS = Tables.csv("Oxboys.csv");
    private static final MixedModelPortObject MODEL = Models.fit(FORMULA, OXBOYS);

    private static MixedModelBootstrapParameters settings(int replicates) {
        MixedModelBootstrapParameters parameters = new MixedModelBootstrapParameters();
        parameters.replicates = replicates;
        parameters.seed = 3;
        parameters.kind = BootstrapKind.BASIC;
        parameters.level = 0.9;
        return parameters;
    }

    private static NodeRun node(MixedModelBootstrapParameters parameters) {
        return NodeRun.of(new MixedModelBootstrapNodeFactory()).with(parameters);
    }

    @Test
    void intervalsAndReplicatesAreThoseOfTheCore() throws Exception {
        Executed executed = node(settings(50)).execute(MODEL, OXBOYS);
        LiveModel live = LiveModel.again(MODEL.model(), Models.asRead(FORMULA, OXBOYS), Progress.NONE);
        ParametricBootstrap core = ParametricBootstrap.of(live, 50, 3, 1, Progress.NONE);
        List<ParameterInterval> expected = core.intervals(ParametricBootstrap.Kind.BASIC, 0.9);

        BufferedDataTable intervals = executed.table(0);
        assertEquals(core.names(), Tables.texts(intervals, "parameter"));
        assertArrayEquals(
                expected.stream().mapToDouble(ParameterInterval::lower).toArray(), Tables.numbers(intervals, "lower"));
        assertArrayEquals(
                expected.stream().mapToDouble(ParameterInterval::upper).toArray(), Tables.numbers(intervals, "upper"));
        assertEquals("bootstrap basic", Tables.texts(intervals, "method").get(0));

        BufferedDataTable replicates = executed.table(1);
        int parameters = core.names().size();
        assertEquals(50L * parameters, replicates.size());
        double[] values = Tables.numbers(replicates, "value");
        double[] slopes = core.of(1);
        for (int r = 0; r < 50; r++) {
            assertEquals(slopes[r], values[r * parameters + 1]);
        }
        assertEquals("1", Tables.texts(replicates, "replicate").get(parameters - 1));
        assertEquals("2", Tables.texts(replicates, "replicate").get(parameters));
        assertEquals("age", Tables.texts(replicates, "parameter").get(1));
    }

    private static final BufferedDataTable EPIL = Tables.csv("../../src/test/resources/reference-glmm/epil.csv");

    @Test
    void aGeneralisedModelsResponsesAreOfItsFamily() throws Exception {
        MixedModelPortObject counts =
                Models.generalised("y ~ lbase + (1 | subject)", Distribution.of(Family.POISSON), List.of(), EPIL);
        Executed executed = node(settings(12)).execute(counts, EPIL);
        LiveGeneralisedModel live =
                LiveGeneralisedModel.again(counts.model(), ModelTable.of(counts.model(), EPIL), 1, Progress.NONE);
        ParametricBootstrap core =
                ParametricBootstrap.of(live, List.of(), ParametricBootstrap.Kind.BASIC, 12, 3, 1, Progress.NONE);
        List<ParameterInterval> expected = core.intervals(ParametricBootstrap.Kind.BASIC, 0.9);
        BufferedDataTable intervals = executed.table(0);
        assertEquals(core.names(), Tables.texts(intervals, "parameter"));
        assertArrayEquals(
                expected.stream().mapToDouble(ParameterInterval::lower).toArray(), Tables.numbers(intervals, "lower"));
        assertEquals(12L * core.names().size(), executed.table(1).size());
    }

    @Test
    void theColumnsAreKnownBeforeTheRowsAre() throws Exception {
        var configured =
                NodeRun.of(new MixedModelBootstrapNodeFactory()).configure(MODEL.getSpec(), OXBOYS.getDataTableSpec());
        assertEquals(IntervalTables.INTERVALS.columnNames(), Tables.names(configured.table(0)));
        assertEquals(List.of("replicate", "parameter", "value"), Tables.names(configured.table(1)));
    }

    @Test
    void whatIsToBeKnownOfTheReplicatesIsTheWarning() throws Exception {
        assertEquals(
                Optional.of("An interval needs two replicates or more; 1000 are usual."),
                node(settings(1)).execute(MODEL, OXBOYS).warning());
    }

    @Test
    void otherRowsThanThoseOfTheModelAreRefused() throws Exception {
        BufferedDataTable fewer = Tables.generated(
                OXBOYS.getDataTableSpec(), 200, row -> Tables.rows(OXBOYS).get((int) row));
        assertEquals(
                "The table does not hold the rows that height ~ age + (1 + age | Subject) was fitted to: give the table of the"
                        + " fit, unchanged.",
                node(settings(2)).failure(MODEL, fewer).sentence());
    }

    @Test
    void aTableThatCannotBeTheOneOfTheFitIsRefusedBeforeItsRowsAreRead() {
        assertEquals(
                "The table has no column \"age\", which the model reads: connect the table that the model was fitted to.",
                node(settings(2))
                        .refusal(MODEL.getSpec(), Tables.without(OXBOYS, "age").getDataTableSpec()));
        assertEquals(
                "Column \"age\" is numeric in the model, but categorical in this table: make it a column of numbers.",
                node(settings(2))
                        .refusal(
                                MODEL.getSpec(), Tables.csv("Oxboys.csv", "age").getDataTableSpec()));
    }

    @Test
    void settingsThatMeanNothingAreRefusedBeforeTheRowsAreRead() throws Exception {
        assertEquals(
                "The number of replicates is 0; type a whole number from 1 on: 1000 are usual for intervals.",
                node(settings(0)).refusal(MODEL.getSpec(), OXBOYS.getDataTableSpec()));
        MixedModelBootstrapParameters level = settings(10);
        level.level = 1;
        assertEquals(
                "The level of intervals is 1.0; type a number between 0 and 1, such as 0.95.",
                node(level).refusal(MODEL.getSpec(), OXBOYS.getDataTableSpec()));
    }

    @Test
    void theNodeShowsHowManyReplicatesAreDoneAndStopsOnRequest() throws Exception {
        NodeRun run = node(settings(5)).with(new RecordedProgress());
        run.execute(MODEL, OXBOYS);
        List<String> messages = run.progress().messages();
        assertTrue(messages.stream().anyMatch(message -> message.contains("bootstrap: 5 of 5")), messages::toString);
        RecordedProgress stopped = new RecordedProgress().cancelledAtMessage("bootstrap: 3");
        assertThrows(
                CanceledExecutionException.class,
                () -> node(settings(500)).with(stopped).execute(MODEL, OXBOYS));
    }

    @Test
    void settingsOfVersion1LoadForEver() throws Exception {
        StoredSettings stored =
                StoredSettings.of(new MixedModelBootstrapNodeFactory(), "/knime/bootstrap/version-1.xml");
        MixedModelBootstrapParameters parameters = stored.load(MixedModelBootstrapParameters.class);
        assertEquals(200, parameters.replicates);
        assertEquals(7, parameters.seed);
        assertEquals(BootstrapKind.BASIC, parameters.kind);
        assertEquals(0.9, parameters.level);
        stored.assertSavedAsTheyWere();
        assertEquals(1000, stored.without("replicates").load(MixedModelBootstrapParameters.class).replicates);
        stored.assertOtherReleasesAreRefused("kind", "Intervals", MODEL.getSpec(), OXBOYS.getDataTableSpec());
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(
                List.of(),
                ParametersCheck.problems(
                        new MixedModelBootstrapNodeFactory(), MODEL.getSpec(), OXBOYS.getDataTableSpec()));
    }
}
