package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Standard errors of the structures' parameters against those of a dense likelihood in R; see {@code reference-structures/README.md}. */
class StructureParameterTest {
    /** Relative; ours are from differences of the gradient. */
    private static final double ERROR = 1e-4;

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
        JsonNode models = read("open.json");
        return StreamSupport.stream(read("intervals.json").spliterator(), false)
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

    private static MixedModel fit(JsonNode of) throws URISyntaxException {
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
        return model.fit(CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical)));
    }
}
