package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class ModelComparisonTest {
    /** Both optima are good to 1e-9 or so, and lme4's numbers are printed with 15 digits, of which 5 stand before the point. */
    private static final double OPTIMUM = 1e-7;

    /** d log p / d chi-squared is -1/2 in the tail, so p has as many digits as chi-squared has after its point. */
    private static final double P_VALUE = 1e-7;

    private static MixedModel ml(String formula) {
        return Samples.fit(formula, EstimationMethod.ML, Samples.sleepstudy());
    }

    /** The rows that R gives for some models, in R's order. */
    record Case(String data, String method, List<String[]> rows) {
        @Override
        public String toString() {
            return data + " " + method + ", " + rows.size() + " models";
        }

        /** The formulas in another order than the result's. */
        List<String> formulas() {
            List<String> formulas =
                    new ArrayList<>(rows.stream().map(row -> row[3]).toList());
            if (!data.equals("Pastes")) {
                // Ties keep the order in which they are given.
                Collections.reverse(formulas);
            }
            return formulas;
        }
    }

    static List<Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        Samples.resource("/org/multilevel/inference/comparison/comparison.tsv")
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .forEach(row -> cases.computeIfAbsent(row[0], k -> new Case(row[1], row[2], new ArrayList<>()))
                        .rows()
                        .add(row));
        return List.copyOf(cases.values());
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyNumberIsThatOfLme4(Case expected) {
        List<MixedModel> models = expected.formulas().stream()
                .map(formula -> Samples.fit(
                        formula, EstimationMethod.valueOf(expected.method()), Samples.table(expected.data())))
                .toList();
        List<ComparedModel> compared = ModelComparison.of(models).models();
        for (int i = 0; i < compared.size(); i++) {
            String[] row = expected.rows().get(i);
            FitStatistics statistics = compared.get(i).model().statistics();
            assertEquals(row[3], compared.get(i).name());
            assertEquals(Integer.parseInt(row[4]), statistics.parameters());
            assertEquals(number(row[5]), statistics.aic(), OPTIMUM);
            assertEquals(number(row[6]), statistics.bic(), OPTIMUM);
            assertEquals(number(row[7]), statistics.logLikelihood(), OPTIMUM);
            assertEquals(number(row[8]), statistics.criterion(), OPTIMUM);
            assertEquals(number(row[9]), compared.get(i).chiSquared(), OPTIMUM);
            assertEquals(number(row[10]), compared.get(i).df());
            double p = number(row[11]);
            assertEquals(p, compared.get(i).pValue(), Double.isNaN(p) ? 0 : P_VALUE * p);
        }
    }

    @Test
    void modelsAreSortedByTheirParametersAndTiesStayAsGiven() {
        ModelComparison comparison = ModelComparison.of(
                List.of("slope", "log", "plain"),
                List.of(
                        ml("Reaction ~ Days + (Days | Subject)"),
                        ml("Reaction ~ log(Days + 1) + (1 | Subject)"),
                        ml("Reaction ~ Days + (1 | Subject)")));
        assertEquals(
                List.of("log", "plain", "slope"),
                comparison.models().stream().map(ComparedModel::name).toList());
        assertEquals(EstimationMethod.ML, comparison.method());
        assertTrue(Double.isNaN(comparison.models().get(1).pValue()));
        assertEquals(0, comparison.models().get(1).df());
    }

    @Test
    void namesThatOccurTwiceAreNumbered() {
        MixedModel model = ml("Reaction ~ Days + (1 | Subject)");
        ModelComparison comparison =
                ModelComparison.of(List.of("a", "b", "a", "a (1)"), List.of(model, model, model, model));
        assertEquals(
                List.of("a (2)", "b", "a (3)", "a (1)"),
                comparison.models().stream().map(ComparedModel::name).toList());
    }

    @Test
    void oneModelIsNotAComparison() {
        ModelException e = assertThrows(
                ModelException.class, () -> ModelComparison.of(List.of(ml("Reaction ~ Days + (1 | Subject)"))));
        assertEquals("A comparison needs two models or more, not 1.", e.getMessage());
    }

    @Test
    void everyModelNeedsAName() {
        MixedModel model = ml("Reaction ~ Days + (1 | Subject)");
        assertThrows(
                IllegalArgumentException.class, () -> ModelComparison.of(List.of("a"), Arrays.asList(model, model)));
    }
}
