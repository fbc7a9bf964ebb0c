package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.inference.Inference;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/** Standard errors of the structures' parameters against those of a dense likelihood in R; see {@code reference-structures/README.md}. */
class StructureParameterTest {
    /** Relative; ours are from differences of the gradient. */
    private static final double ERROR = 1e-4;
    /** Relative to the width of the interval. */
    private static final double END = 1e-5;

    record Case(String name, JsonNode model, JsonNode parameters) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static JsonNode read(String file) throws IOException {
        return new ObjectMapper()
                .readTree(Objects.requireNonNull(
                        StructureParameterTest.class.getResourceAsStream("/reference-structures/" + file)))
                .get("cases");
    }

    static Stream<Case> cases() throws IOException {
        return cases("intervals.json");
    }

    static Stream<Case> profiled() throws IOException {
        return Stream.concat(cases("intervals.json"), cases("profiles.json"));
    }

    private static Stream<Case> cases(String file) throws IOException {
        JsonNode models = read("open.json");
        return StreamSupport.stream(read(file).spliterator(), false)
                .map(node -> new Case(
                        node.get("name").asText(),
                        StreamSupport.stream(models.spliterator(), false)
                                .filter(m -> m.get("name").equals(node.get("name")))
                                .findFirst()
                                .orElseThrow(),
                        node.get("parameters")))
                .toList()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void standardErrorsAreThoseOfTheReference(Case reference) throws URISyntaxException {
        List<StructureParameter> found = StructureParameter.of(fit(reference.model), 0.95);
        int compared = 0;
        for (JsonNode parameter : reference.parameters) {
            String name = parameter.get("name").asText();
            double error = parameter.get("se").asDouble();
            for (StructureParameter each : found) {
                StructureEstimate estimate = each.estimate();
                boolean residual = estimate.kind() == StructureEstimate.Kind.RESIDUAL;
                String own = estimate.first().replace(':', ',')
                        + (estimate.second().isEmpty() ? "" : "," + estimate.second());
                boolean same = residual
                        ? parameter.get("kind").asText().equals("residual") && own.equals(name)
                        : own.equals(name) || (estimate.group() + ": " + own).equals(name);
                if (same && Double.isFinite(error)) {
                    // the reference has the error of a variance
                    double scale = residual ? 2 * estimate.value() : 1;
                    assertEquals(error, scale * estimate.standardError(), ERROR * error, name);
                    assertTrue(each.lower() < estimate.value() && estimate.value() < each.upper());
                    compared++;
                }
            }
        }
        assertTrue(compared > 0, "nothing was compared");
    }

    @ParameterizedTest
    @MethodSource("profiled")
    void profileEndsAreThoseOfTheReference(Case reference) throws URISyntaxException {
        LiveModel live = live(reference.model);
        Map<String, ParameterInterval> found = new HashMap<>();
        ProfileIntervals profiles = ProfileIntervals.of(live, 0.95, 1, Progress.NONE);
        profiles.intervals().forEach(each -> found.put(each.parameter().replaceAll("[\\[\\]]", ""), each));
        int compared = 0;
        for (JsonNode parameter : reference.parameters) {
            if (!parameter.has("lower") && !parameter.has("upper")) {
                continue;
            }
            String name = name(parameter);
            ParameterInterval interval = found.get(name);
            assertTrue(interval != null, () -> name + " is none of " + found.keySet());
            // the reference has a residual's variance
            double power = parameter.get("kind").asText().equals("residual") ? 0.5 : 1;
            double lower = Math.pow(parameter.path("lower").asDouble(Double.NaN), power);
            double upper = Math.pow(parameter.path("upper").asDouble(Double.NaN), power);
            double width = Double.isNaN(lower + upper)
                    ? 4 * Math.abs(interval.estimate() - (Double.isNaN(lower) ? upper : lower))
                    : upper - lower;
            compared += compare(lower, interval.lower(), END * width, name) ? 1 : 0;
            compared += compare(upper, interval.upper(), END * width, name) ? 1 : 0;
        }
        assertTrue(compared > 0, "nothing was compared");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void waldIntervalsHaveTheStandardErrorsOfTheReference(Case reference) throws URISyntaxException {
        LiveModel live = live(reference.model);
        Map<String, ParameterInterval> found = new HashMap<>();
        WaldIntervals.of(live, Inference.standard(), List.of(), Progress.NONE)
                .intervals()
                .forEach(each -> found.put(each.parameter().replaceAll("[\\[\\]]", ""), each));
        for (JsonNode parameter : reference.parameters) {
            String name = name(parameter);
            ParameterInterval interval = found.get(name);
            assertTrue(interval != null, () -> name + " is none of " + found.keySet());
            double error = parameter.get("se").asDouble(Double.NaN);
            double scale = parameter.get("kind").asText().equals("residual") ? 2 * interval.estimate() : 1;
            if (Double.isFinite(error)) {
                assertEquals(error, scale * interval.standardError(), ERROR * error, name);
            }
        }
    }

    /** Replicates of a model with enough subjects spread about as its curvature says. */
    @ParameterizedTest
    @ValueSource(
            strings = {"trial-cs", "trial-ar1-occasions", "trial-car1-week", "schools-ar1", "litters-cs-ml", "plots-cs"
            })
    void replicatesSpreadAsStandardErrorsSay(String name) throws IOException, URISyntaxException {
        Case reference =
                cases().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
        LiveModel live = live(reference.model);
        ParametricBootstrap bootstrap = ParametricBootstrap.of(live, 400, 3, 1, Progress.NONE);
        List<ParameterInterval> wald = WaldIntervals.of(live, Inference.standard(), List.of(), Progress.NONE)
                .intervals();
        for (int i = 0; i < wald.size(); i++) {
            assertEquals(wald.get(i).parameter(), bootstrap.names().get(i));
            double error = wald.get(i).standardError();
            // 400 replicates tell a standard deviation to 3.5 per cent, and curvature is an approximation
            assertEquals(
                    1,
                    bootstrap.standardError(i) / error,
                    0.2,
                    bootstrap.names().get(i));
            assertEquals(0, bootstrap.bias(i) / error, 0.35, bootstrap.names().get(i));
        }
        assertArrayEquals(
                bootstrap.of(0),
                ParametricBootstrap.of(live, 400, 3, 2, Progress.NONE).of(0),
                "the same for any number of threads");
    }

    private static boolean compare(double expected, double found, double tolerance, String name) {
        if (Double.isNaN(expected)) {
            return false;
        }
        assertEquals(expected, found, tolerance, name);
        return true;
    }

    private static String name(JsonNode parameter) {
        String name = parameter.get("name").asText();
        return switch (parameter.get("kind").asText()) {
            case "sd" -> "sd:" + name.replaceFirst(": ", ":");
            case "random" -> "cor:" + name.replaceFirst(": ", ":").replace(',', ':');
            case "fixed" -> name;
            case "residual" -> name.isEmpty() ? "sd:Residual" : "sd:Residual:" + name.replace(',', ':');
            default -> "cor:Residual:" + name.replace(',', ':');
        };
    }

    private static MixedModel fit(JsonNode of) throws URISyntaxException {
        return live(of).model();
    }

    private static LiveModel live(JsonNode of) throws URISyntaxException {
        LinearMixedModel model = LinearMixedModel.of(of.get("formula").asText())
                .withMethod(EstimationMethod.valueOf(of.get("method").asText()));
        String residual = of.get("residual").asText();
        model = residual.isEmpty() ? model : model.withResidual(residual);
        String strata = of.get("residual_variance").asText();
        model = strata.isEmpty() ? model : model.withResidualVariance(strata);
        List<String> categorical = new ArrayList<>();
        of.get("categorical").forEach(name -> categorical.add(name.asText()));
        Path file = Path.of(Objects.requireNonNull(StructureParameterTest.class.getResource(
                        "/reference-structures/" + of.get("data").asText()))
                .toURI());
        return model.live(CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical)));
    }
}
