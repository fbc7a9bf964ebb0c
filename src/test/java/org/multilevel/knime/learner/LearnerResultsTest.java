package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.workflow.FlowVariable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.inference.Inference;
import org.multilevel.inference.shares.Icc;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Method;
import org.multilevel.knime.learner.MixedModelLearnerParameters.SolverKind;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/** Fits are the same bits however the rows arrive, so nothing here has a tolerance but what others have published. */
class LearnerResultsTest {
    /** The published optimum is good to 1e-9; another path to it ends within the fitting core's own tolerance. */
    private static final double LOG_LIKELIHOOD_TOLERANCE = 1e-7;

    private static Executed executed(MixedModelLearnerParameters parameters, BufferedDataTable table) throws Exception {
        return Learners.node(parameters).execute(table);
    }

    private static void assertEqualTables(MixedModel expected, double level, Executed executed) {
        ResultTables tables = ResultTables.of(expected, Inference.standard().withLevel(level));
        List<ResultTable> results = List.of(
                tables.fixedEffects(),
                tables.varianceComponents(),
                tables.groupEffects(),
                FitNumbers.beside(tables.fitStatistics()));
        for (int k = 0; k < results.size(); k++) {
            assertEqualCells(results.get(k), executed.table(k + 1));
        }
    }

    private static void assertEqualCells(ResultTable expected, BufferedDataTable actual) {
        assertEquals(expected.schema().columnNames(), Tables.names(actual.getDataTableSpec()));
        assertEquals(expected.rowCount(), actual.size());
        List<DataRow> rows = Tables.rows(actual);
        for (int i = 0; i < rows.size(); i++) {
            if (expected.text(i, 0).equals("seconds")) {
                continue;
            }
            for (int j = 0; j < expected.columns().size(); j++) {
                DataCell cell = rows.get(i).getCell(j);
                String text = cell.isMissing() ? "" : cell.toString();
                assertTrue(
                        text.equals(expected.text(i, j)) || sameNumber(text, expected.text(i, j)),
                        () -> expected.name() + ": " + text);
            }
        }
    }

    private static boolean sameNumber(String a, String b) {
        return !a.isEmpty() && !b.isEmpty() && Double.compare(Double.parseDouble(a), Double.parseDouble(b)) == 0;
    }

    private static MixedModel fitted(String formula, EstimationMethod method, String data, String... categorical) {
        return LinearMixedModel.of(formula).withMethod(method).fit(Samples.table(data, categorical));
    }

    @Test
    void schoolsAreFittedAsByTheCoreAndAsPublished() throws Exception {
        MixedModelLearnerParameters parameters = Learners.columns(
                "mathach",
                List.of("ses", "meanses", "pracad", "minority", "female"),
                Learners.by("school", "minority"));
        parameters.method = Method.ML;
        parameters.confidenceLevel = 0.9;
        Executed executed = executed(parameters, Tables.csv("hsb.csv"));
        assertEqualTables(
                fitted(
                        "mathach ~ minority + female + ses + meanses + pracad + (1 + minority | school)",
                        EstimationMethod.ML,
                        "hsb"),
                0.9,
                executed);
        assertEquals(
                -23139.4983689,
                (double) executed.variable("mixed_model_log_likelihood"),
                23139.4983689 * LOG_LIKELIHOOD_TOLERANCE);
    }

    @Test
    void growthCurvesAreFittedAsByTheCore() throws Exception {
        Executed executed = executed(
                Learners.columns("height", List.of("age"), Learners.by("Subject", "age")), Tables.csv("Oxboys.csv"));
        assertEqualTables(
                fitted("height ~ age + (1 + age | Subject)", EstimationMethod.REML, "Oxboys"), 0.95, executed);
        assertEquals(Optional.empty(), executed.warning());
    }

    @Test
    void crossedGroupsAreFittedAsByTheCore() throws Exception {
        assertEqualTables(
                fitted("diameter ~ 1 + (1 | plate) + (1 | sample)", EstimationMethod.REML, "Penicillin"),
                0.95,
                executed(
                        Learners.columns("diameter", List.of(), Learners.by("plate"), Learners.by("sample")),
                        Tables.csv("Penicillin.csv")));
    }

    /** The columns of KNIME's tables are the same for any model, so errors are among the statistics of the fit. */
    @Test
    void anIterativeFitIsThatOfTheCoreAndSaysThatItIsApproximate() throws Exception {
        MixedModelLearnerParameters parameters =
                Learners.columns("diameter", List.of(), Learners.by("plate"), Learners.by("sample"));
        parameters.solver = SolverKind.ITERATIVE;
        Executed executed = executed(parameters, Tables.csv("Penicillin.csv"));
        MixedModel expected = LinearMixedModel.of("diameter ~ 1 + (1 | plate) + (1 | sample)")
                .withSolver(Solver.ITERATIVE)
                .fit(Samples.table("Penicillin"));
        assertTrue(expected.approximation().isPresent());
        assertEquals(
                expected.varianceComponents(),
                ((MixedModelPortObject) executed.outputs().get(0)).model().varianceComponents());
        int note = executed.table(2).getDataTableSpec().findColumnIndex("note");
        for (DataRow row : Tables.rows(executed.table(2))) {
            assertEquals("approximate", row.getCell(note).toString());
        }
        Map<String, String> numbers = Tables.rows(executed.table(4)).stream()
                .collect(Collectors.toMap(
                        row -> row.getCell(0).toString(), row -> row.getCell(1).toString()));
        double error = expected.varianceComponents().get(0).monteCarloError();
        assertEquals(error, Double.parseDouble(numbers.get("mc_error: plate")), 1e-12);
        assertEquals(
                "Variances and what depends on them are approximate, within the Monte Carlo errors that are given: the iterative solver was"
                        + " asked for.",
                executed.warning().orElseThrow());
    }

