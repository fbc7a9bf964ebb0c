package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that {@code fit --out} writes, against the optima of the reference file (its README states the gates). */
class FitTablesTest {
    private static final Path REFERENCE = Path.of("src", "test", "resources", "reference", "open.json");

    @TempDir
    Path folder;

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(REFERENCE.toFile()).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node -> Arguments.of(node.get("id").asText(), node));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tablesHoldTheReferenceOptimum(String id, JsonNode node) {
        List<String> args = new ArrayList<>(List.of(
                "fit",
                Path.of("workflows").resolve(node.get("data").asText()).toString(),
                node.get("formula").asText(),
                "--out",
                folder.toString()));
        if (!node.get("REML").asBoolean()) {
            args.add("--ml");
        }
        Shell.succeed(args.toArray(String[]::new));
        JsonNode results = node.get("results");
        checkStatistics(results);
        checkFixedEffects(results.get("fixef"), results.get("satterthwaite"));
        checkCovariance(results);
        checkVarianceComponents(results);
        checkGroupEffects(results);
        checkFitted(results);
    }

    private Csv table(String name, String... columns) {
        Csv csv = Csv.read(folder.resolve(name + ".csv"));
        assertEquals(List.of(columns), csv.header());
        return csv;
    }

    private void checkStatistics(JsonNode results) {
        Map<String, String> statistics =
                table("fit_statistics", "name", "value").asMap();
        assertEquals(results.get("nobs").asText(), statistics.get("n_obs"));
        assertEquals(results.get("p").asText(), statistics.get("n_fixed"));
        assertEquals(String.valueOf(results.get("theta").size()), statistics.get("n_theta"));
        assertEquals(results.get("isSingular").asText(), statistics.get("singular"));
        assertEquals(results.get("isSingular").asBoolean() ? "singular" : "converged", statistics.get("verdict"));
        assertEquals("0", statistics.get("rows_dropped"));
        Map<String, String> fields = Map.of(
                "log_likelihood", "logLik", "criterion", "criterion", "aic", "AIC", "bic", "BIC", "sigma", "sigma");
        fields.forEach((name, field) -> {
            double expected = results.get(field).asDouble();
            // sigma has half the digits of the criterion, which is flat at the optimum.
            double tolerance = name.equals("sigma") ? 1e-5 : 1e-7;
            assertEquals(
                    expected,
                    Double.parseDouble(statistics.getOrDefault(name, "NaN")),
                    tolerance * Math.abs(expected),
                    name);
        });
    }

    private void checkFixedEffects(JsonNode effects, JsonNode satterthwaite) {
        Csv table = table(
                "fixed_effects", "term", "estimate", "std_error", "statistic", "df", "p_value", "ci_lower", "ci_upper");
        assertEquals(effects.size(), table.rows().size());
        for (int i = 0; i < effects.size(); i++) {
            double error = effects.get(i).get("se").asDouble();
            assertEquals(effects.get(i).get("estimate").asDouble(), table.number(i, "estimate"), 1e-6 * error);
            assertEquals(error, table.number(i, "std_error"), 1e-6 * error);
            double z = effects.get(i).get("t").asDouble();
            // The estimate's gate is 1e-6 errors, the error's is 1e-6 of itself.
            assertEquals(z, table.number(i, "statistic"), 2e-6 * Math.max(1, Math.abs(z)));
            JsonNode test = satterthwaite.get(i);
            double df = test.get("df").asDouble();
            // lmerTest differentiates numerically, and the square of a slope's error enters
            assertEquals(df, table.number(i, "df"), 1e-5 * df);
            double p = test.get("p").asDouble();
            assertEquals(p, table.number(i, "p_value"), 1e-4 * p);
            double half = TDistribution.of(df).inverseSurvivalProbability(0.025) * error;
            double estimate = effects.get(i).get("estimate").asDouble();
            assertEquals(estimate - half, table.number(i, "ci_lower"), 1e-5 * error);
            assertEquals(estimate + half, table.number(i, "ci_upper"), 1e-5 * error);
        }
    }

    private void checkCovariance(JsonNode results) {
        Csv table = Csv.read(folder.resolve("fixed_covariance.csv"));
        List<String> terms = Csv.read(folder.resolve("fixed_effects.csv")).column("term");
        assertEquals(Stream.concat(Stream.of("term"), terms.stream()).toList(), table.header());
        assertEquals(terms, table.column("term"));
        JsonNode expected = results.get("vcov_fixef");
        for (int i = 0; i < terms.size(); i++) {
            for (int j = 0; j < terms.size(); j++) {
                double scale = Math.sqrt(expected.get(i).get(i).asDouble()
                        * expected.get(j).get(j).asDouble());
                // Two standard errors, each with a gate of 1e-6.
                assertEquals(expected.get(i).get(j).asDouble(), table.number(i, terms.get(j)), 2e-6 * scale);
            }
        }
    }

    private void checkVarianceComponents(JsonNode results) {
        Csv table = table("variance_components", "group", "term1", "term2", "kind", "value", "sd_or_corr", "note");
        double sigma = results.get("sigma").asDouble();
        Csv residual = table.where(Map.of("kind", "residual"));
        assertEquals(1, residual.rows().size());
        assertEquals(sigma, residual.number(0, "sd_or_corr"), 1e-5 * sigma);
        assertEquals(sigma * sigma, residual.number(0, "value"), 2e-5 * sigma * sigma);
        int variances = 0;
        for (JsonNode factor : results.get("varcomp")) {
            for (int k = 0; k < factor.get("names").size(); k++, variances++) {
                Csv row = table.where(Map.of(
                        "group", factor.get("grouping_factor").asText(),
                        "term1", factor.get("names").get(k).asText(),
                        "kind", "variance"));
                assertEquals(1, row.rows().size());
                double expected = factor.get("sd").get(k).asDouble();
                // Below 1e-4 sigma a standard deviation is zero for all that the data can say.
                double tolerance = expected > 1e-3 * sigma ? 1e-5 * expected : 1e-4 * sigma;
                assertEquals(expected, row.number(0, "sd_or_corr"), tolerance);
                assertEquals("", row.text(0, "term2"));
            }
        }
        assertEquals(variances, table.where(Map.of("kind", "variance")).rows().size());
    }

    private void checkGroupEffects(JsonNode results) {
        Csv table = table("group_effects", "group", "level", "term", "effect", "conditional_sd", "coefficient");
        Csv fixed = Csv.read(folder.resolve("fixed_effects.csv"));
        int rows = 0;
        for (JsonNode factor : results.get("ranef")) {
            for (JsonNode term : factor.get("terms")) {
                rows += term.get("nlevels").asInt();
                double sd =
                        groupSd(factor.get("group").asText(), term.get("term").asText());
                for (int g = 0; g < term.get("levels_shown").size(); g++) {
                    Csv row = table.where(Map.of(
                            "group", factor.get("group").asText(),
                            "level", term.get("levels_shown").get(g).asText(),
                            "term", term.get("term").asText()));
                    assertEquals(1, row.rows().size());
                    double effect = row.number(0, "effect");
                    assertEquals(term.get("blup").get(g).asDouble(), effect, 1e-5 * sd);
                    assertEquals(term.get("cond_sd").get(g).asDouble(), row.number(0, "conditional_sd"), 1e-5 * sd);
                    int position = fixed.column("term").indexOf(term.get("term").asText());
                    double beta = position < 0 ? 0 : fixed.number(position, "estimate");
                    // One addition, rounded once.
                    assertEquals(
                            beta + effect, row.number(0, "coefficient"), 1e-14 * (Math.abs(beta) + Math.abs(effect)));
                }
            }
        }
        assertEquals(rows, table.rows().size());
    }

    /** Returns the SD of a group effect, or where that is zero of the residuals. */
    private double groupSd(String group, String term) {
        Csv components = Csv.read(folder.resolve("variance_components.csv"));
        double sd = components
                .where(Map.of("group", group, "term1", term, "kind", "variance"))
                .number(0, "sd_or_corr");
        return sd > 0 ? sd : components.where(Map.of("kind", "residual")).number(0, "sd_or_corr");
    }

    private void checkFitted(JsonNode results) {
        Csv table = table(
                "fitted",
                "row",
                "fitted",
                "population",
                "residual",
                "leverage",
                "conditional_residual",
                "standardised_residual",
                "cooks_distance");
        assertEquals(results.get("nobs").asInt(), table.rows().size());
        double sigma = results.get("sigma").asDouble();
        for (int i = 0; i < 10; i++) {
            assertEquals(results.get("rows_used_first10").get(i).asText(), table.text(i, "row"));
            double fitted = results.get("fitted_first10").get(i).asDouble();
            assertEquals(fitted, table.number(i, "fitted"), 1e-7 * Math.abs(fitted));
            double population = results.get("pred_population_first10").get(i).asDouble();
            assertEquals(population, table.number(i, "population"), 1e-7 * Math.abs(population));
            double residual = results.get("resid_first10").get(i).asDouble();
            assertEquals(residual, table.number(i, "residual"), 1e-7 * Math.abs(fitted) + 1e-7 * sigma);
        }
    }
}
