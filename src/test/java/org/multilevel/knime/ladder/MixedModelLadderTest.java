package org.multilevel.knime.ladder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
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

    private static final BufferedDataTable EPIL = Tables.csv("../../src/test/resources/reference-glmm/epil.csv");
    private static final MixedModelPortObject COUNTS =
            Models.generalised("y ~ lbase + trt + (1 | subject)", Distribution.of(Family.POISSON), List.of(), EPIL);

    /** The family is the model's own, so that there is nothing to choose. */
    @Test
    void aGeneralisedModelHasTheLadderOfItsFamily() throws Exception {
        Executed executed = node().execute(COUNTS, EPIL);
        BufferedDataTable table = executed.table(0);
        assertEquals(List.of("null", "random intercept: subject", "fixed effects"), Tables.texts(table, "name"));
        double[] logLikelihoods = Tables.numbers(table, "log_likelihood");
        double[] expected = {
            Models.generalised("y ~ 1", Distribution.of(Family.POISSON), List.of(), EPIL)
                    .model()
                    .statistics()
                    .logLikelihood(),
            Models.generalised("y ~ 1 + (1 | subject)", Distribution.of(Family.POISSON), List.of(), EPIL)
                    .model()
                    .statistics()
                    .logLikelihood(),
            COUNTS.model().statistics().logLikelihood()
        };
        // separate fits of one model end within the search's tolerance
        assertArrayEquals(expected, logLikelihoods, 1e-6);
        String said = executed.warning().orElseThrow();
        assertTrue(said.contains("by Laplace's approximation"), said);
    }

    @Test
    void otherRowsThanThoseOfAGeneralisedModelAreRefused() throws Exception {
        BufferedDataTable fewer = Tables.generated(
                EPIL.getDataTableSpec(), 200, row -> Tables.rows(EPIL).get((int) row));
        assertEquals(
                "The table does not hold the rows that y ~ lbase + trt + (1 | subject) was fitted to: give the table of the"
                        + " fit, unchanged.",
                node().failure(COUNTS, fewer).sentence());
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
