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
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.inference.comparison.BoundaryTest;
import org.multilevel.inference.comparison.ComparedModel;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.inference.means.Contrasts;
import org.multilevel.inference.means.EstimatedMarginalMeans;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.means.ResponseMeans;
import org.multilevel.inference.means.SimpleSlopes;
import org.multilevel.inference.tests.Anova;
import org.multilevel.inference.tests.AnovaRow;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.MixedModel;

/** What generalised models answer to questions, against lme4, car and emmeans: {@code reference-glmm/questions.R}. */
class QuestionsReferenceTest {
    /** In standard errors, and relative to them: those of glmmTMB are by differences of its gradient. */
    private static final double ERRORS = 1e-4;
    /** lme4's optima are good to some 1e-7 of the log-likelihood. */
    private static final double CHI_SQUARED = 1e-5;

    record Case(JsonNode of) {
        @Override
        public String toString() {
            return of.get("name").asText();
        }
    }

    private static Stream<Case> cases(String section) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                QuestionsReferenceTest.class.getResourceAsStream("/reference-glmm/questions.json"))) {
            return StreamSupport.stream(
                    new ObjectMapper().readTree(in).get(section).spliterator(), false)
                    .map(Case::new)
                    .toList()
                    .stream();
        }
    }

    static Stream<Case> tests() throws IOException {
        return cases("tests");
    }

    static Stream<Case> anovas() throws IOException {
        return cases("anova");
    }

    static Stream<Case> means() throws IOException {
        return cases("means");
    }

    static Stream<Case> slopes() throws IOException {
        return cases("slopes");
    }

    private static MixedModel fit(JsonNode of, String formula) {
        List<String> categorical = texts(of.get("categorical"));
        try {
            Path file = Path.of(Objects.requireNonNull(QuestionsReferenceTest.class.getResource(
                            "/reference-glmm/" + of.get("data").asText() + ".csv"))
                    .toURI());
            return GeneralisedLinearMixedModel.of(
                            formula,
                            Distribution.parse(of.get("family").asText() + ":"
                                    + of.get("link").asText()))
                    .fit(CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical)));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MixedModel fit(JsonNode of) {
        return fit(of, of.get("formula").asText());
    }

    private static List<String> texts(JsonNode of) {
        if (!of.isArray()) {
            return List.of(of.asText());
        }
        List<String> texts = new ArrayList<>();
        of.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static double number(JsonNode of, String field, int i) {
        JsonNode node = of.get(field);
        return (node.isArray() ? node.get(i) : node).asDouble();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void nestedModelsAreTestedAsByAnovaOfGlmer(Case reference) {
        JsonNode of = reference.of();
        List<MixedModel> models = new ArrayList<>();
        of.get("formula").forEach(formula -> models.add(fit(of, formula.asText())));
        ModelComparison comparison = ModelComparison.of(List.of("smaller", "larger"), models);
        ComparedModel larger = comparison.models().get(1);
        double chiSquared = of.get("chi_squared").asDouble();
        assertEquals("larger", larger.name());
        assertEquals(chiSquared, larger.chiSquared(), CHI_SQUARED * (1 + chiSquared));
        assertEquals(of.get("df").asInt(), larger.df());
        assertEquals(
                of.get("p_value").asDouble(),
                larger.pValue(),
                1e-3 * of.get("p_value").asDouble());
        boolean variance = !models.get(0).thetaNames().equals(models.get(1).thetaNames());
        assertEquals(
                variance ? BoundaryTest.pValue(larger.chiSquared(), (int) larger.df()) : Double.NaN,
                larger.pBoundary());
        assertEquals(
                variance,
                comparison.notes().stream().anyMatch(note -> note.contains("the edge of what is possible")),
                comparison.notes()::toString);
    }

    @ParameterizedTest
    @MethodSource("anovas")
    void termsAreTestedAsByCar(Case reference) {
        JsonNode of = reference.of();
        MixedModel model = fit(of);
        for (Anova.Type type : new Anova.Type[] {Anova.Type.II, Anova.Type.III}) {
            JsonNode expected = of.get(type.name());
            List<AnovaRow> rows = Anova.of(type).rows(model);
            assertEquals(
                    texts(expected.get("term")),
                    rows.stream().map(AnovaRow::term).toList());
            for (int i = 0; i < rows.size(); i++) {
                AnovaRow row = rows.get(i);
                double chiSquared = number(expected, "chi_squared", i);
                // a change of 1e-4 of the standard errors moves the statistic by about twice as much
                assertEquals(chiSquared, row.chiSquared(), 3 * ERRORS * (1 + chiSquared), row.term());
                assertEquals(number(expected, "df", i), row.numeratorDf());
                assertEquals(number(expected, "p_value", i), row.pValue(), 1e-3, row.term());
                assertTrue(Double.isNaN(row.denominatorDf()) && Double.isNaN(row.sumOfSquares()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void meansContrastsAndRatiosAreThoseOfEmmeans(Case reference) {
        JsonNode of = reference.of();
        boolean by = of.hasNonNull("by");
        EstimatedMarginalMeans question = EstimatedMarginalMeans.of(
                        of.get("over").asText() + (by ? " | " + of.get("by").asText() : ""))
                .withContrasts(new Contrasts.Pairwise());
        if (of.has("at")) {
            for (Iterator<String> names = of.get("at").fieldNames(); names.hasNext(); ) {
                String name = names.next();
                question = question.at(name, of.get("at").get(name).asDouble());
            }
        }
        MarginalMeans answer = question.ask(fit(of));
        ResponseMeans response = answer.onResponse().orElseThrow();
        checkEstimates(of.get("link_means"), answer.estimates());
        checkEstimates(
                of.get("response_means"),
                answer.estimates().stream().map(response::mean).toList());
        checkDifferences(of.get("contrasts"), answer.contrasts());
        if (of.hasNonNull("ratios")) {
            checkDifferences(
                    of.get("ratios"),
                    answer.contrasts().stream().map(response::ratio).toList());
        } else {
            assertTrue(Double.isNaN(response.ratio(answer.contrasts().get(0)).estimate()));
        }
    }

    @ParameterizedTest
    @MethodSource("slopes")
    void slopesAreThoseOfEmtrends(Case reference) {
        JsonNode of = reference.of();
        MarginalMeans answer = SimpleSlopes.of(
                        of.get("of").asText() + " by " + of.get("over").asText())
                .withContrasts(new Contrasts.Pairwise())
                .ask(fit(of));
        checkEstimates(of.get("slopes"), answer.estimates());
        checkDifferences(of.get("contrasts"), answer.contrasts());
        MarginalMeans.Estimate ratio =
                answer.onResponse().orElseThrow().ratio(answer.estimates().get(0));
        assertEquals(Math.exp(number(of.get("slopes"), "upper", 0)), ratio.upper(), 1e-4 * ratio.upper());
    }

    private static void checkEstimates(JsonNode expected, List<MarginalMeans.Estimate> found) {
        assertEquals(expected.get("estimate").size(), found.size());
        for (int i = 0; i < found.size(); i++) {
            MarginalMeans.Estimate estimate = found.get(i);
            double error = number(expected, "std_error", i);
            List<String> levels = new ArrayList<>();
            int row = i;
            expected.get("levels").forEach(of -> levels.add(of.get(row).asText()));
            assertEquals(levels, estimate.levels());
            assertEquals(number(expected, "estimate", i), estimate.estimate(), ERRORS * error);
            assertEquals(error, estimate.standardError(), ERRORS * error);
            assertEquals(number(expected, "lower", i), estimate.lower(), 4 * ERRORS * error);
            assertEquals(number(expected, "upper", i), estimate.upper(), 4 * ERRORS * error);
            assertTrue(Double.isNaN(estimate.df()));
        }
    }

    private static void checkDifferences(JsonNode expected, List<MarginalMeans.Difference> found) {
        for (int i = 0; i < found.size(); i++) {
            MarginalMeans.Difference difference = found.get(i);
            double error = number(expected, "std_error", i);
            assertEquals(number(expected, "estimate", i), difference.estimate(), ERRORS * error, difference.name());
            assertEquals(error, difference.standardError(), ERRORS * error, difference.name());
            double width = number(expected, "upper", i) - number(expected, "lower", i);
            assertEquals(number(expected, "lower", i), difference.lower(), 2 * ERRORS * width, difference.name());
            assertEquals(number(expected, "upper", i), difference.upper(), 2 * ERRORS * width, difference.name());
            assertEquals(number(expected, "statistic", i), difference.statistic(), 1e-3, difference.name());
            assertEquals(number(expected, "p_value", i), difference.pValue(), 1e-4, difference.name());
        }
    }
}
