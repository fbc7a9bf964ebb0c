package org.multilevel.glm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * Generalised models against optima that glmmTMB's objective and a plain adaptive quadrature give in R, driven to gradients of rounding; how
 * they were made stands in {@code reference-glmm/README.md}.
 */
class GeneralisedReferenceTest {
    /** Relative to the log-likelihood. */
    private static final double LOG_LIKELIHOOD = 1e-7;
    /** In standard errors, and relative to them. */
    private static final double FIXED = 1e-4;

    private static final double DEVIATION = 1e-4;
    /** In standard deviations of the effects. */
    private static final double EFFECT = 1e-4;

    record Case(String name, JsonNode of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        return Stream.concat(cases("open.json"), cases("simulated.json"));
    }

    private static Stream<Case> cases(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GeneralisedReferenceTest.class.getResourceAsStream("/reference-glmm/" + file))) {
            JsonNode all = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(all.spliterator(), false)
                    .map(node -> new Case(node.get("name").asText(), node))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOptimumIsThatOfTheReference(Case reference) throws URISyntaxException {
        JsonNode of = reference.of();
        MixedModel model = fit(of);
        assertTrue(model.verdict().status() != Verdict.Status.NOT_CONVERGED, model.verdict()::explanation);
        double expected = of.get("loglik").asDouble();
        assertEquals(expected, model.statistics().logLikelihood(), LOG_LIKELIHOOD * (1 + Math.abs(expected)));
        assertEquals(of.get("npar").asInt(), model.statistics().parameters());
        assertEquals(of.get("nobs").asLong(), model.rows().used());
        checkFixed(of, model);
        checkDispersion(of, model);
        for (JsonNode term : of.get("terms")) {
            checkTerm(term, model);
        }
        for (JsonNode effect : of.get("effects")) {
            checkEffect(effect, model);
        }
    }

    static MixedModel fit(JsonNode of) throws URISyntaxException {
        List<String> categorical = new ArrayList<>();
        of.get("categorical").forEach(name -> categorical.add(name.asText()));
        Path file = Path.of(Objects.requireNonNull(GeneralisedReferenceTest.class.getResource(
                        "/reference-glmm/" + of.get("data").asText()))
                .toURI());
        CsvTable table = CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical));
        GeneralisedLinearMixedModel model = GeneralisedLinearMixedModel.of(
                        of.get("formula").asText(),
                        Distribution.parse(
                                of.get("family").asText() + ":" + of.get("link").asText()))
                .withQuadrature(of.get("agq").asInt());
        model = of.get("trials").isNull()
                ? model
                : model.withTrials(of.get("trials").asText());
        model = of.get("event").isNull()
                ? model
                : model.withEvent(of.get("event").asText());
        model = of.get("weights").isNull()
                ? model
                : model.withWeights(of.get("weights").asText());
        return model.fit(table);
    }

    private static void checkFixed(JsonNode of, MixedModel model) {
        FixedEffects fixed = model.fixedEffects();
        assertEquals(of.get("beta").size(), fixed.size());
        for (int i = 0; i < fixed.size(); i++) {
            String name = fixed.name(i).replaceAll("[\\[\\]]", "");
            JsonNode estimate = of.get("beta").get(name);
            assertTrue(estimate != null, name);
            double error = of.get("se").get(name).asDouble();
            assertEquals(estimate.asDouble(), fixed.estimate(i), FIXED * error, name);
            assertEquals(error, fixed.standardError(i), FIXED * error, "standard error of " + name);
        }
    }

    private static void checkDispersion(JsonNode of, MixedModel model) {
        if (!of.get("dispersion").isNull()) {
            double expected = of.get("dispersion").asDouble();
            assertEquals(expected, model.generalised().orElseThrow().dispersion(), DEVIATION * expected);
        }
    }

    private static GroupingFactor factor(JsonNode of, MixedModel model) {
        return model.groupingFactor(of.get("group").asText()).orElseThrow();
    }

    private static int column(GroupingFactor factor, String name) {
        for (int k = 0; k < factor.width(); k++) {
            if (factor.column(k).replaceAll("[\\[\\]]", "").equals(name)) {
                return k;
            }
        }
        throw new AssertionError(name + " is no column of " + factor.name());
    }

    private static void checkTerm(JsonNode term, MixedModel model) {
        GroupingFactor factor = factor(term, model);
        int n = term.get("columns").size();
        int[] at = new int[n];
        for (int i = 0; i < n; i++) {
            at[i] = column(factor, term.get("columns").get(i).asText());
            double sd = term.get("sds").get(i).asDouble();
            double found = factor.standardDeviation(at[i]);
            // a deviation that the reference's search could only let go towards zero is zero
            assertEquals(sd < 1e-4 ? 0 : sd, found, DEVIATION * Math.max(sd, 1e-2), factor.name() + " " + at[i]);
        }
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, k++) {
                if (k < term.get("correlations").size() && factor.standardDeviation(at[i]) > 1e-4) {
                    assertEquals(
                            term.get("correlations").get(k).asDouble(),
                            factor.correlation(at[i], at[j]),
                            DEVIATION,
                            factor.name());
                }
            }
        }
    }

    private static void checkEffect(JsonNode effect, MixedModel model) {
        GroupingFactor factor = factor(effect, model);
        int column = column(factor, effect.get("column").asText());
        int level = factor.levels().indexOf(effect.get("level").asText());
        assertTrue(level >= 0, effect.get("level")::asText);
        double unit = Math.max(1e-2, factor.standardDeviation(column));
        assertEquals(effect.get("mode").asDouble(), factor.effect(level, column), EFFECT * unit);
        assertEquals(
                effect.get("sd").asDouble(),
                Math.sqrt(factor.conditionalCovariance(level, column, column)),
                EFFECT * unit);
    }
}
