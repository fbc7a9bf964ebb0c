package org.multilevel.knime.ladder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.result.ResultTables;

class MixedModelLadderTest {
    private static final BufferedDataTable OXBOYS = Tables.csv("Oxboys.csv");
    private static final MixedModelPortObject MODEL = Models.fit("height ~ age + (1 + age | Subject)", OXBOYS);

    private static NodeRun node() {
        return NodeRun.of(new MixedModelLadderNodeFactory());
    }

    @Test
    void theStepsLeadToTheModelAndTheReasonIsSaid() throws Exception {
        Executed executed = node().execute(MODEL, OXBOYS);
        BufferedDataTable table = executed.table(0);
        assertEquals(ResultTables.LADDER.columnNames(), Tables.names(table.getDataTableSpec()));
        assertEquals(
                List.of("null", "random intercept: Subject", "fixed effects", "random slope: age over Subject"),
                Tables.texts(table, "name"));
        assertEquals(List.of("no", "no", "no", "yes"), Tables.texts(table, "recommended"));
        String said = executed.warning().orElseThrow();
        assertTrue(said.startsWith("Step 4 (random slope: age over Subject) is recommended"), said);
    }

    @Test
    void theColumnsAreKnownBeforeTheRowsAre() throws Exception {
        assertEquals(
                ResultTables.LADDER.columnNames(),
                Tables.names(node().configure(MODEL.getSpec(), OXBOYS.getDataTableSpec())
                        .table(0)));
    }

    @Test
    void aModelWithoutGroupsIsRefusedBeforeTheRowsAreRead() {
        assertEquals(
                "The formula height ~ age has no random term, so there is no ladder to climb; add one such as (1 | group).",
                node().refusal(Models.fit("height ~ age", OXBOYS).getSpec(), OXBOYS.getDataTableSpec()));
        String dot = "height ~ . - Subject - Occasion + (1 | Subject)";
        node().refusal(Models.fit("height ~ .", OXBOYS).getSpec(), OXBOYS.getDataTableSpec());
        assertDoesNotThrow(() -> node().configure(Models.fit(dot, OXBOYS).getSpec(), OXBOYS.getDataTableSpec()));
    }

    @Test
    void otherRowsThanThoseOfTheModelAreRefused() throws Exception {
        BufferedDataTable fewer = Tables.generated(
                OXBOYS.getDataTableSpec(), 200, row -> Tables.rows(OXBOYS).get((int) row));
        assertEquals(
                "The table does not hold the rows that height ~ age + (1 + age | Subject) was fitted to: give the table of the"
                        + " fit, unchanged.",
                node().failure(MODEL, fewer).sentence());
    }

    @Test
    void aTableThatCannotBeTheOneOfTheFitIsRefusedBeforeItsRowsAreRead() {
        assertEquals(
                "The table has no column \"age\", which the model reads: connect the table that the model was fitted to.",
                node().refusal(MODEL.getSpec(), Tables.without(OXBOYS, "age").getDataTableSpec()));
    }
}
