package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.MethodException;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;

/** Means over groups against R's integration, and what the three predictions of a row are. */
class ResponseScaleTest {
    private static final Table TABLE = table();

    private static Table table() {
        Random random = new Random(3);
        int n = 80;
        double[] y = new double[n];
        double[] count = new double[n];
        double[] cost = new double[n];
        double[] x = new double[n];
        String[] g = new String[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            g[i] = "g" + i % 8;
            double own = i % 8 - 3.5;
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-x[i] - own)) ? 1 : 0;
            count[i] = random.nextInt(1 + i % 8);
            cost[i] = 0.1 + random.nextDouble();
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("count", count)
                .numeric("cost", cost)
                .numeric("x", x)
                .categorical("g", g)
                .build();
    }

    private static MixedModel fitted(String response, Family family, Link link) {
        return GeneralisedLinearMixedModel.of(response + " ~ x + (1 | g)", new Distribution(family, link))
                .fit(TABLE);
    }

    private static ResponseScale scale(Link link) {
        return ResponseScale.of(
                link == Link.LOG ? fitted("count", Family.POISSON, link) : fitted("y", Family.BINOMIAL, link));
    }

    @Test
    void theMeanOverGroupsIsTheIntegral() throws IOException {
        JsonNode rows;
        try (InputStream in =
                Objects.requireNonNull(ResponseScaleTest.class.getResourceAsStream("/reference-glmm/marginal.json"))) {
            rows = new ObjectMapper().readTree(in).get("rows");
        }
        assertEquals(80, rows.size());
        for (Link link : new Link[] {Link.LOGIT, Link.PROBIT, Link.CLOGLOG, Link.LOG}) {
            ResponseScale scale = scale(link);
            for (JsonNode row : rows) {
                if (row.get("link").asText().equals(link.toString())) {
                    double expected = row.get("mean").asDouble();
                    double found = scale.marginal(
                            row.get("centre").asDouble(), row.get("variance").asDouble());
                    // R's integrate in pieces to 1e-12 each; the trapezoidal rule leaves out what is beyond 8.5
                    // deviations
                    assertEquals(expected, found, 1e-9 * expected + 1e-13, row::toString);
                }
            }
        }
    }

    @Test
    void withoutAVarianceItIsTheMeanOfAGroupWithoutEffects() {
        for (Link link : new Link[] {Link.LOGIT, Link.PROBIT, Link.CLOGLOG, Link.LOG}) {
            assertEquals(link.mean(0.7), scale(link).marginal(0.7, 0), 1e-14, link::toString);
        }
    }

    @Test
    void theThreePredictionsOfARowDiffer() {
        MixedModel model = fitted("y", Family.BINOMIAL, Link.LOGIT);
        ResponseScale scale = ResponseScale.of(model);
        Predictions[] found = new Predictions[1];
        model.predictor().predict(TABLE, Progress.NONE, some -> found[0] = some);
        Predictions rows = found[0];
        for (int i = 0; i < rows.size(); i++) {
            double population = rows.population(i);
            assertEquals(Link.LOGIT.mean(rows.conditional(i)), scale.conditional(rows, i));
            assertEquals(Link.LOGIT.mean(population), scale.population(rows, i));
            double marginal = scale.marginal(rows, i);
            // the mean over groups lies nearer to one half than that of the middle group
            assertTrue(Math.abs(marginal - 0.5) < Math.abs(scale.population(rows, i) - 0.5) + 1e-12);
        }
    }

    @Test
    void theInverseLinkHasNoMeanOverGroups() {
        ResponseScale scale = ResponseScale.of(fitted("cost", Family.GAMMA, Link.INVERSE));
        String sentence =
                assertThrows(MethodException.class, scale::checkMarginal).getMessage();
        assertEquals(
                "With the inverse link the mean over all groups is not defined, because a linear predictor of zero has an infinite"
                        + " mean; predict on the scale link or response.",
                sentence);
        assertEquals(
                sentence,
                assertThrows(MethodException.class, () -> scale.marginal(1, 1)).getMessage());
    }

    @Test
    void aLinearModelHasOneScale() {
        MixedModel linear = LinearMixedModel.of("cost ~ x + (1 | g)").fit(TABLE);
        assertThrows(IllegalArgumentException.class, () -> ResponseScale.of(linear));
    }

    @Test
    void linksTurnMeansIntoLinearPredictorsAndBack() {
        for (Link link : Link.values()) {
            for (double eta : new double[] {0.01, 0.4, 1.3}) {
                assertEquals(eta, link.of(link.mean(eta)), 1e-12, link::toString);
                double difference = (link.mean(eta + 1e-6) - link.mean(eta - 1e-6)) / 2e-6;
                assertEquals(
                        difference, link.slope(eta), 1e-8 * (1 + Math.abs(difference) / (eta * eta)), link::toString);
            }
        }
    }
}
