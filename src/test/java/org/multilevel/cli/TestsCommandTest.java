package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fit --anova} and {@code --test} with {@code --out}, against lmerTest and car (reference/inference, whose script tells how). */
class TestsCommandTest {
    /** lmerTest differentiates numerically, as for the core's own test. */
    private static final double SATTERTHWAITE = 1e-5;

    private static final Path REFERENCE =
            Path.of("src", "test", "resources", "reference", "inference", "inference.json");

    @TempDir
    Path folder;

    private static String data(String name) {
        return Path.of("workflows", "data", name + ".csv").toString();
    }

    private static JsonNode reference(String id) throws IOException {
        for (JsonNode node : new ObjectMapper().readTree(REFERENCE.toFile()).get("cases")) {
            if (node.get("id").asText().equals(id)) {
                return node;
            }
        }
        throw new AssertionError(id);
    }

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, SATTERTHWAITE * Math.abs(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "II", "III"})
    void anovaIsWrittenTermByTerm(String type) throws IOException {
        JsonNode reference = reference("orthodont-ri");
        String printed = Shell.succeed(
                "fit",
                data("Orthodont"),
                reference.get("formula").asText(),
                "--anova",
                type,
                "--out",
                folder.toString());
        assertTrue(
                printed.contains(
                        "Analysis of variance (type " + type + ", F tests, Satterthwaite's degrees of freedom)\n"),
                printed);
        Csv anova = Csv.read(folder.resolve("anova.csv"));
        assertEquals(List.of("term", "sum_sq", "mean_sq", "num_df", "den_df", "f", "p_value"), anova.header());
        JsonNode rows = reference.get("anova").get(type);
        assertEquals(rows.size(), anova.rows().size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            assertEquals(row.get("term").asText(), anova.text(i, "term"));
            assertEquals(row.get("num_df").asText(), anova.text(i, "num_df"));
            assertNear(row.get("sum_sq").asDouble(), anova.number(i, "sum_sq"));
            assertNear(row.get("mean_sq").asDouble(), anova.number(i, "mean_sq"));
            assertNear(row.get("den_df").asDouble(), anova.number(i, "den_df"));
            assertNear(row.get("f").asDouble(), anova.number(i, "f"));
        }
    }

    @Test
    void hypothesesAreWrittenInTheirOrderWithTheirEstimate() throws IOException {
        JsonNode reference = reference("machines-slope");
        Shell.succeed(
                "fit",
                data("Machines"),
                reference.get("formula").asText(),
                "--test",
                "Machine[B] = 10",
                "--test",
                "Machine[B] = 0; Machine[C] = 0",
                "--out",
                folder.toString());
        Csv hypotheses = Csv.read(folder.resolve("hypotheses.csv"));
        assertEquals(
                List.of("hypothesis", "estimate", "std_error", "num_df", "den_df", "statistic", "p_value"),
                hypotheses.header());
        assertEquals(List.of("Machine[B] = 10", "Machine[B] = 0; Machine[C] = 0"), hypotheses.column("hypothesis"));
        double estimate = reference.get("estimates").get(1).asDouble() - 10;
        double error = reference.get("se").get(1).asDouble();
        assertNear(estimate, hypotheses.number(0, "estimate"));
        assertNear(error, hypotheses.number(0, "std_error"));
        assertNear(estimate / error, hypotheses.number(0, "statistic"));
        assertNear(reference.get("df").get(1).asDouble(), hypotheses.number(0, "den_df"));
        // both equations together are the term
        JsonNode term = reference.get("anova").get("III").get(0);
        assertEquals("", hypotheses.text(1, "estimate"));
        assertEquals("2", hypotheses.text(1, "num_df"));
        assertNear(term.get("den_df").asDouble(), hypotheses.number(1, "den_df"));
        assertNear(term.get("f").asDouble(), hypotheses.number(1, "statistic"));
        assertNear(term.get("p").asDouble(), hypotheses.number(1, "p_value"));
    }

    @Test
    void withoutAskingNeitherTableIsWritten() {
        Shell.succeed("fit", data("Machines"), "score ~ Machine + (1 | Worker)", "-q", "--out", folder.toString());
        assertTrue(Files.exists(folder.resolve("fixed_effects.csv")));
        assertTrue(Files.notExists(folder.resolve("anova.csv")));
        assertTrue(Files.notExists(folder.resolve("hypotheses.csv")));
    }
}
