package org.multilevel.knime.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.ModelComparison;
import org.multilevel.knime.Models;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.comparison.MixedModelComparisonParameters.ModelNames;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

class MixedModelComparisonTest {
    private static final BufferedDataTable OXBOYS = Tables.csv("Oxboys.csv");
    private static final MixedModelPortObject NULL_MODEL = ml("height ~ 1 + (1 | Subject)");
    private static final MixedModelPortObject INTERCEPTS = ml("height ~ age + (1 | Subject)");
    private static final MixedModelPortObject SLOPES = ml("height ~ age + (1 + age | Subject)");

    private static MixedModelPortObject ml(String formula) {
        return Models.fit(formula, EstimationMethod.ML, OXBOYS);
    }

    private static NodeRun node(ModelNames names) {
        MixedModelComparisonParameters parameters = new MixedModelComparisonParameters();
        parameters.modelNames = names;
        return NodeRun.of(new MixedModelComparisonNodeFactory()).with(parameters);
    }

    private static NodeRun node() {
        return NodeRun.of(new MixedModelComparisonNodeFactory());
    }

    @Test
    void theTableIsThatOfTheCore() throws Exception {
        Executed executed = node().execute(SLOPES, NULL_MODEL, INTERCEPTS);
        ModelComparison comparison = ModelComparison.of(
                List.of("Model 1", "Model 2", "Model 3"),
                List.of(SLOPES.model(), NULL_MODEL.model(), INTERCEPTS.model()));
        ResultTable expected = ResultTables.modelComparison(comparison);
        BufferedDataTable table = executed.table(0);
        assertEquals(expected.schema().columnNames(), Tables.names(table.getDataTableSpec()));
        List<DataRow> rows = Tables.rows(table);
        assertEquals(expected.rowCount(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            for (int k = 0; k < expected.columns().size(); k++) {
                String text = expected.text(i, k);
                DataCell cell = rows.get(i).getCell(k);
                if (text.isEmpty()) {
                    assertTrue(cell.isMissing(), cell::toString);
                } else if (cell instanceof DoubleValue number) {
                    assertEquals(Double.parseDouble(text), number.getDoubleValue());
                } else {
                    assertEquals(text, cell.toString());
                }
            }
        }
        assertEquals(Optional.of(String.join(" ", comparison.notes())), executed.warning());
    }

    @Test
    void modelsAreSortedFromFewParametersToManyAndCalledAfterTheirPorts() throws Exception {
        BufferedDataTable table = node().execute(SLOPES, NULL_MODEL, INTERCEPTS).table(0);
        assertEquals(List.of("Model 2", "Model 3", "Model 1"), Tables.texts(table, "model"));
        assertEquals(
                List.of(
                        "height ~ 1 + (1 | Subject)",
                        "height ~ age + (1 | Subject)",
                        "height ~ age + (1 + age | Subject)"),
                Tables.texts(table, "formula"));
        assertEquals("?", Tables.texts(table, "p_value").get(0), "the smallest has nothing to be tested against");
    }

    @Test
    void modelsCanBeCalledByTheirFormulas() throws Exception {
        BufferedDataTable table =
                node(ModelNames.FORMULAS).execute(INTERCEPTS, SLOPES).table(0);
        assertEquals(
                List.of("height ~ age + (1 | Subject)", "height ~ age + (1 + age | Subject)"),
                Tables.texts(table, "model"));
    }

    @Test
    void theColumnsAreKnownBeforeTheModelsAre() throws Exception {
        assertEquals(
                ResultTables.MODEL_COMPARISON.columnNames(),
                Tables.names(
                        node().configure(INTERCEPTS.getSpec(), SLOPES.getSpec()).table(0)));
    }

    @Test
    void modelsByRemlWithDifferentFixedEffectsAreRefused() throws Exception {
        assertEquals(
                "\"Model 1\" and \"Model 2\" were fitted by REML with different fixed effects, so their restricted"
                        + " likelihoods cannot be compared; fit both by ML.",
                node().failure(
                                Models.fit("height ~ 1 + (1 | Subject)", OXBOYS),
                                Models.fit("height ~ age + (1 | Subject)", OXBOYS))
                        .sentence());
    }

    @Test
    void modelsOfOtherRowsAreRefused() throws Exception {
        BufferedDataTable other = Tables.csv("sleepstudy.csv", "Subject");
        String sentence = node().failure(INTERCEPTS, Models.fit("Reaction ~ Days + (1 | Subject)", other))
                .sentence();
        assertEquals(
                "\"Model 1\" and \"Model 2\" were not fitted to the same rows, so their likelihoods cannot be compared:"
                        + " the response is height in the first and Reaction in the second; fit both to the same one.",
                sentence);
    }

    @Test
    void aStopRequestIsHeard() {
        RecordedProgress progress = new RecordedProgress().cancelledAtCheck(1);
        assertThrows(
                CanceledExecutionException.class, () -> node().with(progress).execute(INTERCEPTS, SLOPES));
    }

    @Test
    void settingsOfVersion1LoadForEver() throws Exception {
        StoredSettings stored =
                StoredSettings.of(new MixedModelComparisonNodeFactory(), "/knime/comparison/version-1.xml");
        MixedModelComparisonParameters parameters = stored.load(MixedModelComparisonParameters.class);
        assertEquals(ModelNames.FORMULAS, parameters.modelNames);
        assertEquals(1, parameters.settingsVersion);
        stored.assertSavedAsTheyWere();
        stored.assertOtherReleasesAreRefused("modelNames", "Model names", INTERCEPTS.getSpec(), SLOPES.getSpec());
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(
                List.of(),
                ParametersCheck.problems(
                        new MixedModelComparisonNodeFactory(), INTERCEPTS.getSpec(), SLOPES.getSpec()));
    }
}
