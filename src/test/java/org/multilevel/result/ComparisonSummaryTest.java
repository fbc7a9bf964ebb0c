package org.multilevel.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** The table and the text of a comparison. */
class ComparisonSummaryTest {
    private static final MixedModel INTERCEPTS = ml("Reaction ~ Days + (1 | Subject)");
    private static final MixedModel SLOPES = ml("Reaction ~ Days + (Days | Subject)");

    private static MixedModel ml(String formula) {
        return Samples.fit(formula, EstimationMethod.ML, Samples.sleepstudy());
    }

    @Test
    void theTableHasItsSchema() {
        ResultTable table = ResultTables.modelComparison(ModelComparison.of(List.of(INTERCEPTS, SLOPES)));
        assertEquals(ResultTables.MODEL_COMPARISON, table.schema());
        assertEquals("model_comparison", table.name());
        assertEquals(
                List.of(
                        "model",
                        "formula",
                        "parameters",
                        "aic",
                        "bic",
                        "log_likelihood",
                        "deviance",
                        "chi_squared",
                        "df",
                        "p_value",
                        "aicc",
                        "p_boundary",
                        "p_bootstrap",
                        "verdict"),
                table.schema().columnNames());
        assertEquals(
                ColumnSchema.Kind.WHOLE,
                table.column("parameters").orElseThrow().kind());
        assertEquals(ColumnSchema.Kind.REAL, table.column("df").orElseThrow().kind());
    }

    @Test
    void theTableHasARowForEveryModel() {
        ResultTable table = ResultTables.modelComparison(
                ModelComparison.of(List.of("slopes", "intercepts"), List.of(SLOPES, INTERCEPTS)));
        assertEquals(2, table.rowCount());
        assertEquals("intercepts", table.text(0, 0));
        assertEquals(SLOPES.formula(), table.text(1, 1));
        assertEquals("4", table.text(0, 2));
        assertEquals(SLOPES.statistics().aic(), Double.parseDouble(table.text(1, 3)));
        assertEquals(SLOPES.statistics().bic(), Double.parseDouble(table.text(1, 4)));
        assertEquals(SLOPES.statistics().logLikelihood(), Double.parseDouble(table.text(1, 5)));
        assertEquals(SLOPES.statistics().criterion(), Double.parseDouble(table.text(1, 6)));
        assertEquals("", table.text(0, 7) + table.text(0, 8) + table.text(0, 9));
        assertEquals("2", table.text(1, 8));
        assertEquals(SLOPES.statistics().aicc(), Double.parseDouble(table.text(1, 10)));
        assertEquals("converged", table.text(1, 13));
    }

    @Test
    void theTextNamesWhatIsComparedAndListsFormulasBesideOtherNames() {
        String named = ComparisonSummary.of(ModelComparison.of(List.of("a", "b"), List.of(INTERCEPTS, SLOPES)))
                .text();
        assertTrue(
                named.startsWith(
                        "2 models of Reaction fit to 180 rows by maximum likelihood (ML)\n\n  Model  Formula\n"),
                named);
        assertTrue(named.contains("deviance"), named);
        String byFormula = ComparisonSummary.of(ModelComparison.of(List.of(INTERCEPTS, SLOPES)))
                .toString();
        assertFalse(byFormula.contains("Formula"), byFormula);
        assertTrue(byFormula.contains("  Reaction ~ Days + (Days | Subject)           6"), byFormula);
    }

    @Test
    void decimalsAreChosen() {
        ComparisonSummary summary = ComparisonSummary.of(ModelComparison.of(List.of(INTERCEPTS, SLOPES)));
        // lme4 1.1-31 at the optimum: 42.1392985
        assertTrue(
                summary.withDigits(2).text().contains(" 42.14 "),
                summary.withDigits(2).text());
        assertThrows(IllegalArgumentException.class, () -> summary.withDigits(0));
    }
}
