package org.multilevel.glm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Values that lme4, glmmTMB, MixedModels.jl and GLMMadaptive print or test themselves, to the digits that they print. */
class PublishedValuesTest {
    private static JsonNode read(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PublishedValuesTest.class.getResourceAsStream("/reference-glmm/" + file))) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** All published values of one fit. */
    record Published(String name, JsonNode of, List<JsonNode> values) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Published> published() throws IOException {
        JsonNode values = read("third-party.json").get("values");
        List<JsonNode> all = StreamSupport.stream(values.spliterator(), false).toList();
        return StreamSupport.stream(read("open.json").get("cases").spliterator(), false)
                .map(of -> new Published(
                        of.get("name").asText(),
                        of,
                        all.stream()
                                .filter(value -> value.get("case")
                                        .asText()
                                        .equals(of.get("name").asText()))
                                .toList()))
                .filter(each -> !each.values.isEmpty())
                .toList()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void theModelHasTheNumbersThatOthersPublished(Published published) throws URISyntaxException {
        MixedModel model = GeneralisedReferenceTest.fit(published.of);
        for (JsonNode value : published.values) {
            double expected = value.get("published").asDouble();
            double tolerance =
                    value.get("tolerance").asDouble() * (value.get("relative").asBoolean() ? Math.abs(expected) : 1);
            assertEquals(expected, quantity(model, value.get("quantity").asText()), tolerance, value::toString);
        }
    }

    private static double quantity(MixedModel model, String quantity) {
        String[] parts = quantity.split("\\|", -1);
        return switch (parts[0]) {
            case "loglik" -> model.statistics().logLikelihood();
            case "dispersion" -> model.generalised().orElseThrow().dispersion();
            case "beta" -> model.fixedEffects().estimate(coefficient(model.fixedEffects(), parts[1]));
            case "se" -> model.fixedEffects().standardError(coefficient(model.fixedEffects(), parts[1]));
            case "sd" -> {
                GroupingFactor factor = model.groupingFactor(parts[1]).orElseThrow();
                yield factor.standardDeviation(column(factor, parts[2]));
            }
            case "sd_of_effect" -> {
                GroupingFactor factor = model.groupingFactor(parts[1]).orElseThrow();
                int column = column(factor, parts[3]);
                yield Math.sqrt(factor.conditionalCovariance(factor.levels().indexOf(parts[2]), column, column));
            }
            default -> throw new AssertionError(quantity);
        };
    }

    private static int coefficient(FixedEffects fixed, String name) {
        for (int i = 0; i < fixed.size(); i++) {
            if (fixed.name(i).replaceAll("[\\[\\]]", "").equals(name)) {
                return i;
            }
        }
        throw new AssertionError(name);
    }

    private static int column(GroupingFactor factor, String name) {
        for (int k = 0; k < factor.width(); k++) {
            if (factor.column(k).replaceAll("[\\[\\]]", "").equals(name)) {
                return k;
            }
        }
        throw new AssertionError(name);
    }
}
