package org.multilevel.knime.influence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.result.ResultTables;

class MixedModelInfluenceTest {
    private static final BufferedDataTable PASTES = Tables.csv("Pastes.csv");
    private static final MixedModelPortObject MODEL = Models.fit("strength ~ 1 + (1 | batch/cask)", PASTES);

    private static NodeRun node(String group) {
        MixedModelInfluenceParameters parameters = new MixedModelInfluenceParameters();
        parameters.group = group;
        return NodeRun.of(new MixedModelInfluenceNodeFactory()).with(parameters);
    }

    @Test
    void everyLevelAndEstimateHasARow() throws Exception {
        Executed executed = node("batch").execute(MODEL, PASTES);
        BufferedDataTable table = executed.table(0);
        assertEquals(ResultTables.INFLUENCE_CHANGES.columnNames(), Tables.names(table.getDataTableSpec()));
        // 10 batches; an intercept and three standard deviations
        assertEquals(40, table.size());
        assertEquals("A", Tables.texts(table, "level").get(0));
        assertEquals("(Intercept)", Tables.texts(table, "parameter").get(0));
        assertEquals("sd:Residual", Tables.texts(table, "parameter").get(3));
        String said = executed.warning().orElseThrow();
        assertTrue(said.startsWith("Most influential: "), said);
    }

    @Test
    void theFirstFactorOfTheFormulaIsMeantByNone() throws Exception {
        BufferedDataTable table = node("").execute(MODEL, PASTES).table(0);
        assertEquals(
                MODEL.getSpec().groupingFactors().get(0),
                Tables.texts(table, "group").get(0));
    }

    @Test
    void theDialogOffersTheFactorsOfTheModel() {
        assertEquals(
                List.of(" ", "cask:batch", "batch"),
                node("").dialog(MODEL.getSpec(), PASTES.getDataTableSpec()).choices("group"));
    }

    /** KNIME's list shows an empty text as a choice that is missing. */
    @Test
    void theDialogShowsThatNoFactorIsNamed() throws Exception {
        assertEquals(
                " ", node("").dialog(MODEL.getSpec(), PASTES.getDataTableSpec()).providedValue("group"));
        assertEquals(
                "batch",
                node("batch").dialog(MODEL.getSpec(), PASTES.getDataTableSpec()).providedValue("group"));
        assertEquals(
                Optional.empty(),
                node(" ").configure(MODEL.getSpec(), PASTES.getDataTableSpec()).warning());
    }

    @Test
    void anUnknownFactorIsRefusedBeforeTheRowsAreRead() {
        assertEquals(
                "The model has no grouping factor \"sample\"; it has cask:batch, batch: name one of them.",
                assertThrows(
                                InvalidSettingsException.class,
                                () -> node("sample").configure(MODEL.getSpec(), PASTES.getDataTableSpec()))
                        .getMessage());
    }

    @Test
    void aModelWithoutGroupsIsRefusedBeforeTheRowsAreRead() {
        BufferedDataTable sleep = Tables.csv("sleepstudy.csv");
        MixedModelPortObject least = Models.fit("Reaction ~ Days", sleep);
        for (String group : new String[] {"", "Subject"}) {
            assertEquals(
                    "The model has no grouping factor whose levels could be left out: give its learner a grouping, such as"
                            + " (1 | group) in the formula.",
                    node(group).refusal(least.getSpec(), sleep.getDataTableSpec()));
        }
    }

    @Test
    void aModelWithCovarianceStructuresIsAccepted() throws InvalidSettingsException {
        BufferedDataTable sleep = Tables.csv("sleepstudy.csv");
        DesignOptions options = DesignOptions.DEFAULT.withResidual(ResidualTerm.parse("ar1(Days | Subject)"));
        for (String formula : List.of("Reaction ~ Days + cs(1 + Days | Subject)", "Reaction ~ Days + (1 | Subject)")) {
            assertEquals(
                    1,
                    node("").configure(spec(formula, options, sleep), sleep.getDataTableSpec())
                            .specs()
                            .size());
        }
    }

    @Test
    void subjectsOfResidualsThatGoTogetherAreLeftOutWithoutRandomTermsToo() throws Exception {
        BufferedDataTable sleep = Tables.csv("sleepstudy.csv");
        MixedModelPortObject model = Models.dependent("Reaction ~ Days", "ar1(Days | Subject)", "", sleep);
        for (String group : new String[] {"", "Subject"}) {
            BufferedDataTable table = node(group).execute(model, sleep).table(0);
            assertEquals("Subject", Tables.texts(table, "group").get(0));
            // 18 subjects; two fixed effects, a correlation and a standard deviation
            assertEquals(18 * 4, table.size());
        }
        assertEquals(
                List.of(" ", "Subject"),
                node("").dialog(model.getSpec(), sleep.getDataTableSpec()).choices("group"));
        assertEquals(
                "The model has no grouping factor \"Days\"; it has Subject: name one of them.",
                node("Days").refusal(model.getSpec(), sleep.getDataTableSpec()));
    }

    private static MixedModelPortObjectSpec spec(String formula, DesignOptions options, BufferedDataTable table) {
        return MixedModelPortObjectSpec.of(
                Formula.parse(formula),
                KnimeColumns.of(table.getDataTableSpec(), Set.of("Subject")),
                options,
                EstimationMethod.REML,
                0.95);
    }

    @Test
    void aTableThatCannotBeTheOneOfTheFitIsRefusedBeforeItsRowsAreRead() {
        BufferedDataTable sleep = Tables.csv("sleepstudy.csv");
        MixedModelPortObject other = Models.fit("Reaction ~ Days + (1 | Subject)", sleep);
        for (String column : new String[] {"Reaction", "Days", "Subject"}) {
            assertEquals(
                    "The table has no column \"" + column
                            + "\", which the model reads: connect the table that the model was fitted to.",
                    node("").refusal(
                                    other.getSpec(),
                                    Tables.without(sleep, column).getDataTableSpec()));
        }
        assertEquals(
                "Column \"Days\" is numeric in the model, but categorical in this table: make it a column of numbers.",
                node("").refusal(
                                other.getSpec(),
                                Tables.csv("sleepstudy.csv", "Days").getDataTableSpec()));
    }

    @Test
    void aGroupThatWasANumberMayBeAText() throws Exception {
        BufferedDataTable sleep = Tables.csv("sleepstudy.csv");
        MixedModelPortObject model = Models.fit("Reaction ~ Days + (1 | Subject)", sleep);
        BufferedDataTable texts = Tables.csv("sleepstudy.csv", "Subject");
        node("").configure(model.getSpec(), texts.getDataTableSpec());
        assertEquals(
                Tables.texts(node("").execute(model, sleep).table(0), "cooks_distance"),
                Tables.texts(node("").execute(model, texts).table(0), "cooks_distance"));
    }

    @Test
    void otherRowsAreRefused() throws Exception {
        BufferedDataTable fewer = Tables.generated(
                PASTES.getDataTableSpec(), 50, row -> Tables.rows(PASTES).get((int) row));
        assertEquals(
                "The table does not hold the rows that strength ~ 1 + (1 | batch/cask) was fitted to: give the table of the fit,"
                        + " unchanged.",
                node("").failure(MODEL, fewer).sentence());
    }
}
