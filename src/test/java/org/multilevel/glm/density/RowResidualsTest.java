package org.multilevel.glm.density;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Generalised;

/** Residuals at the linear predictors and dispersions of lme4 against lme4's own; {@code reference-glmm/residuals.R} made them. */
class RowResidualsTest {
    /** Only rounding lies between two programs that compute the same formulas of the same numbers of about one. */
    private static final double ROUNDING = 1e-9;

    record Case(String name, JsonNode of) {
        @Override
        public String toString() {
            return name;
        }

        double number(String field, int row) {
            return of.get(field).get(row).asDouble();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RowResidualsTest.class.getResourceAsStream("/reference-glmm/residuals.json"))) {
            return StreamSupport.stream(
                            new ObjectMapper().readTree(in).get("cases").spliterator(), false)
                    .map(node -> new Case(node.get("name").asText(), node));
        }
    }

    private static RowResiduals residuals(String distribution, double dispersion) {
        return RowResiduals.of(new Generalised(
                Distribution.parse(distribution),
                1,
                dispersion,
                1,
                Double.NaN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void residualsAreThoseOfLme4(Case reference) {
        JsonNode of = reference.of();
        RowResiduals residuals = residuals(
                of.get("family").asText() + ":" + of.get("link").asText(),
                of.get("dispersion").asDouble());
        for (int i = 0; i < of.get("y").size(); i++) {
            double y = Math.rint(1e9 * reference.number("y", i)) / 1e9;
            double trials = reference.number("trials", i);
            double weight = reference.number("weight", i);
            double eta = reference.number("eta", i);
            assertEquals(reference.number("fitted", i), residuals.mean(eta), ROUNDING * reference.number("fitted", i));
            assertEquals(reference.number("pearson", i), residuals.pearson(y, trials, weight, eta), ROUNDING);
            // Where a response is near its mean the root of what is left of two logarithms has half the digits.
            assertEquals(reference.number("deviance", i), residuals.deviance(y, trials, weight, eta), 1e-7);
        }
    }

    @Test
    void aResponseThatTheModelIsSureOfHasResidualsAsLargeAsNumbersTell() {
        RowResiduals logit = residuals("binomial", 1);
        // R keeps probabilities one rounding error from 0 and 1: sqrt(1 / 2.2e-16), and sqrt(-2 log 2.2e-16).
        assertEquals(-67_108_864, logit.pearson(0, 1, 1, 800), 1);
        assertEquals(-Math.sqrt(-2 * Math.log(Math.ulp(1.0))), logit.deviance(0, 1, 1, 800), 1e-9);
        assertEquals(0, logit.deviance(1, 1, 1, 800), 1e-7);
    }

    @Test
    void theScoreIsTheSlopeOfTheLogDensity() {
        // Differences of a logistic log-density, 3 successes of 7: y - n / (1 + e^-eta).
        assertEquals(
                2.5 * (3 - 7 / (1 + Math.exp(-0.4))), residuals("binomial", 1).score(3, 7, 2.5, 0.4), 1e-14);
    }
}