    @Test
    void nestedGroupsAreFittedAsByTheCore() throws Exception {
        assertEqualTables(
                fitted("strength ~ 1 + (1 | batch/cask)", EstimationMethod.REML, "Pastes"),
                0.95,
                executed(
                        Learners.columns("strength", List.of(), Learners.nested("batch", "cask")),
                        Tables.csv("Pastes.csv")));
    }

    @Test
    void columnsAndFormulaGiveTheSameModel() throws Exception {
        BufferedDataTable table = Tables.csv("sleepstudy.csv");
        MixedModelPortObject byColumns = (MixedModelPortObject)
                executed(Learners.columns("Reaction", List.of("Days"), Learners.by("Subject", "Days")), table)
                        .outputs()
                        .get(0);
        MixedModelPortObject byFormula =
                (MixedModelPortObject) executed(Learners.formula("Reaction ~ Days + (1 + Days | Subject)"), table)
                        .outputs()
                        .get(0);
        assertEquals(byColumns.getSpec(), byFormula.getSpec());
        assertEquals(byColumns.model().theta()[0], byFormula.model().theta()[0]);
        assertEquals(byColumns.model().statistics(), byFormula.model().statistics());
    }

    @Test
    void weightsAreUsed() throws Exception {
        MixedModelLearnerParameters parameters = Learners.formula("Reaction ~ 1 + (1 | Subject)");
        parameters.weights = Optional.of("Days");
        Executed executed = executed(parameters, Tables.csv("sleepstudy.csv"));
        MixedModel expected = LinearMixedModel.of("Reaction ~ 1 + (1 | Subject)")
                .withWeights("Days")
                .fit(Samples.table("sleepstudy"));
        assertEqualTables(expected, 0.95, executed);
        assertEquals(Optional.of("18 of 180 rows were left out: weight is 0 (18)."), executed.warning());
        assertEquals(Double.NaN, executed.variable("mixed_model_icc"));
    }

    @Test
    void flowVariablesDescribeTheFit() throws Exception {
        Executed executed = executed(
                Learners.columns("Reaction", List.of("Days"), Learners.by("Subject")), Tables.csv("sleepstudy.csv"));
        MixedModel expected = fitted("Reaction ~ Days + (1 | Subject)", EstimationMethod.REML, "sleepstudy");
        Map<String, FlowVariable> variables = executed.variables();
        assertEquals(
                List.of(
                        "mixed_model_aic",
                        "mixed_model_bic",
                        "mixed_model_converged",
                        "mixed_model_icc",
                        "mixed_model_log_likelihood",
                        "mixed_model_singular"),
                variables.keySet().stream().sorted().toList());
        assertEquals(expected.statistics().logLikelihood(), executed.variable("mixed_model_log_likelihood"));
        assertEquals(expected.statistics().aic(), executed.variable("mixed_model_aic"));
        assertEquals(expected.statistics().bic(), executed.variable("mixed_model_bic"));
        assertEquals(Icc.of(expected).orElseThrow(), executed.variable("mixed_model_icc"));
        assertEquals(true, executed.variable("mixed_model_converged"));
        assertEquals(false, executed.variable("mixed_model_singular"));
    }

    @Test
    void aSingularFitIsAWarningWithResults() throws Exception {
        Executed executed =
                executed(Learners.columns("Yield", List.of(), Learners.by("Batch")), Tables.csv("Dyestuff2.csv"));
        assertEquals(
                Optional.of(
                        "The variance of (Intercept) over Batch is estimated as zero: these data show no differences"
                                + " between its levels beyond the residual. Its standard deviation is 0, the residual's 3.72. Without"
                                + " it the other estimates would be the same."),
                executed.warning());
        assertEquals(true, executed.variable("mixed_model_singular"));
        assertEquals(true, executed.variable("mixed_model_converged"));
        assertEquals(6, executed.table(3).size());
    }

    @Test
    void whatTheTableAloneTellsIsAWarning() throws Exception {
        Executed executed = executed(
                Learners.columns("mathach", List.of("ses", "school"), Learners.by("school")), Tables.csv("hsb.csv"));
        String warning = executed.warning().orElse("");
        assertTrue(warning.startsWith("school looks like the label of a group, and is used as a number."), warning);
    }

    @Test
    void aDroppedNodeRunsOnTheSampleTables() throws Exception {
        for (String file : List.of("Oxboys.csv", "Dyestuff.csv", "sleepstudy.csv", "Machines.csv", "Penicillin.csv")) {
            Executed executed = Learners.node().execute(Tables.csv(file));
            assertEquals(1, executed.table(1).size(), file);
        }
    }
}
