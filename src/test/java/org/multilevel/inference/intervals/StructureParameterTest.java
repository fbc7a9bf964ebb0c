package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.inference.Inference;
import org.multilevel.model.LiveModel;

/** Standard errors of the structures' parameters against those of a dense likelihood in R; see {@code reference-structures/README.md}. */
class StructureParameterTest {
    /** Relative; ours are from differences of the gradient. */
    private static final double ERROR = 1e-4;
    /** Relative to the width of the interval. */
    private static final double END = 1e-5;

    static Stream<Case> cases() {
        return ReferenceCases.cases("intervals.json");
    }

    static Stream<Case> profiled() {
        return Stream.concat(cases(), ReferenceCases.cases("profiles.json"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void standardErrorsAreThoseOfTheReference(Case reference) {
        List<StructureParameter> found =
                StructureParameter.of(live(reference.of()).model(), 0.95);
        int compared = 0;
        for (JsonNode parameter : reference.expected().get("parameters")) {
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
    void profileEndsAreThoseOfTheReference(Case reference) {
        LiveModel live = live(reference.of());
        Map<String, ParameterInterval> found = new HashMap<>();
        ProfileIntervals profiles = ProfileIntervals.of(live, 0.95, 1, Progress.NONE);
        profiles.intervals().forEach(each -> found.put(each.parameter().replaceAll("[\\[\\]]", ""), each));
        int compared = 0;
        for (JsonNode parameter : reference.expected().get("parameters")) {
            if (!parameter.has("lower") && !parameter.has("upper")) {
                continue;
            }
            String name = ReferenceCases.parameter(parameter);
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
    void waldIntervalsHaveTheStandardErrorsOfTheReference(Case reference) {
        LiveModel live = live(reference.of());
        Map<String, ParameterInterval> found = new HashMap<>();
        WaldIntervals.of(live, Inference.standard(), List.of(), Progress.NONE)
                .intervals()
                .forEach(each -> found.put(each.parameter().replaceAll("[\\[\\]]", ""), each));
        for (JsonNode parameter : reference.expected().get("parameters")) {
            String name = ReferenceCases.parameter(parameter);
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
    void replicatesSpreadAsStandardErrorsSay(String name) {
        Case reference =
                cases().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        LiveModel live = live(reference.of());
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

    private static LiveModel live(JsonNode of) {
        return ReferenceCases.specified(of).live(ReferenceCases.table(of));
    }
}
