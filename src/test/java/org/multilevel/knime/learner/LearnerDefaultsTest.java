package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.knime.harness.Domains;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;

class LearnerDefaultsTest {
    private static final String WARNING =
            "Guessed from the table: y ~ 1 + (1 | school). Open the dialog and confirm it, or choose other columns.";

    private static NodeRun dropped(DataTableSpec spec) {
        return Learners.node().defaults(spec);
    }

    private static final BufferedDataTable HSB = Tables.csv("hsb.csv");

    private static MixedModelLearnerParameters parameters(NodeRun node) {
        return node.parameters(MixedModelLearnerParameters.class);
    }

    @Test
    void aDroppedNodeWarnsOfWhatItHasGuessedUntilTheDialogWasConfirmed() throws Exception {
        DataTableSpec spec = Domains.known("school:12", "gender:2", "y");
        NodeRun node = dropped(spec);
        assertEquals(Optional.of(WARNING), node.configure(spec).warning());
        assertEquals(true, node.dialog(spec).providedValue("columnsConfirmed"));
        parameters(node).columnsConfirmed = true;
        assertEquals(Optional.empty(), node.configure(spec).warning());
    }

    @Test
    void theWarningStaysWhenTheNodeHasRun() throws Exception {
        Tables.Builder rows = Tables.builder().texts("school").numbers("y");
        for (int i = 0; i < 40; i++) {
            rows.row("s" + i % 8, i * 7 % 11 + i % 8);
        }
        assertTrue(Learners.node().execute(rows.build()).warning().orElseThrow().startsWith(WARNING));
    }

    @Test
    void whatWasGuessedIsToldWhereItCannotBeFitted() throws Exception {
        NodeRun node = dropped(Domains.of(HSB));
        String sentence =
                "The response disclim is fitted exactly by the groups, so no residual variance is left to estimate; check"
                        + " whether a predictor or group repeats the response.";
        assertEquals(
                "Guessed from the table: disclim ~ 1 + (1 | school). Open the dialog and confirm it, or choose other columns. "
                        + sentence,
                node.failure(HSB).sentence());
        parameters(node).columnsConfirmed = true;
        assertEquals(sentence, node.failure(HSB).sentence());
    }

    @Test
    void aTableWithoutAClearGroupIsAskedFor() {
        assertEquals(
                "No column of the table is clearly one of groups: choose the column that groups the rows, or remove the"
                        + " grouping.",
                Learners.node().refusal(Domains.known("gender:2", "written")));
        assertEquals(
                "More than one column of the table may be that of the groups (school, student): choose the column that groups"
                        + " the rows, or remove the grouping.",
                Learners.node().refusal(Domains.known("school:20920-84772", "student:1-5521", "written")));
    }

    @Test
    void aReaderThatHasRunTellsMore() throws Exception {
        DataTableSpec spec = Domains.known("country:many", "y");
        DataTableSpec unread = Domains.unread(spec);
        NodeRun node = dropped(unread);
        assertEquals(
                "No column of the table is clearly one of groups: choose the column that groups the rows, or remove the"
                        + " grouping.",
                node.refusal(unread));
        assertEquals(
                Optional.of(
                        "Guessed from the table: y ~ 1 + (1 | country). Open the dialog and confirm it, or choose other"
                                + " columns."),
                node.configure(spec).warning());
    }

    @Test
    void nothingIsChosenWhereThereIsNothing() {
        MixedModelLearnerParameters parameters =
                parameters(dropped(Tables.builder().spec()));
        assertEquals("", parameters.response);
        assertEquals(1, parameters.groupings.length);
        assertEquals("", parameters.groupings[0].group);
    }
}
