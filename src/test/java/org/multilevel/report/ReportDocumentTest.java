package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.Inference;
import org.multilevel.inference.shares.StandardisedScales;
import org.multilevel.inference.tests.Anova;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;

/** The document says what the model and its tables say, and tells what it leaves out. */
class ReportDocumentTest {
    private static final Inference NINETY = Inference.standard().withLevel(0.9);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static MixedModel fit(String table, String formula) {
        return LinearMixedModel.of(formula).fit(Samples.table(table));
    }

    private static JsonNode read(ReportDocument document) {
        try {
            return JSON.readTree(document.json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    /** Numbers keep all their bits, so they are compared without a tolerance. */
    private static void assertSameTable(ResultTable expected, JsonNode actual) {
        assertEquals(expected.rowCount(), actual.get("rows").asInt());
        assertEquals(expected.columns().size(), actual.get("columns").size());
        for (int c = 0; c < expected.columns().size(); c++) {
            ResultColumn column = expected.columns().get(c);
            JsonNode copied = actual.get("columns").get(c);
            assertEquals(column.name(), copied.get("name").asText());
            for (int row = 0; row < expected.rowCount(); row++) {
                JsonNode value = copied.get("values").get(row);
                if (column instanceof ResultColumn.Real real) {
                    assertEquals("number", copied.get("type").asText());
                    assertEquals(real.cells().applyAsDouble(row), Double.parseDouble(value.asText()));
                } else {
                    assertEquals(column.text(row), value.asText());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hsb; mathach ~ ses + meanses + (1 + ses | school)",
                "Oxboys; height ~ age + (1 + age | Subject)",
                "Oxboys; height ~ age + (0 + age | Subject)",
                "Penicillin; diameter ~ 1 + (1 | plate) + (1 | sample)",
                "hsb; mathach ~ ses"
            })
    void documentHoldsTheResultTables(String data, String formula) {
        MixedModel model = fit(data, formula);
        ResultTables tables = ResultTables.of(model, NINETY);
        JsonNode document = read(ReportDocument.of(model, NINETY));
        assertSameTable(tables.fixedEffects(), document.at("/tables/fixed_effects"));
        assertSameTable(tables.varianceComponents(), document.at("/tables/variance_components"));
        assertSameTable(tables.fitStatistics(), document.at("/tables/fit_statistics"));
        assertEquals(
                Summary.of(model).withInference(NINETY).text(),
                document.get("summary").asText());
    }

    @Test
    void documentHoldsWhatMakesEffectsComparableWhereTheModelKnowsIt() {
        MixedModel model = fit("hsb", "mathach ~ ses + meanses + (1 + ses | school)");
        JsonNode scales = read(ReportDocument.of(model)).at("/standardised/scales");
        assertArrayEquals(
                StandardisedScales.of(model).orElseThrow().scales(), JSON.convertValue(scales, double[].class));
        assertEquals(
                Math.sqrt(model.rowFacts().orElseThrow().fixedCovariance()[1][1]),
                scales.get(1).asDouble()
                        * StandardisedScales.of(model).orElseThrow().response(),
                // as exact as the product of two doubles
                1e-15);
    }

    @Test
    void answersAreTheirTablesInTheOrderInWhichTheyWereAsked() {
        MixedModel model = fit("Oxboys", "height ~ age + (1 | Subject)");
        ResultTable anova = ResultTables.of(model).anova(Anova.Type.III);
        ResultTable reliability = ResultTables.of(model).reliability();
        JsonNode answers = read(ReportDocument.of(model)
                        .withAnswers(List.of(anova, reliability))
                        .withMostLevels(10)
                        .withPictures(List.of()))
                .get("answers");
        assertEquals("anova", answers.get(0).get("name").asText());
        assertEquals("reliability", answers.get(1).get("name").asText());
        assertSameTable(anova, answers.get(0).get("table"));
        assertSameTable(reliability, answers.get(1).get("table"));
        assertEquals(0, read(ReportDocument.of(model)).get("answers").size());
    }

    @Test
    void documentHoldsTheGroupEffectsOfEveryFactor() {
        MixedModel model = fit("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)");
        JsonNode factors = read(ReportDocument.of(model)).get("group_effects");
        assertEquals(List.of("plate", "sample"), texts(JSON.valueToTree(factors.findValuesAsText("group"))));
        for (int f = 0; f < 2; f++) {
            GroupingFactor factor = model.groupingFactors().get(f);
            assertEquals(factor.levels(), texts(factors.get(f).get("labels")));
            assertEquals("", factors.get(f).get("left_out").asText());
            JsonNode term = factors.get(f).get("terms").get(0);
            assertEquals(
                    factor.standardDeviation(0), term.get("standard_deviation").asDouble());
            for (int g = 0; g < factor.size(); g++) {
                assertEquals(factor.effect(g, 0), term.get("effect").get(g).asDouble());
                assertEquals(
                        factor.conditionalSd(g, 0),
                        term.get("conditional_sd").get(g).asDouble());
                assertEquals(
                        factor.coefficient(g, 0), term.get("coefficient").get(g).asDouble());
            }
        }
    }

    @Test
    void levelsFurthestFromZeroStayWhereThereAreTooMany() {
        MixedModel model = fit("hsb", "mathach ~ 1 + (1 | school)");
        JsonNode factor = read(ReportDocument.of(model).withMostLevels(10)).at("/group_effects/0");
        GroupingFactor school = model.groupingFactors().get(0);
        Set<String> furthest = new TreeSet<>();
        IntStream.range(0, school.size())
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(school.effect(b, 0)), Math.abs(school.effect(a, 0))))
                .limit(10)
                .forEach(g -> furthest.add(school.level(g)));
        assertEquals(furthest, new TreeSet<>(texts(factor.get("labels"))));
        assertEquals(160, factor.get("levels").asInt());
        assertEquals(10, factor.at("/terms/0/effect").size());
        assertEquals(
                "Shown are the 10 of 160 levels of school whose effects lie furthest from zero; the other 150 are in the table"
                        + " group_effects.",
                factor.get("left_out").asText());
        String label = factor.at("/labels/0").asText();
        assertEquals(
                school.effect(school.indexOf(label), 0),
                factor.at("/terms/0/effect/0").asDouble());
        assertThrows(
                IllegalArgumentException.class, () -> ReportDocument.of(model).withMostLevels(0));
    }

    @Test
    void documentNamesItsFormatAndVersion() {
        JsonNode document = read(ReportDocument.of(fit("hsb", "mathach ~ ses")));
        assertEquals("multilevel-report", document.get("format").asText());
        assertEquals(1, document.get("version").asInt());
    }

    @Test
    void intervalsHaveTheLevelThatIsAskedFor() {
        MixedModel model = fit("Oxboys", "height ~ age + (1 | Subject)");
        // The 95% quantile of the normal distribution, from tables.
        assertEquals(
                1.6448536269514722,
                read(ReportDocument.of(model, NINETY)).at("/interval/quantile").asDouble(),
                1e-14);
        assertEquals(0.95, read(ReportDocument.of(model)).at("/interval/level").asDouble());
    }

    @Test
    void sentencesSayWhatWasFittedAndFound() {
        assertEquals(
                List.of(
                        "A linear mixed model of mathach was fitted by restricted maximum likelihood (REML) to 7,185 rows in 160"
                                + " levels of school (14 to 67 rows, mean 44.9).",
                        "Rows with the same school belong together: the model gives each school its own intercept and effect of ses,"
                                + " drawn towards what all have in common.",
                        "The 95% intervals of ses and meanses exclude zero.",
                        // performance::r2_nakagawa prints 0.171 and 0.233
                        "The fixed effects explain 17.1% of the variance of mathach, fixed and group effects together 23.3%.",
                        "The effect of ses varies over school with a standard deviation of 0.673 around its mean of 2.19."),
                texts(read(ReportDocument.of(fit("hsb", "mathach ~ ses + meanses + (1 + ses | school)")))
                        .get("sentences")));
        assertEquals(
                List.of(
                        "A linear mixed model of diameter was fitted by restricted maximum likelihood (REML) to 144 rows in 24"
                                + " levels of plate (6 rows each) and 6 levels of sample (24 rows each).",
                        "Rows with the same plate belong together: the model gives each plate its own intercept, drawn towards"
                                + " what all have in common.",
                        "Rows with the same sample belong together: the model gives each sample its own intercept, drawn towards"
                                + " what all have in common.",
                        "93.6% of the variance that the fixed effects leave lies between groups (ICC 0.936)."),
                texts(read(ReportDocument.of(fit("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)")))
                        .get("sentences")));
    }

    private static String text(JsonNode element) {
        StringBuilder text = new StringBuilder(element.get("text").asText());
        element.get("children").forEach(child -> text.append(text(child)));
        return text.toString();
    }

    @Test
    void equationIsThereLevelByLevelInSymbolsAndWithTheEstimates() {
        MixedModel model = fit("hsb", "mathach ~ ses + meanses + (1 + ses | school)");
        JsonNode equation = read(ReportDocument.of(model)).get("equation");
        List<String> titles = new ArrayList<>();
        equation.get("symbols")
                .forEach(section -> titles.add(section.get("title").asText()));
        assertEquals(List.of("Model", "Level 1 (i: row)", "Level 2 (j: school)"), titles);
        assertEquals("\u03b20j=\u03b300+\u03b301\u00b7meansesj+u0j", text(equation.at("/symbols/2/equations/0")));
        assertEquals("mrow", equation.at("/symbols/2/equations/0/name").asText());
        String estimates = text(equation.at("/estimates/0/equations/0"));
        assertTrue(estimates.startsWith("mathachij=12.65+2.190\u00b7sesij+3.781\u00b7meansesj+"), estimates);
        assertEquals(0, equation.get("notes").size());
    }

    /** R: performance::r2_nakagawa, and summary(lm(Reaction ~ Days, sleepstudy)), as they are printed. */
    @Test
    void keyFiguresSayHowMuchTheModelExplains() {
        JsonNode mixed = read(ReportDocument.of(fit("sleepstudy", "Reaction ~ Days + (Days | Subject)")));
        assertEquals(0.279, mixed.at("/statistics/r2_marginal").asDouble(), 5e-4);
        assertEquals(0.799, mixed.at("/statistics/r2_conditional").asDouble(), 5e-4);
        JsonNode least = read(ReportDocument.of(fit("sleepstudy", "Reaction ~ Days")));
        assertEquals(0.2865, least.at("/statistics/r_squared").asDouble(), 5e-5);
        assertFalse(least.get("statistics").has("r2_marginal"));
        assertEquals(1, least.at("/equation/symbols").size());
    }

    @Test
    void severalResidualVariancesHaveNoOneStandardDeviation() {
        LinearMixedModel one = LinearMixedModel.of("distance ~ age * Sex").withResidual("cs(1 | Subject)");
        Table teeth = Samples.table("Orthodont");
        assertTrue(read(ReportDocument.of(one.fit(teeth))).get("statistics").has("sigma"));
        assertFalse(read(ReportDocument.of(one.withResidualVariance("Sex").fit(teeth)))
                .get("statistics")
                .has("sigma"));
    }

    @Test
    void leastSquaresAreNamedAsSuch() {
        JsonNode document = read(ReportDocument.of(fit("hsb", "mathach ~ ses")));
        assertEquals("Linear model of mathach", document.get("title").asText());
        assertEquals(
                "A linear model of mathach was fitted by ordinary least squares to 7,185 rows.",
                document.at("/sentences/0").asText());
        assertEquals(
                // summary(lm(mathach ~ ses)) prints 0.1303
                "The fixed effects explain 13.0% of the variance of mathach.",
                document.at("/sentences/2").asText());
        assertEquals("No search was needed", document.at("/verdict/title").asText());
        assertEquals(0, document.get("group_effects").size());
    }

    @Test
    void maximumLikelihoodAndWeightsAreNamed() {
        MixedModel model = LinearMixedModel.of("mathach ~ ses + (1 | school)")
                .withMethod(EstimationMethod.ML)
                .withWeights("size")
                .fit(Samples.table("hsb"));
        JsonNode document = read(ReportDocument.of(model));
        assertEquals(
                "A linear mixed model of mathach was fitted by maximum likelihood (ML) to 7,185 rows in 160 levels of school (14 to 67 rows,"
                        + " mean 44.9), weighted by size.",
                document.at("/sentences/0").asText());
        assertEquals(List.of("size"), texts(document.at("/model/weights")));
        assertFalse(document.get("statistics").has("icc"));
    }

    @Test
    void singularFitIsExplained() {
        JsonNode document = read(ReportDocument.of(fit("Oxboys", "height ~ age + (0 + age | Subject)")));
        assertEquals("singular", document.at("/verdict/status").asText());
        assertEquals("The fit is singular", document.at("/verdict/title").asText());
        assertEquals(
                List.of(
                        "The variance of age over Subject is estimated as zero: these data show the same effect of age in all its"
                                + " levels. Its standard deviation is 0, the residual's 8.08. Without a varying effect of age the"
                                + " other estimates would be the same."),
                texts(document.get("notes")));
        assertTrue(document.at("/verdict/sentence").asText().contains("simpler random part"));
    }

    @Test
    void unclearEffectsAreTold() {
        Random random = new Random(3);
        double[][] columns = new double[4][60];
        String[] groups = new String[60];
        for (int i = 0; i < 60; i++) {
            for (double[] column : columns) {
                column[i] = random.nextGaussian();
            }
            columns[0][i] += 2 * columns[1][i] + i % 6;
            groups[i] = "g" + i % 6;
        }
        MemoryTable table = MemoryTable.builder()
                .numeric("y", columns[0])
                .numeric("a", columns[1])
                .numeric("b", columns[2])
                .numeric("c", columns[3])
                .categorical("g", groups)
                .build();
        MixedModel model = LinearMixedModel.of("y ~ a + b + c + (1 | g)").fit(table);
        assertEquals(
                "The 95% interval of a excludes zero; those of b and c include it.",
                read(ReportDocument.of(model)).at("/sentences/2").asText());
    }
}
