package org.multilevel.knime.comparison;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.Models;
import org.multilevel.knime.StoredSettings;
import org.multilevel.knime.comparison.MixedModelComparisonParameters.ModelNames;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.RecordedProgress;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
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

    /** lme4's anova of the same models: AIC 1802.1 and 1763.9, chi-squared 42.139 with 2 degrees of freedom. */
    @Test
    void aVarianceAtTheEdgeAndFewRowsAreTakenIntoAccount() throws Exception {
        BufferedDataTable sleep = Tables.csv("sleepstudy.csv", "Subject");
        BufferedDataTable table = node().execute(
                        Models.fit("Reaction ~ Days + (1 | Subject)", EstimationMethod.ML, sleep),
                        Models.fit("Reaction ~ Days + (Days | Subject)", EstimationMethod.ML, sleep))
                .table(0);
        assertEquals(42.139, Tables.numbers(table, "chi_squared")[1], 5e-4);
        // half chi-squared with 1 and half with 2 degrees of freedom, the tail of the first from tables: 8.50e-11
        assertEquals((8.50e-11 + Math.exp(-42.139 / 2)) / 2, Tables.numbers(table, "p_boundary")[1], 1e-12);
        assertEquals("?", Tables.texts(table, "p_boundary").get(0));
        // AIC + 2 k (k + 1) / (n - k - 1), k = 4 and 6 of n = 180 rows
        assertEquals(1802.079 + 40.0 / 175, Tables.numbers(table, "aicc")[0], 1e-3);
        assertEquals(1763.939 + 84.0 / 173, Tables.numbers(table, "aicc")[1], 1e-3);
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

    private static MixedModelPortObjectSpec planned(String formula, EstimationMethod method) {
        return MixedModelPortObjectSpec.of(
                Formula.parse(formula),
                KnimeColumns.of(OXBOYS.getDataTableSpec()),
                DesignOptions.DEFAULT,
                method,
                0.95);
    }

    private static String refusal(String first, EstimationMethod method, String second, EstimationMethod other) {
        return node().refusal(planned(first, method), planned(second, other));
    }

    @Test
    void modelsByRemlWithDifferentFixedEffectsAreRefusedBeforeTheyAreFitted() {
        String sentence =
                "\"Model 1\" and \"Model 2\" were fitted by REML with different fixed effects, so their restricted"
                        + " likelihoods cannot be compared; fit both by ML.";
        String intercept = "height ~ 1 + (1 | Subject)";
        for (String other : List.of(
                "height ~ age + (1 | Subject)",
                "height ~ 0 + age + (1 | Subject)",
                "height ~ poly(age, 2) + (1 | Subject)")) {
            assertEquals(sentence, refusal(intercept, EstimationMethod.REML, other, EstimationMethod.REML));
            assertDoesNotThrow(() ->
                    node().configure(planned(intercept, EstimationMethod.ML), planned(other, EstimationMethod.ML)));
        }
    }

    @Test
    void fixedEffectsThatAreWrittenInAnotherWayAreTheSame() {
        String first = "height ~ age * Occasion + (1 | Subject)";
        String second = "height ~ 1 + Occasion + age + Occasion:age + (1 + age | Subject)";
        assertDoesNotThrow(
                () -> node().configure(planned(first, EstimationMethod.REML), planned(second, EstimationMethod.REML)));
    }

    @Test
    void aDotThatHidesTheFixedEffectsIsLeftToTheFit() {
        String second = "height ~ age + Occasion + (1 | Subject)";
        assertDoesNotThrow(() -> node().configure(
                        planned("height ~ . + (1 | Subject)", EstimationMethod.REML),
                        planned(second, EstimationMethod.REML)));
    }

    @Test
    void aModelByRemlBesideOneByMlIsRefusedBeforeTheyAreFitted() {
        String formula = "height ~ age + (1 | Subject)";
        assertEquals(
                "\"Model 1\" and \"Model 2\" cannot be compared, because one was fitted by REML and the other by ML; fit both"
                        + " by ML, or both by REML if their fixed effects are the same.",
                refusal(formula, EstimationMethod.REML, formula, EstimationMethod.ML));
    }

    @Test
    void modelsOfOtherResponsesAreRefusedBeforeTheyAreFitted() {
        assertEquals(
                "\"Model 1\" and \"Model 2\" were not fitted to the same rows, so their likelihoods cannot be compared:"
                        + " the response is height in the first and log(height) in the second; fit both to the same one.",
                refusal(
                        "height ~ age + (1 | Subject)",
                        EstimationMethod.ML,
                        "log(height) ~ age + (1 | Subject)",
                        EstimationMethod.ML));
    }

    @Test
    void modelsAreNamedAsTheTableNamesThem() {
        assertEquals(
                "\"height ~ age + (1 | Subject)\" and \"height ~ 1 + (1 | Subject)\" cannot be compared, because one was"
                        + " fitted by REML and the other by ML; fit both by ML, or both by REML if their fixed effects are the"
                        + " same.",
                node(ModelNames.FORMULAS)
                        .refusal(
                                planned("height ~ age + (1 | Subject)", EstimationMethod.REML),
                                planned("height ~ 1 + (1 | Subject)", EstimationMethod.ML)));
    }

    @Test
    void modelsOfOtherRowsAreRefused() throws Exception {
        List<DataRow> rows = Tables.rows(OXBOYS);
        BufferedDataTable fewer = Tables.generated(OXBOYS.getDataTableSpec(), 200, row -> rows.get((int) row));
        String sentence = node().failure(
                        INTERCEPTS, Models.fit("height ~ age + (1 | Subject)", EstimationMethod.ML, fewer))
                .sentence();
        assertEquals(
                "\"Model 1\" and \"Model 2\" were not fitted to the same rows, so their likelihoods cannot be compared:"
                        + " the first used 234 of 234 rows and the second 200 of 200; fit both to a table without the rows"
                        + " that either leaves out.",
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
