package org.multilevel.inference.influence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.CancelAfter;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/** Groups of generalised models left out one by one, against refits with glmmTMB and lme4 ({@code reference-glmm/influence.R}). */
class GeneralisedInfluenceTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "reference-glmm");

    /** In standard errors: the gate of fixed effects, of which two fits have their part. */
    private static final double TOLERANCE = 2e-4;

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(FOLDER.resolve("influence.json").toFile())
                .get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node -> Arguments.of(node.get("name").asText(), node));
    }

    private static LiveGeneralisedModel live(
            String data, String formula, String distribution, int points, List<String> categorical) {
        return GeneralisedLinearMixedModel.of(formula, Distribution.parse(distribution))
                .withQuadrature(points)
                .live(CsvTable.open(
                        FOLDER.resolve(data + ".csv"), CsvOptions.defaults().withCategorical(categorical)));
    }

    private static LiveGeneralisedModel live(JsonNode of) {
        JsonNode categorical = of.get("categorical");
        return live(
                of.get("data").asText(),
                of.get("formula").asText(),
                of.get("family").asText() + ":" + of.get("link").asText(),
                of.get("agq").asInt(),
                categorical.isArray()
                        ? StreamSupport.stream(categorical.spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()
                        : List.of(categorical.asText()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void changesAreThoseOfRefits(String name, JsonNode of) {
        LiveGeneralisedModel live = live(of);
        Influence influence = Influence.of(live, of.get("group").asText(), 2, Progress.NONE);
        assertTrue(influence.notes().isEmpty(), influence.notes()::toString);
        int checked = 0;
        for (JsonNode expected : of.get("levels")) {
            String level = expected.get("level").asText();
            LevelInfluence found = influence.levels().stream()
                    .filter(each -> each.level().equals(level))
                    .findFirst()
                    .orElseThrow();
            double cooks = expected.get("cooks").asDouble();
            assertEquals(cooks, found.cooksDistance(), TOLERANCE * (1 + 2 * Math.sqrt(cooks)) + 1e-3 * cooks, level);
            for (int j = 0; j < found.dfbetas().length; j++) {
                double dfbetas = expected.get("dfbetas").get(j).asDouble();
                assertEquals(dfbetas, found.dfbetas()[j], TOLERANCE * (1 + Math.abs(dfbetas)), level);
            }
            for (int i = 0; i < expected.get("change").size(); i++) {
                int at = influence
                        .parameters()
                        .indexOf(named(of.get("parameters").get(i)));
                assertTrue(at >= 0, of::toString);
                double unit = Math.max(0.1, Math.abs(of.get("values").get(i).asDouble()));
                assertEquals(
                        expected.get("change").get(i).asDouble(), found.changes()[at], 2 * TOLERANCE * unit, level);
            }
            checked++;
        }
        assertTrue(checked >= Math.min(12, influence.levels().size() - 2), "the reference has nearly every level");
    }

    /** R puts the level of a factor behind its name. */
    private static String named(JsonNode parameter) {
        return parameter.asText().replace("urbanY", "urban[Y]");
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() {
        LiveGeneralisedModel live =
                live("epil", "y ~ lbase * trt + (1 | subject)", "negative-binomial", 1, List.of("subject"));
        ResultTable one = ResultTables.influence(Influence.of(live, "subject", 1, Progress.NONE));
        ResultTable two = ResultTables.influence(Influence.of(live, "subject", 2, Progress.NONE));
        for (int row = 0; row < one.rowCount(); row++) {
            for (int column = 0; column < one.columns().size(); column++) {
                assertEquals(one.text(row, column), two.text(row, column));
            }
        }
        List<String> names = one.schema().columnNames();
        assertEquals(List.of("change:sd:subject:(Intercept)", "change:dispersion"), names.subList(8, 10));
    }

    private static MemoryTable outcomes(double[] y, String[] group, String[] kind) {
        return MemoryTable.builder()
                .numeric("y", y)
                .categorical("g", group)
                .categorical("f", kind)
                .build();
    }

    private static Influence ofOutcomes(double[] y, String[] group, String[] kind, String formula) {
        return Influence.of(
                GeneralisedLinearMixedModel.of(formula, Distribution.of(Family.BINOMIAL))
                        .live(outcomes(y, group, kind)),
                "g",
                1,
                Progress.NONE);
    }

    private static final double[] MIXED = {0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1};
    private static final String[] FOUR = {"a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "d", "d", "d", "d"
    };

    @Test
    void aCoefficientThatNoOtherGroupTellsIsMissing() {
        String[] kind = new String[16];
        Arrays.fill(kind, "p");
        kind[12] = "q";
        kind[13] = "q";
        Influence influence = ofOutcomes(MIXED, FOUR, kind, "y ~ f + (1 | g)");
        assertTrue(Double.isNaN(influence.levels().get(3).dfbetas()[1]));
        assertFalse(Double.isNaN(influence.levels().get(3).dfbetas()[0]));
        assertTrue(Double.isNaN(influence.levels().get(3).cooksDistance()));
        assertEquals(
                List.of("Without d a fixed effect cannot be estimated, so there is no Cook's distance."),
                influence.notes());
    }

    @Test
    void aGroupWithoutWhichAPredictorSeparatesTheOutcomesIsNamed() {
        String[] kind = {"p", "q", "p", "p", "p", "p", "q", "p", "p", "p", "q", "p", "q", "q", "q", "p"};
        Influence influence = ofOutcomes(MIXED, FOUR, kind, "y ~ f + (1 | g)");
        assertEquals(1, influence.notes().size(), influence.notes()::toString);
        assertTrue(
                influence.notes().get(0).startsWith("Without d: The predictors tell the outcome of y without error"),
                influence.notes()::toString);
        assertTrue(Double.isNaN(influence.levels().get(3).cooksDistance()));
    }

    @Test
    void aGroupThatHasAllEventsIsNamed() {
        double[] y = new double[16];
        y[0] = 1;
        y[2] = 1;
        Influence influence = ofOutcomes(y, FOUR, FOUR, "y ~ 1 + (1 | g)");
        assertTrue(
                influence.notes().get(0).startsWith("Without a: The response y is 0 in all rows"),
                influence.notes()::toString);
    }

    @Test
    void ofTwoGroupsNoneCanBeLeftOut() {
        String[] two =
                Arrays.stream(FOUR).map(g -> g.compareTo("c") < 0 ? "a" : "b").toArray(String[]::new);
        Influence influence = ofOutcomes(MIXED, two, FOUR, "y ~ 1 + (1 | g)");
        assertEquals(
                List.of(
                        "Without a: only one level is left, and one level tells no variance between levels.",
                        "Without b: only one level is left, and one level tells no variance between levels."),
                influence.notes());
    }

    /** The search without a group must not stay at a variance of zero, where its derivative tells nothing. */
    @Test
    void aVarianceThatIsZeroMayGrowWithoutAGroup() {
        int grown = 0;
        for (int seed = 1; seed <= 40 && grown < 2; seed++) {
            double[] y = new double[48];
            String[] group = new String[48];
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < y.length; i++) {
                y[i] = random.nextInt(3);
                group[i] = "g" + i / 6;
            }
            MemoryTable table = MemoryTable.builder()
                    .numeric("y", y)
                    .categorical("g", group)
                    .build();
            GeneralisedLinearMixedModel model =
                    GeneralisedLinearMixedModel.of("y ~ 1 + (1 | g)", Distribution.of(Family.POISSON));
            LiveGeneralisedModel live = model.live(table);
            if (live.model().groupingFactors().get(0).standardDeviation(0) > 0) {
                continue;
            }
            Influence influence = Influence.of(live, "g", 1, Progress.NONE);
            for (int g = 0; g < 8; g++) {
                String left = "g" + g;
                int[] rest = IntStream.range(0, y.length)
                        .filter(i -> !group[i].equals(left))
                        .toArray();
                double alone = model.fit(MemoryTable.builder()
                                .numeric(
                                        "y",
                                        Arrays.stream(rest)
                                                .mapToDouble(i -> y[i])
                                                .toArray())
                                .categorical(
                                        "g",
                                        Arrays.stream(rest)
                                                .mapToObj(i -> group[i])
                                                .toArray(String[]::new))
                                .build())
                        .groupingFactors()
                        .get(0)
                        .standardDeviation(0);
                assertEquals(alone, influence.levels().get(g).changes()[0], 1e-5, left + " of seed " + seed);
                grown += alone > 0 ? 1 : 0;
            }
        }
        assertTrue(grown > 0, "no table shows it");
    }

    @Test
    void aFactorThatTheModelLacksIsRefused() {
        LiveGeneralisedModel live = live(
                "cbpp", "cbind(incidence, healthy) ~ period + (1 | herd)", "binomial", 1, List.of("herd", "period"));
        ModelException none = assertThrows(ModelException.class, () -> Influence.of(live, "farm", 1, Progress.NONE));
        assertEquals("The model has no grouping factor \"farm\"; it has herd.", none.getMessage());
    }

    @Test
    void itStopsWhereItIsCancelled() {
        LiveGeneralisedModel live = live(
                "cbpp", "cbind(incidence, healthy) ~ period + (1 | herd)", "binomial", 1, List.of("herd", "period"));
        Progress cancelled = new CancelAfter(0);
        assertThrows(CancellationException.class, () -> Influence.of(live, "herd", 1, cancelled));
    }
}
