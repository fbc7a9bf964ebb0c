package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.VarianceComponent.Kind;

/** What a user reads off a model, against the optima of the reference file (its README states the gates). */
class ReferenceResultsTest {
    @TestFactory
    Stream<DynamicContainer> resultsAgreeWithTheReference() throws JsonProcessingException {
        JsonNode cases = new ObjectMapper()
                .readTree(Samples.resource("/reference/open.json"))
                .get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node -> DynamicContainer.dynamicContainer(node.get("id").asText(), new Case(node).tests()));
    }

    /** One model of the reference. */
    private static final class Case {
        private final JsonNode expected;
        private final Table table;
        private final MixedModel model;

        Case(JsonNode node) {
            String name = node.get("data").asText().replace("data/", "").replace(".csv", "");
            List<String> groups = new ArrayList<>();
            node.get("results").get("ngroups").fieldNames().forEachRemaining(g -> groups.addAll(List.of(g.split(":"))));
            expected = node.get("results");
            table = Samples.table(name, groups.toArray(String[]::new));
            model = Samples.fit(
                    node.get("formula").asText(),
                    node.get("REML").asBoolean() ? EstimationMethod.REML : EstimationMethod.ML,
                    table);
        }

        Stream<DynamicTest> tests() {
            return Stream.of(
                    DynamicTest.dynamicTest("statistics", this::statistics),
                    DynamicTest.dynamicTest("fixed effects", this::fixedEffects),
                    DynamicTest.dynamicTest("theta", this::theta),
                    DynamicTest.dynamicTest("variance components", this::varianceComponents),
                    DynamicTest.dynamicTest("group effects", this::groupEffects),
                    DynamicTest.dynamicTest("fitted values", this::fittedValues));
        }

        private double number(String field) {
            return expected.get(field).asDouble();
        }

        private void statistics() {
            FitStatistics statistics = model.statistics();
            assertEquals(expected.get("nobs").asLong(), statistics.observations());
            assertEquals(number("df"), statistics.parameters());
            assertClose(number("logLik"), statistics.logLikelihood(), 1e-7, "log-likelihood");
            assertClose(number("AIC"), statistics.aic(), 1e-7, "AIC");
            assertClose(number("BIC"), statistics.bic(), 1e-7, "BIC");
            assertClose(number("sigma"), statistics.sigma(), 1e-5, "sigma");
        }

        private void fixedEffects() {
            FixedEffects fixed = model.fixedEffects();
            assertEquals(expected.get("fixef").size(), fixed.size());
            for (int i = 0; i < fixed.size(); i++) {
                JsonNode effect = expected.get("fixef").get(i);
                double error = effect.get("se").asDouble();
                assertEquals(effect.get("estimate").asDouble(), fixed.estimate(i), 1e-6 * error, fixed.name(i));
                assertClose(error, fixed.standardError(i), 1e-6, fixed.name(i));
            }
        }

        private void theta() {
            List<String> names = new ArrayList<>();
            expected.get("theta").fieldNames().forEachRemaining(names::add);
            assertEquals(names, model.thetaNames());
        }

        private void varianceComponents() {
            List<Double> deviations = new ArrayList<>();
            List<Double> correlations = new ArrayList<>();
            for (JsonNode block : expected.get("varcomp")) {
                block.get("sd").forEach(sd -> deviations.add(sd.asDouble()));
                for (int j = 0; j < block.get("cor").size(); j++) {
                    for (int k = j + 1; k < block.get("cor").size(); k++) {
                        correlations.add(block.get("cor").get(j).get(k).asDouble());
                    }
                }
            }
            List<VarianceComponent> components = model.varianceComponents();
            List<VarianceComponent> variances =
                    components.stream().filter(c -> c.kind() == Kind.VARIANCE).toList();
            List<VarianceComponent> covariances =
                    components.stream().filter(c -> c.kind() == Kind.COVARIANCE).toList();
            assertEquals(deviations.size(), variances.size());
            for (int i = 0; i < deviations.size(); i++) {
                double gate = Math.max(1e-5 * deviations.get(i), 1e-8 * model.sigma());
                assertEquals(deviations.get(i), variances.get(i).sdOrCorrelation(), gate);
            }
            assertEquals(correlations.size(), covariances.size());
            for (int i = 0; i < correlations.size(); i++) {
                assertEquals(correlations.get(i), covariances.get(i).sdOrCorrelation(), 1e-4);
            }
        }

        private void groupEffects() {
            for (JsonNode node : expected.get("ranef")) {
                GroupingFactor factor =
                        model.groupingFactor(node.get("group").asText()).orElseThrow();
                for (JsonNode term : node.get("terms")) {
                    int k = factor.columns().indexOf(term.get("term").asText());
                    double gate = Math.max(1e-5 * factor.standardDeviation(k), 1e-8 * model.sigma());
                    assertEquals(term.get("nlevels").asInt(), factor.size());
                    for (int i = 0; i < term.get("levels_shown").size(); i++) {
                        String level = term.get("levels_shown").get(i).asText();
                        int g = factor.indexOf(level);
                        assertEquals(term.get("blup").get(i).asDouble(), factor.effect(g, k), gate, level);
                        assertEquals(term.get("cond_sd").get(i).asDouble(), factor.conditionalSd(g, k), gate, level);
                    }
                }
            }
        }

        private void fittedValues() {
            List<double[]> rows = new ArrayList<>();
            model.fitted(table, Progress.NONE, block -> {
                for (int i = 0; i < block.size(); i++) {
                    rows.add(new double[] {block.row(i) + 1, block.fitted(i), block.residual(i), block.population(i)});
                }
            });
            assertEquals(number("nobs"), rows.size());
            double sum = rows.stream().mapToDouble(r -> r[2] * r[2]).sum();
            assertClose(number("resid_sumsq"), sum, 1e-6, "sum of squared residuals");
            for (int i = 0; i < expected.get("fitted_first10").size(); i++) {
                assertEquals(expected.get("rows_used_first10").get(i).asInt(), (int) rows.get(i)[0]);
                assertFitted("fitted_first10", i, rows.get(i)[1]);
                assertFitted("resid_first10", i, rows.get(i)[2]);
                assertFitted("pred_conditional_first10", i, rows.get(i)[1]);
                assertFitted("pred_population_first10", i, rows.get(i)[3]);
            }
        }

        /** The gate is 1e-7 of the fitted value, for its parts as well. */
        private void assertFitted(String field, int i, double actual) {
            double gate = 1e-7 * Math.abs(expected.get("fitted_first10").get(i).asDouble());
            assertEquals(expected.get(field).get(i).asDouble(), actual, gate, field);
        }

        private static void assertClose(double expected, double actual, double relative, String what) {
            assertEquals(expected, actual, relative * Math.abs(expected), what);
        }
    }
}
