package org.multilevel.inference.influence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.Parameters;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;
import org.multilevel.result.InfluenceSummary;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/** Groups left out one by one, against refits with lme4 1.1-31 driven to the optimum ({@code reference/influence.R}). */
class InfluenceTest {
    private static final Path REFERENCE = Path.of("src", "test", "resources", "reference", "influence.json");

    /** What R's optimum, polished by numerical derivatives, leaves open of estimates that the likelihood hardly tells. */
    private static final double TOLERANCE = 1e-5;

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(REFERENCE.toFile()).get("groups");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node -> Arguments.of(node.get("formula").asText(), node));
    }

    private static LiveModel live(String data, String formula, boolean restricted, String... categorical) {
        return LinearMixedModel.of(formula)
                .withMethod(restricted ? EstimationMethod.REML : EstimationMethod.ML)
                .live(Samples.table(data, categorical));
    }

    @Test
    void aCovarianceWithoutDigitsGivesNoDistancesAndSaysWhatHelps() {
        Influence near = Influence.of(
                live("sleepstudy", "Reaction ~ Days + (1 | Subject)", true, "Subject"), "Subject", 2, Progress.NONE);
        Influence far = Influence.of(
                live("sleepstudy", "Reaction ~ I(Days + 1e10) + (1 | Subject)", true, "Subject"),
                "Subject",
                2,
                Progress.NONE);
        assertEquals(List.of(), near.notes());
        assertEquals(
                List.of(
                        "There is no Cook's distance, since the covariance of the fixed effects has too few digits where all predictors"
                                + " are zero, which is far from the rows: center them, as in center(x)."),
                far.notes());
        for (int g = 0; g < near.levels().size(); g++) {
            assertTrue(Double.isNaN(far.levels().get(g).cooksDistance()));
            assertEquals(near.levels().get(g).dfbetas()[1], far.levels().get(g).dfbetas()[1], TOLERANCE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void changesAreThoseOfRefits(String formula, JsonNode node) {
        LiveModel live = live(
                node.get("data").asText().replace(".csv", ""),
                formula,
                node.get("reml").asBoolean(),
                node.get("group").asText());
        Influence influence = Influence.of(live, node.get("group").asText(), 2, Progress.NONE);
        assertEquals(node.get("levels").size(), influence.levels().size());
        double[] scale = Parameters.of(live.model()).values(live.model());
        for (JsonNode expected : node.get("levels")) {
            LevelInfluence found = influence.levels().stream()
                    .filter(level -> level.level().equals(expected.get("level").asText()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(expected.get("cooks").asDouble(), found.cooksDistance(), TOLERANCE);
            assertArrayEquals(numbers(expected.get("dfbetas")), found.dfbetas(), TOLERANCE);
            double[] changes = numbers(expected.get("change"));
            for (int i = 0; i < changes.length; i++) {
                int at = influence.parameters().indexOf(name(node, i));
                double unit =
                        Math.abs(scale[scale.length - influence.parameters().size() + at]);
                assertEquals(changes[i], found.changes()[at], TOLERANCE * Math.max(1, unit), name(node, i));
            }
        }
    }

    private static String name(JsonNode node, int i) {
        return node.get("parameters").get(i).asText();
    }

    private static double[] numbers(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray()
                : new double[] {node.asDouble()};
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() {
        LiveModel live = live("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, "Subject");
        ResultTable one = ResultTables.influence(Influence.of(live, "Subject", 1, Progress.NONE));
        ResultTable four = ResultTables.influence(Influence.of(live, "Subject", 4, Progress.NONE));
        for (int row = 0; row < one.rowCount(); row++) {
            for (int column = 0; column < one.columns().size(); column++) {
                assertEquals(one.text(row, column), four.text(row, column));
            }
        }
        assertEquals(
                List.of(
                        "group",
                        "level",
                        "rows",
                        "cooks_distance",
                        "dfbetas:(Intercept)",
                        "dfbetas:Days",
                        "change:sd:Subject:(Intercept)",
                        "change:sd:Subject:Days",
                        "change:cor:Subject:(Intercept):Days",
                        "change:sd:Residual"),
                one.schema().columnNames());
    }

    @Test
    void theOrderOfTheFactorsInTheFormulaDoesNotMatter() {
        Influence plates = Influence.of(
                live("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", true), "sample", 1, Progress.NONE);
        Influence samples = Influence.of(
                live("Penicillin", "diameter ~ 1 + (1 | sample) + (1 | plate)", true), "sample", 1, Progress.NONE);
        assertEquals(plates.parameters(), samples.parameters());
        for (int g = 0; g < plates.levels().size(); g++) {
            // two searches for one optimum
            assertArrayEquals(
                    plates.levels().get(g).changes(), samples.levels().get(g).changes(), 1e-6);
        }
    }

    @Test
    void theMostInfluentialAreNamed() {
        Influence influence = Influence.of(
                live("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, "Subject"), "Subject", 1, Progress.NONE);
        assertEquals(
                List.of("309", "335", "337"),
                influence.mostInfluential(3).stream().map(LevelInfluence::level).toList());
        String text = InfluenceSummary.of(influence).withLevels(1).text();
        assertTrue(text.startsWith("The most influential of 18 levels of Subject, each left out\n"), text);
        assertTrue(text.contains("\n  309      10           0.1485  (Intercept)             0.400\n"), text);
    }

    @Test
    void aLevelThatACoefficientNeedsIsNamed() {
        MemoryTable.Builder builder = MemoryTable.builder();
        double[] y = new double[40];
        double[] only = new double[40];
        String[] g = new String[40];
        for (int i = 0; i < 40; i++) {
            g[i] = "g" + i / 8;
            only[i] = i < 8 ? i % 2 : 0;
            y[i] = (i * 7 % 11) / 3.0 + Math.floorDiv(i, 8) + only[i];
        }
        MemoryTable table = builder.numeric("y", y)
                .numeric("only", only)
                .categorical("g", g)
                .build();
        Influence influence =
                Influence.of(LinearMixedModel.of("y ~ only + (1 | g)").live(table), "g", 1, Progress.NONE);
        assertTrue(Double.isNaN(influence.levels().get(0).cooksDistance()));
        assertTrue(Double.isNaN(influence.levels().get(0).dfbetas()[1]));
        assertEquals(
                List.of("Without g0 a fixed effect cannot be estimated, so there is no Cook's distance."),
                influence.notes());
    }

    @Test
    void anUnknownGroupIsNamed() {
        LiveModel live = live("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, "Subject");
        assertEquals(
                "The model has no grouping factor \"subject\"; it has Subject.",
                assertThrows(ModelException.class, () -> Influence.of(live, "subject", 1, Progress.NONE))
                        .getMessage());
        LiveModel none = live("sleepstudy", "Reaction ~ Days", true, "Subject");
        assertEquals(
                "The model has no grouping factor, so there is no \"Subject\" of which levels could be left out.",
                assertThrows(ModelException.class, () -> Influence.of(none, "Subject", 1, Progress.NONE))
                        .getMessage());
    }

    @Test
    void progressMayStopIt() {
        LiveModel live = live("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, "Subject");
        Progress stopped = new Progress() {
            private volatile boolean begun;

            @Override
            public void report(String activity, double fraction) {
                begun |= activity.startsWith("influence");
            }

            @Override
            public boolean isCancelled() {
                return begun;
            }
        };
        assertThrows(CancellationException.class, () -> Influence.of(live, "Subject", 2, stopped));
    }

    @Test
    void ofTwoLevelsNoneCanBeLeftOut() {
        LiveModel live = LinearMixedModel.of("y ~ x + (1 | g)")
                .live(MemoryTable.builder()
                        .numeric("y", 1.2, 2.1, 3.4, 4.0, 2.2, 3.0, 4.1, 5.6)
                        .numeric("x", 1, 2, 3, 4, 1, 2, 3, 4)
                        .categorical("g", "a", "a", "a", "a", "b", "b", "b", "b")
                        .build());
        assertEquals(
                List.of(
                        "Without a: only one level is left, and one level tells no variance between levels.",
                        "Without b: only one level is left, and one level tells no variance between levels."),
                Influence.of(live, "g", 1, Progress.NONE).notes());
    }
}
