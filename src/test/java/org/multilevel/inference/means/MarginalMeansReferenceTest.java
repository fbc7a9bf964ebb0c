package org.multilevel.inference.means;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.Inference;
import org.multilevel.inference.means.MarginalMeans.Difference;
import org.multilevel.inference.means.MarginalMeans.Estimate;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Means, contrasts and slopes of 17 models, held against R's emmeans on polished fits; emmeans.R and emmeans-nested.R say how. */
class MarginalMeansReferenceTest {
    /** Of a standard error, and relative for it: what the issue of two optima leaves. */
    private static final double CLOSE = 1e-6;

    /** lmerTest differentiates numerically. */
    private static final double DF = 1e-4;

    /** R's ptukey is good to about 1e-10, but its df are. */
    private static final double P = 1e-5;

    private static final JsonNode ROOT = read("emmeans");

    private static JsonNode read(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Path.of("src/test/resources/reference", name + ".json")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<JsonNode> cases() {
        return Stream.of(ROOT, read("emmeans-nested")).flatMap(root -> elements(root.get("cases")));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return array.isTextual() || array.isNumber()
                ? Stream.of(array)
                : StreamSupport.stream(array.spliterator(), false);
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }

    private static double[] numbers(JsonNode array) {
        return elements(array)
                .mapToDouble(node -> node.asText().equals("NA")
                        ? Double.NaN
                        : Double.parseDouble(node.asText().strip()))
                .toArray();
    }

    private static MixedModel fit(JsonNode reference) {
        String name = reference.get("table").asText();
        Path file =
                Path.of(name.startsWith("emmeans") ? "src/test/resources/reference" : "workflows/data", name + ".csv");
        Table table = CsvTable.open(file, CsvOptions.defaults().withCategorical(texts(reference.get("categorical"))));
        LinearMixedModel model = LinearMixedModel.of(reference.get("formula").asText())
                .withMethod(reference.get("reml").asBoolean() ? EstimationMethod.REML : EstimationMethod.ML)
                .withThreads(1);
        String weights = reference.get("weights").asText();
        return (weights.isEmpty() ? model : model.withWeights(weights)).fit(table);
    }

    private static MarginalMeans ask(JsonNode question, MixedModel model) {
        Contrasts contrasts = Contrasts.parse(question.get("contrasts").asText());
        String adjust = question.get("adjust").asText().replace("dunnettx", "dunnett");
        Adjustment adjustment = Adjustment.parse(adjust);
        Inference inference = question.get("method").asText().equals("asymptotic")
                ? Inference.asymptotic()
                : Inference.satterthwaite();
        Set<Map.Entry<String, JsonNode>> at = question.get("at").properties();
        String terms = question.get("terms").asText();
        if (question.get("slope").asText().isEmpty()) {
            EstimatedMarginalMeans means = EstimatedMarginalMeans.of(terms)
                    .withContrasts(contrasts)
                    .withAdjustment(adjustment)
                    .withInference(inference);
            for (Map.Entry<String, JsonNode> value : at) {
                means = means.atLevels(value.getKey(), texts(value.getValue()));
            }
            return means.ask(model);
        }
        SimpleSlopes slopes = SimpleSlopes.of(terms)
                .withContrasts(contrasts)
                .withAdjustment(adjustment)
                .withInference(inference);
        for (Map.Entry<String, JsonNode> value : at) {
            slopes = slopes.atLevels(value.getKey(), texts(value.getValue()));
        }
        return slopes.ask(model);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meansContrastsAndSlopesAreThoseOfEmmeans(JsonNode reference) {
        MixedModel model = fit(reference);
        int asked = 0;
        for (JsonNode question : reference.get("questions")) {
            String what =
                    reference.get("id").asText() + ": " + question.get("terms").asText() + " "
                            + question.get("adjust").asText();
            // The trend of a curve is R's one forward difference over a millionth.
            boolean curve = reference.get("id").asText().matches("curves|splines")
                    && !question.get("slope").asText().isEmpty();
            MarginalMeans answer = ask(question, model);
            compare(question.get("estimates"), answer.estimates(), what, curve ? 1e-5 : CLOSE);
            if (question.has("differences")) {
                compareDifferences(question.get("differences"), answer.contrasts(), what, curve ? 1e-5 : CLOSE);
            }
            asked++;
        }
        assertTrue(asked > 0, "nothing was asked of " + reference.get("id"));
    }

    private static void compare(JsonNode reference, List<Estimate> estimates, String what, double close) {
        double[] estimate = numbers(reference.get("estimate"));
        double[] error = numbers(reference.get("std_error"));
        double[] df = numbers(reference.get("df"));
        double[] lower = numbers(reference.get("lower"));
        double[] upper = numbers(reference.get("upper"));
        assertEquals(estimate.length, estimates.size(), what);
        for (int i = 0; i < estimate.length; i++) {
            Estimate found = estimates.get(i);
            String at = what + " " + found.levels();
            int row = i;
            if (reference.has("levels")) {
                List<String> levels = new ArrayList<>();
                reference
                        .get("levels")
                        .elements()
                        .forEachRemaining(column -> levels.add(texts(column).get(row)));
                assertEquals(levels, found.levels(), what);
            }
            assertNumber(estimate[i], found.estimate(), close * error[i], at);
            assertNumber(error[i], found.standardError(), close * error[i], at);
            assertNumber(df[i], found.df(), DF * df[i], at);
            assertNumber(lower[i], found.lower(), (close + intervalSlack(df[i])) * error[i], at);
            assertNumber(upper[i], found.upper(), (close + intervalSlack(df[i])) * error[i], at);
        }
    }

    /** What the tolerance of the degrees of freedom is for a t quantile. */
    private static double intervalSlack(double df) {
        return Double.isNaN(df) ? 3e-6 : 1e-4;
    }

    private static void compareDifferences(
            JsonNode reference, List<Difference> differences, String what, double close) {
        List<String> names = texts(reference.get("contrast"));
        double[] estimate = numbers(reference.get("estimate"));
        double[] error = numbers(reference.get("std_error"));
        double[] df = numbers(reference.get("df"));
        double[] statistic = numbers(reference.get("statistic"));
        double[] p = numbers(reference.get("p_value"));
        double[] plain = numbers(reference.get("p_unadjusted"));
        double[] lower = numbers(reference.get("lower"));
        double[] upper = numbers(reference.get("upper"));
        assertEquals(names, differences.stream().map(Difference::name).toList(), what);
        // Where a contrast is not estimable, emmeans takes its df as infinite and rounds all others to whole numbers
        // for ptukey.
        double rounding =
                Arrays.stream(df).anyMatch(Double::isNaN) && !Arrays.stream(df).allMatch(Double::isNaN) ? 1e-4 : 0;
        for (int i = 0; i < estimate.length; i++) {
            Difference found = differences.get(i);
            String at = what + " " + found.name() + " " + found.levels();
            assertNumber(estimate[i], found.estimate(), close * error[i], at);
            assertNumber(error[i], found.standardError(), close * error[i], at);
            assertNumber(df[i], found.df(), DF * df[i], at);
            assertNumber(statistic[i], found.statistic(), close * (1 + Math.abs(statistic[i])), at);
            assertNumber(p[i], found.pValue(), P + rounding, at);
            assertNumber(plain[i], found.unadjustedPValue(), P, at);
            // R's qtukey stops within 1e-4, and the quantile for Dunnett's within 5e-4.
            double quantile = switch (found.adjustment()) {
                case DUNNETT -> 1e-3;
                case TUKEY -> 2e-4;
                default -> 0;
            };
            assertNumber(lower[i], found.lower(), (close + intervalSlack(df[i]) + quantile) * error[i], at);
            assertNumber(upper[i], found.upper(), (close + intervalSlack(df[i]) + quantile) * error[i], at);
        }
    }

    private static void assertNumber(double expected, double actual, double tolerance, String what) {
        if (Double.isNaN(expected)) {
            assertTrue(Double.isNaN(actual), what + ": " + actual + " where there is nothing");
        } else {
            assertEquals(expected, actual, tolerance, what);
        }
    }
}
