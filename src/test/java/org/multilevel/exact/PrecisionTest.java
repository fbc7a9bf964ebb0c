package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Responses of which predictors and groups explain all but a hundred-thousandth or less keep their digits.
 *
 * <p>The references were computed in 50 digits by {@code precision.py}, beside the tables.
 */
class PrecisionTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "precision");

    private static Stream<JsonNode> cases() throws IOException {
        JsonNode all = new ObjectMapper().readTree(FOLDER.resolve("values.json").toFile());
        return StreamSupport.stream(all.spliterator(), false);
    }

    private static MixedModel fit(String formula, String data) {
        return LinearMixedModel.of(formula).fit(CsvTable.open(FOLDER.resolve(data + ".csv"), CsvOptions.defaults()));
    }

    /** The tolerances are those of all references: 1e-7 of the log-likelihood, 1e-5 of standard deviations. */
    @ParameterizedTest
    @MethodSource("cases")
    void aNearlyExactResponseIsFittedWithAllDigits(JsonNode expected) {
        MixedModel model =
                fit(expected.get("formula").asText(), expected.get("data").asText());
        assertEquals(Verdict.Status.CONVERGED, model.verdict().status(), model.verdict()::explanation);
        double criterion = expected.get("criterion").asDouble();
        assertEquals(criterion, model.statistics().criterion(), 1e-7 * Math.abs(criterion));
        double sigma = expected.get("sigma").asDouble();
        assertEquals(sigma, model.sigma(), 1e-6 * sigma);
        int k = 0;
        for (String name : new String[] {"g", "h", "n"}) {
            for (GroupingFactor factor : model.groupingFactor(name).stream().toList()) {
                for (int c = 0; c < factor.width(); c++) {
                    double sd = expected.get("sds").get(k++).asDouble();
                    assertEquals(sd, factor.standardDeviation(c), 1e-5 * sd);
                }
            }
        }
        assertEquals(expected.get("sds").size(), k);
        assertEquals(model.log().size(), model.verdict().evaluations());
        assertEquals(model.log().size(), model.log().get(model.log().size() - 1).number());
    }

    @Test
    void crossedGroupsThatExplainMoreThanDigitsCanTellAreRefusedWithTheReason() {
        String sentence = assertThrows(ModelException.class, () -> fit("y ~ x + (1 | g) + (1 | h)", "cross7"))
                .getMessage();
        assertTrue(sentence.contains("explain y but for about 4e-08"), sentence);
    }
}
