package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.means.EstimatedMarginalMeans;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.tests.Anova;
import org.multilevel.inference.tests.AnovaRow;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Degrees of freedom, Kenward-Roger and ANOVA against lmerTest, pbkrtest and car at the same optimum; see {@code inference.R} and, for R's own data sets, {@code datasets.R}. */
class InferenceReferenceTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "reference", "inference");
    /** lmerTest differentiates numerically twice. */
    private static final double SATTERTHWAITE = 1e-5;

    private static final double KENWARD_ROGER = 1e-6;

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String file : List.of("inference.json", "datasets.json")) {
            for (JsonNode node :
                    new ObjectMapper().readTree(FOLDER.resolve(file).toFile()).get("cases")) {
                cases.add(Arguments.of(node.get("id").asText(), node));
            }
        }
        return cases.stream();
    }

    static Stream<Arguments> kenwardRogerCases() throws IOException {
        return cases().filter(arguments -> ((JsonNode) arguments.get()[1]).has("kr"));
    }

    private static MixedModel fit(JsonNode node, DfMethod df) {
        String file = node.get("data").asText() + ".csv";
        Path path = Path.of("workflows", "data", file);
        List<String> categorical = new ArrayList<>();
        node.get("categorical").forEach(name -> categorical.add(name.asText()));
        LinearMixedModel model = LinearMixedModel.of(node.get("formula").asText())
                .withThreads(1)
                .withDf(df)
                .withMethod(node.get("REML").asBoolean() ? EstimationMethod.REML : EstimationMethod.ML);
        if (!node.get("weights").asText().isEmpty()) {
            model = model.withWeights(node.get("weights").asText());
        }
        return model.fit(CsvTable.open(
                Files.exists(path) ? path : FOLDER.resolve(file),
                CsvOptions.defaults().withCategorical(categorical)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void satterthwaite(String id, JsonNode node) {
        MixedModel model = fit(node, DfMethod.SATTERTHWAITE);
        assertEquals(node.get("criterion").asDouble(), model.statistics().criterion(), 1e-6, id);
        List<CoefficientTest> tests = Inference.satterthwaite().coefficients(model);
        for (int i = 0; i < tests.size(); i++) {
            double df = node.get("df").get(i).asDouble();
            assertEquals(df, tests.get(i).df(), SATTERTHWAITE * df, tests.get(i).term());
            double error = node.get("se").get(i).asDouble();
            assertEquals(error, tests.get(i).standardError(), 1e-6 * error);
        }
        check(node.get("overall"), overall(model, Inference.satterthwaite()), SATTERTHWAITE);
        checkAnova(node.path("anova"), model, Inference.satterthwaite(), SATTERTHWAITE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kenwardRogerCases")
    void kenwardRoger(String id, JsonNode node) {
        MixedModel model = fit(node, DfMethod.KENWARD_ROGER);
        Inference inference = Inference.kenwardRoger();
        JsonNode kr = node.get("kr");
        double[][] covariance = FixedUncertainty.of(model, inference).covariance();
        List<CoefficientTest> tests = inference.coefficients(model);
        for (int i = 0; i < tests.size(); i++) {
            double df = kr.get("df").get(i).asDouble();
            assertEquals(
                    df,
                    tests.get(i).df(),
                    KENWARD_ROGER * df,
                    id + " " + tests.get(i).term());
            for (int j = 0; j < tests.size(); j++) {
                double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                assertEquals(kr.get("covariance").get(i).get(j).asDouble(), covariance[i][j], KENWARD_ROGER * scale);
            }
        }
        check(kr.get("overall"), overall(model, inference), KENWARD_ROGER);
        checkAnova(node.path("anova_kr"), model, inference, KENWARD_ROGER);
    }

    static Stream<Arguments> casesWithMeans() throws IOException {
        return cases().filter(arguments ->
                ((JsonNode) arguments.get()[1]).path("means").size() > 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesWithMeans")
    void marginalMeans(String id, JsonNode node) {
        MixedModel model = fit(node, DfMethod.SATTERTHWAITE);
        for (JsonNode question : node.get("means")) {
            String terms = question.get("terms").asText();
            List<MarginalMeans.Estimate> means = EstimatedMarginalMeans.of(terms)
                    .withInference(Inference.satterthwaite())
                    .ask(model)
                    .estimates();
            assertEquals(question.get("estimate").size(), means.size(), terms);
            for (int i = 0; i < means.size(); i++) {
                List<String> levels = new ArrayList<>();
                question.get("levels").get(i).forEach(level -> levels.add(level.asText()));
                assertEquals(levels, means.get(i).levels());
                double error = question.get("se").get(i).asDouble();
                double df = question.get("df").get(i).asDouble();
                assertEquals(
                        question.get("estimate").get(i).asDouble(), means.get(i).estimate(), 1e-6 * error, terms);
                assertEquals(error, means.get(i).standardError(), 1e-6 * error, terms);
                assertEquals(df, means.get(i).df(), SATTERTHWAITE * df, terms);
            }
        }
    }

    private static AnovaRow overall(MixedModel model, Inference inference) {
        int p = model.fixedEffects().size();
        int first = p > 2 ? 1 : 0;
        double[][] l = new double[p - first][p];
        for (int i = first; i < p; i++) {
            l[i - first][i] = 1;
        }
        FTest test = FixedUncertainty.of(model, inference).fTest(l, new double[l.length]);
        double square = test.unscaled() * model.sigma() * model.sigma();
        return new AnovaRow(
                "overall",
                square * test.numeratorDf(),
                square,
                test.numeratorDf(),
                test.denominatorDf(),
                test.statistic(),
                test.pValue());
    }

    private static void checkAnova(JsonNode anova, MixedModel model, Inference inference, double tolerance) {
        for (Anova.Type type : Anova.Type.values()) {
            List<AnovaRow> rows = Anova.of(type).withInference(inference).rows(model).stream()
                    .filter(row -> row.numeratorDf() > 0)
                    .toList();
            JsonNode expected = anova.path(type.name());
            for (int i = 0; i < expected.size(); i++) {
                check(expected.get(i), rows.get(i), tolerance);
            }
        }
    }

    private static void check(JsonNode expected, AnovaRow row, double tolerance) {
        String what = String.format(Locale.ROOT, "%s of %s", row.term(), expected);
        assertEquals(expected.get("num_df").asInt(), row.numeratorDf(), what);
        double df = expected.get("den_df").asDouble();
        assertEquals(df, row.denominatorDf(), tolerance * df, what);
        double f = expected.get("f").asDouble();
        // F carries the error of both estimates and covariance
        assertEquals(f, row.f(), 1e-5 * Math.max(1, f), what);
        double squares = expected.get("sum_sq").asDouble();
        assertEquals(squares, row.sumOfSquares(), 1e-5 * Math.max(1, squares), what);
    }
}
