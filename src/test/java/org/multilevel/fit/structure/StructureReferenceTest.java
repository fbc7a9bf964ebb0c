package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;

/**
 * Covariance structures against optima of a dense likelihood in R, checked with nlme and glmmTMB and driven to gradients of rounding; how they were
 * made stands in {@code reference-structures/README.md}.
 */
class StructureReferenceTest {
    /** Relative to the log-likelihood. */
    private static final double LOG_LIKELIHOOD = 1e-7;
    /** In standard errors, and relative to them. */
    private static final double FIXED = 1e-6;
    /** Relative to the standard deviation. */
    private static final double DEVIATION = 1e-5;

    private static final double CORRELATION = 1e-5;
    /** In standard deviations of the effects. */
    private static final double EFFECT = 1e-5;

    static Stream<Case> cases() {
        return ReferenceCases.models();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOptimumIsThatOfTheReference(Case reference) {
        JsonNode of = reference.of();
        MixedModel model = ReferenceCases.fit(of);
        assertTrue(model.verdict().status() != Verdict.Status.NOT_CONVERGED, model.verdict()::explanation);
        double expected = of.get("loglik").asDouble();
        assertEquals(expected, model.statistics().logLikelihood(), LOG_LIKELIHOOD * (1 + Math.abs(expected)));
        assertEquals(of.get("n_parameters").asInt(), model.statistics().parameters());
        assertEquals(of.get("nobs").asLong(), model.rows().used());
        checkFixed(of, model);
        if (of.get("singular").asBoolean()) {
            assertEquals(Verdict.Status.SINGULAR, model.verdict().status());
            return;
        }
        checkStructures(of, model);
        for (JsonNode term : of.get("terms")) {
            checkTerm(term, model);
        }
        for (JsonNode effect : of.get("effects")) {
            checkEffect(effect, model);
        }
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

    private static void checkStructures(JsonNode of, MixedModel model) {
        Map<String, Double> residual = new LinkedHashMap<>();
        Map<String, Double> correlations = new LinkedHashMap<>();
        List<String> factors =
                model.groupingFactors().stream().map(GroupingFactor::name).toList();
        for (VarianceComponent component : model.varianceComponents()) {
            if (component.kind() == VarianceComponent.Kind.RESIDUAL) {
                residual.put(component.term1().replace(':', ','), component.value());
            } else if (component.kind() == VarianceComponent.Kind.CORRELATION) {
                String name = component.term1() + (component.term2().isEmpty() ? "" : "," + component.term2());
                boolean ofResiduals = of.get("correlations").has(name);
                String key = ofResiduals ? name : component.group() + ": " + name;
                assertTrue(ofResiduals || factors.contains(component.group()), key);
                correlations.merge(key, component.value(), (first, second) -> second);
            }
        }
        assertEquals(of.get("residual_variances").size(), residual.size());
        of.get("residual_variances")
                .properties()
                .forEach(variance -> assertEquals(
                        Math.sqrt(variance.getValue().asDouble()),
                        Math.sqrt(residual.getOrDefault(variance.getKey(), Double.NaN)),
                        DEVIATION * Math.sqrt(variance.getValue().asDouble()),
                        "residual " + variance.getKey()));
        of.get("correlations")
                .properties()
                .forEach(correlation -> assertEquals(
                        correlation.getValue().asDouble(),
                        correlations.getOrDefault(correlation.getKey(), Double.NaN),
                        CORRELATION,
                        correlation.getKey()));
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
        GroupingFactor factor = model.groupingFactor(term.get("group").asText()).orElseThrow();
        int n = term.get("columns").size();
        int[] at = new int[n];
        for (int i = 0; i < n; i++) {
            at[i] = column(factor, term.get("columns").get(i).asText());
            double sd = term.get("sds").get(i).asDouble();
            assertEquals(sd, factor.standardDeviation(at[i]), DEVIATION * sd, factor.name() + " " + at[i]);
        }
        int k = 0;
        for (int i = 0; i < n && term.get("correlations").size() > 0; i++) {
            for (int j = i + 1; j < n; j++, k++) {
                assertEquals(
                        term.get("correlations").get(k).asDouble(),
                        factor.correlation(at[i], at[j]),
                        CORRELATION,
                        factor.name());
            }
        }
    }

    private static void checkEffect(JsonNode effect, MixedModel model) {
        GroupingFactor factor =
                model.groupingFactor(effect.get("group").asText()).orElseThrow();
        int column = column(factor, effect.get("column").asText());
        int level = factor.levels().indexOf(effect.get("level").asText());
        assertTrue(level >= 0, effect.get("level")::asText);
        assertEquals(
                effect.get("mode").asDouble(), factor.effect(level, column), EFFECT * factor.standardDeviation(column));
    }
}
