package org.multilevel.knime.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** The harness runs a node as KNIME does. */
class NodeRunTest {
    private static final BufferedDataTable TABLE =
            Tables.builder().texts("g").numbers("x").row("a", 1.0).row("b", 2.0).build();

    private static NodeRun node() {
        return NodeRun.of(new SampleNode());
    }

    private static NodeRun node(SampleNode.Parameters parameters) {
        return node().with(parameters);
    }

    private static SampleNode.Parameters parameters() {
        SampleNode.Parameters parameters = new SampleNode.Parameters();
        parameters.column = "x";
        return parameters;
    }

    @Test
    void aNewNodeTakesItsParametersFromTheInput() throws InvalidSettingsException {
        NodeRun node = node();

        node.configure(TABLE.getSpec());

        assertEquals("x", node.parameters(SampleNode.Parameters.class).column);
    }

    @Test
    void theRefusalOfConfigureIsItsSentence() {
        assertEquals("No column \"\".", node(new SampleNode.Parameters()).refusal(TABLE.getSpec()));
    }

    @Test
    void anExecutedNodeLeavesTablesWarningAndVariables()
            throws InvalidSettingsException, KNIMEException, CanceledExecutionException {
        Executed executed = node().execute(TABLE);

        assertEquals(1.5, Tables.numbers(executed.table(0), "mean")[0]);
        assertEquals(Optional.of("2 rows"), executed.warning());
        assertEquals(3.0, executed.variable("sum"));
    }

    @Test
    void anOutputThatConfigureDidNotPromiseFails() {
        SampleNode.Parameters parameters = parameters();
        parameters.surprise = true;

        AssertionError failure =
                assertThrows(AssertionError.class, () -> node(parameters).execute(TABLE));

        assertTrue(failure.getMessage().startsWith("Output 0 was configured as"), failure.getMessage());
    }

    @Test
    void aFailureIsToldWithDetailAndResolutions() throws InvalidSettingsException, CanceledExecutionException {
        SampleNode.Parameters parameters = parameters();
        parameters.fail = true;

        assertEquals(
                new Failure("Failed.", Optional.of("A detail."), List.of("Do otherwise.")),
                node(parameters).failure(TABLE));
    }

    @Test
    void aNodeIsCancelledWhereItAsks() {
        NodeRun node = node().with(new RecordedProgress().cancelledAtCheck(2));

        assertThrows(CanceledExecutionException.class, () -> node.execute(TABLE));
        assertEquals(2, node.progress().checks());
    }

    @Test
    void countedTablesKnowTheirSizeOnly() throws InvalidSettingsException, KNIMEException, CanceledExecutionException {
        BufferedDataTable counted = node().countingRows().execute(TABLE).table(0);

        assertEquals(1, counted.size());
        assertEquals(List.of(), Tables.rows(counted));
    }

    @Test
    void theViewSeesWhatTheNodeKeeps() throws InvalidSettingsException, KNIMEException, CanceledExecutionException {
        NodeRun node = node();
        node.execute(TABLE);

        assertEquals("<p>mean</p>", node.view().page());
        assertEquals(2, node.view().initialData().get("rows").asInt());
    }

    @Test
    void aLoadedNodeHasTheSavedParameters() throws InvalidSettingsException {
        SampleNode.Parameters parameters = parameters();
        parameters.reason = "Saved.";

        NodeRun loaded = node().load(node(parameters).save());

        assertEquals("Saved.", loaded.parameters(SampleNode.Parameters.class).reason);
    }

    @Test
    void theDialogOffersShowsAndComputes() {
        SampleNode.Parameters parameters = parameters();
        Dialog dialog = node(parameters).dialog(TABLE.getSpec());

        assertEquals(List.of("x"), dialog.choices("column"));
        assertEquals("mean of x", dialog.message("choice").orElseThrow().description());
        assertFalse(dialog.isActive("reason"));
        parameters.fail = true;
        assertTrue(dialog.isActive("reason"));
    }

    @Test
    void parametersWithAllTheirTextsHaveNoProblem() {
        assertEquals(List.of(), ParametersCheck.problems(new SampleNode(), TABLE.getSpec()));
    }
}
