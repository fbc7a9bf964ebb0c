package org.multilevel.knime.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.streamable.RowOutput.OutputClosedException;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.StreamedRun;
import org.multilevel.knime.harness.StreamedRun.Streamed;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.UnseenGroupPolicy;

/** In a streamed component the predictor makes the same of each row, and hands it on at once. */
class StreamedPredictionTest {
    private static final BufferedDataTable OXBOYS = Tables.csv("Oxboys.csv");
    private static final MixedModelPortObject MODEL = Models.fit("height ~ age + (1 + age | Subject)", OXBOYS);

    private static MixedModelPredictorParameters everything() {
        MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
        parameters.appendPopulation = true;
        parameters.appendGroupEffects = true;
        parameters.appendStandardError = true;
        parameters.appendConfidenceInterval = true;
        parameters.appendPredictionInterval = true;
        return parameters;
    }

    private static StreamedRun streamed(MixedModelPredictorParameters parameters) throws Exception {
        return StreamedRun.of(new MixedModelPredictorNodeFactory()).with(parameters);
    }

    private static void assertSame(
            MixedModelPredictorParameters parameters, MixedModelPortObject model, BufferedDataTable table)
            throws Exception {
        Executed executed = NodeRun.of(new MixedModelPredictorNodeFactory())
                .with(parameters)
                .execute(model, table);
        Streamed streamed = streamed(parameters).run(model, table);
        assertEquals(Tables.rows(executed.table(0)), streamed.rows());
        assertEquals(Tables.names(executed.table(0).getDataTableSpec()), Tables.names(streamed.spec()));
        assertEquals(executed.warning(), streamed.warning());
    }

    @ParameterizedTest
    @CsvSource({
        "hsb.csv, mathach ~ ses * sector + (1 + ses | school)",
        "Oxboys.csv, height ~ poly(age; 2) + (1 + age | Subject)",
        "Pastes.csv, strength ~ 1 + (1 | batch/cask)"
    })
    void streamedRowsAreThoseOfAWholeTable(String file, String formula) throws Exception {
        BufferedDataTable table = Tables.csv(file);
        assertSame(everything(), Models.fit(formula.replace(';', ','), table), table);
    }

    @Test
    void labelsAndTheirProbabilitiesAreStreamedToo() throws Exception {
        BufferedDataTable table = Tables.csv("../../src/test/resources/reference-glmm/bacteria.csv");
        MixedModelPortObject model = GeneralisedPredictionTest.YES_OR_NO;
        MixedModelPredictorParameters parameters = everything();
        parameters.appendPredictionInterval = false;
        assertSame(parameters, model, table);
    }

    @Test
    void whatIsSaidOfRowsOfAWholeTableIsSaidOfStreamedOnes() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("Subject")
                .numbers("age")
                .row("1", 0.5)
                .row("Zoe", 0.5)
                .row(null, 0.5)
                .row("1", null)
                .build();
        assertSame(everything(), MODEL, table);
        assertTrue(streamed(everything()).run(MODEL, table).warning().isPresent());
    }

    @Test
    void eachRowIsHandedOnBeforeTheNextIsRead() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("Subject")
                .numbers("age")
                .keyed("first", "1", 0.5)
                .keyed("second", "2", 0.1)
                .build();
        assertEquals(
                List.of("in first", "out first", "in second", "out second", "in closed", "out closed"),
                streamed(everything()).run(MODEL, table).events());
    }

    @Test
    void aRowThatCannotBePredictedIsNamed() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("Subject")
                .numbers("age")
                .keyed("known", "1", 0.5)
                .keyed("new", "Zoe", 0.5)
                .build();
        MixedModelPredictorParameters parameters = everything();
        parameters.unseenGroups = UnseenGroupPolicy.FAIL;
        String whole = NodeRun.of(new MixedModelPredictorNodeFactory())
                .with(parameters)
                .failure(MODEL, table)
                .sentence();
        KNIMEException refusal =
                assertThrows(KNIMEException.class, () -> streamed(parameters).run(MODEL, table));
        assertEquals(whole, refusal.getMessage());
        assertTrue(whole.contains("Zoe") && whole.contains("new"), whole);
    }

    /** KNIME's executor takes it for the end of the work, and any other exception for a failure. */
    @Test
    void aNodeBehindThatWantsNoMoreRowsIsNotAFailure() throws Exception {
        StreamedRun run = streamed(everything()).wanting(3);
        assertThrows(OutputClosedException.class, () -> run.run(MODEL, OXBOYS));
    }

    @Test
    void theUserStopsAStreamedNode() throws Exception {
        StreamedRun run = streamed(everything()).with(new RecordedProgress().cancelledAtMessage("predicting rows (5)"));
        assertThrows(CanceledExecutionException.class, () -> run.run(MODEL, OXBOYS));
    }

    /** So KNIME stops a node when another of the component has failed. */
    @Test
    void anInterruptionIsHandedOn() throws Exception {
        StreamedRun run = streamed(everything());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> run.run(MODEL, OXBOYS));
    }

    @Test
    void theNodeModelExecutesWholeTablesAsTheDefinitionDoes() throws Exception {
        MixedModelPredictorParameters parameters = everything();
        Executed expected = NodeRun.of(new MixedModelPredictorNodeFactory())
                .with(parameters)
                .execute(MODEL, OXBOYS);
        StreamedRun node = streamed(parameters);
        BufferedDataTable made = node.executed(MODEL, OXBOYS);
        assertEquals(Tables.rows(expected.table(0)), Tables.rows(made));
        assertEquals(Optional.empty(), expected.warning());
    }

    @Test
    void onlyTheTableIsStreamed() throws Exception {
        assertEquals(
                List.of(false, true),
                Stream.of(streamed(everything()).model().getInputPortRoles())
                        .map(role -> role.isStreamable())
                        .toList());
        assertEquals(
                List.of(false, false),
                Stream.of(streamed(everything()).model().getInputPortRoles())
                        .map(role -> role.isDistributable())
                        .toList());
    }
}
