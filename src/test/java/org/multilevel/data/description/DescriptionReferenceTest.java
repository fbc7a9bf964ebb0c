package org.multilevel.data.description;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvTable;

/** Descriptions equal those of R and its package psych ({@code reference/description.R}), with and without missing values. */
class DescriptionReferenceTest {
    private static final Path REFERENCE = Path.of("src", "test", "resources", "reference");
    /** Two roundings of sums of 7,185 products apart, in units of the larger of 1 and the number; the reference has 15 digits. */
    private static final double TOLERANCE = 1e-13;

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(REFERENCE.resolve("description.json").toFile())
                .get("cases");
        return list(cases).stream().map(node -> Arguments.of(node.get("data").asText(), node));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static Description describe(JsonNode node) {
        String file = node.get("data").asText();
        Path bundled = Path.of("workflows", "data", file);
        CsvTable table = CsvTable.open(Files.exists(bundled) ? bundled : REFERENCE.resolve(file));
        String[] columns = list(node.get("columns")).stream()
                .map(column -> column.get("column").asText())
                .toArray(String[]::new);
        return DescriptionRequest.of(node.get("group").asText())
                .withColumns(columns)
                .describe(table, Progress.NONE);
    }

    private static void assertClose(JsonNode expected, double actual, String what) {
        double number = expected.asDouble();
        assertEquals(number, actual, TOLERANCE * Math.max(1, Math.abs(number)), what);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void columnsAreThoseOfR(String file, JsonNode node) {
        Description description = describe(node);
        List<JsonNode> columns = list(node.get("columns"));
        for (int k = 0; k < columns.size(); k++) {
            JsonNode expected = columns.get(k);
            ColumnFacts facts = description.columns().get(k + 1);
            assertEquals(expected.get("column").asText(), facts.name());
            assertEquals(expected.get("count").asLong(), facts.count());
            assertEquals(expected.get("missing").asLong(), facts.missing());
            assertClose(expected.get("mean"), facts.mean(), "mean");
            assertClose(expected.get("sd"), facts.sd(), "sd");
            assertClose(expected.get("min"), facts.min(), "min");
            assertClose(expected.get("lower"), facts.lowerQuartile(), "lower quartile");
            assertClose(expected.get("median"), facts.median(), "median");
            assertClose(expected.get("upper"), facts.upperQuartile(), "upper quartile");
            assertClose(expected.get("max"), facts.max(), "max");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void variancesAreThoseOfAnAnalysisOfVariance(String file, JsonNode node) {
        Description description = describe(node);
        List<JsonNode> columns = list(node.get("columns"));
        for (int k = 0; k < columns.size(); k++) {
            JsonNode expected = columns.get(k);
            Variation variation = description.variations().get(k);
            assertEquals(expected.get("column").asText(), variation.column());
            assertClose(expected.get("between"), variation.between(), "between");
            assertClose(expected.get("within"), variation.within(), "within");
            assertClose(expected.get("share"), variation.share(), "share");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void correlationsAreThoseOfPsych(String file, JsonNode node) {
        Description description = describe(node);
        List<JsonNode> pairs = list(node.get("correlations"));
        assertEquals(pairs.size(), description.correlations().size());
        for (int k = 0; k < pairs.size(); k++) {
            JsonNode expected = pairs.get(k);
            Correlation pair = description.correlations().get(k);
            assertEquals(expected.get("first").asText(), pair.first());
            assertEquals(expected.get("second").asText(), pair.second());
            assertEquals(expected.get("rows").asLong(), pair.rows());
            assertClose(expected.get("total"), pair.total(), "total");
            assertClose(expected.get("between"), pair.between(), "between");
            assertClose(expected.get("within"), pair.within(), "within");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void groupsAreThoseOfR(String file, JsonNode node) {
        Description description = describe(node);
        GroupCounts groups = description.groups().orElseThrow();
        assertEquals(node.get("groups").asInt(), groups.groups());
        assertEquals(node.get("min").asLong(), groups.min());
        assertClose(node.get("median"), groups.median(), "median");
        assertClose(node.get("mean"), groups.mean(), "mean");
        assertEquals(node.get("max").asLong(), groups.max());
        assertEquals(node.get("singletons").asInt(), groups.singletons());
        List<JsonNode> columns = list(node.get("columns"));
        for (int k = 0; k < columns.size(); k++) {
            List<JsonNode> means = list(columns.get(k).get("means"));
            assertEquals(means.size(), description.groupCount());
            for (int g = 0; g < means.size(); g++) {
                assertClose(means.get(g), description.groupMean(k, g), "mean of group " + (g + 1));
            }
        }
    }
}
