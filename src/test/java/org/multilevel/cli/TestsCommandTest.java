package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Each column: formula, option, its value, the sentence. Nothing is printed before: the fit has not begun. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Reaction ~ Days + (1 | Subject) # --influence # Days # The model has no grouping factor \"Days\"; it has Subject.",
                "Reaction ~ . + (1 | Subject) # --influence # Days # The model has no grouping factor \"Days\"; it has Subject.",
                "Reaction ~ Days # --influence # Subject # The model has no grouping factor, so there is no \"Subject\" of which levels"
                        + " could be left out.",
                "Reaction ~ Days + (1 | Subject) # --null # Days ~ 1 # The null model is of the response Days and the model of Reaction, so"
                        + " their likelihoods cannot be compared: write --null \"Reaction ~ ...\".",
                "Reaction ~ . + (1 | Subject) # --null # Reaction ~ Foo # The null model has \"Foo\", which the model Reaction ~ . + (1 |"
                        + " Subject) lacks, so it is no smaller model of the same rows: take out of --null what FORMULA does not have.",
                "Reaction ~ . + (1 | Subject) # --test # x y = 0 # The hypothesis \"x y = 0\" names no coefficient of the model, of which"
                        + " there are only those of \"(Intercept)\", \"Days\"; a name with spaces stands between backticks, as in"
                        + " \"`x y` = 0\".",
                "Reaction ~ . + (1 | Subject) # --emmeans # Foo # \"Foo\" is no predictor of the model; there are \"Days\".",
                "Reaction ~ Days + (1 | Subject) # --slopes # x y by f # \"f\" is no predictor of the model; there are \"Days\".",
                "Reaction ~ Days + (1 | Subject) # --slopes # x y # \"x y\" is no predictor of the model; there are \"Days\"; a name"
                        + " with spaces or operators stands between backticks, as in `x y`.",
                "Reaction ~ Days + (1 | Subject) # --slopes # Days by Days # The slopes of \"Days\" cannot be told apart by itself: give it"
                        + " values, one after the other."
            })
    void whatCannotBeAnsweredIsRefusedBeforeTheFit(String formula, String option, String value, String sentence) {
        Shell.Result result = Shell.run("fit", data("sleepstudy"), formula, option, value);
        assertEquals(1, result.code());
        assertEquals(sentence, result.err().strip());
        assertEquals("", result.out());
    }

    @Test
    void aColumnOfAnotherKindIsRefusedBeforeTheFit() {
        Shell.Result slope =
                Shell.run("fit", data("Machines"), "score ~ Machine + (1 | Worker)", "--slopes", "Machine");
        assertEquals(
                "\"Machine\" has levels and no slope: name a numeric predictor, or ask for the means of its levels.",
                slope.err().strip());
        assertEquals("", slope.out());
        Shell.Result value = Shell.run(
                "fit", data("sleepstudy"), "Reaction ~ Days + (1 | Subject)", "--emmeans", "Days", "--at", "Days=abc");
        assertEquals(
                "The value \"abc\" for \"Days\" is no number, and the column holds numbers: write one such as 1.5.",
                value.err().strip());
        assertEquals("", value.out());
    }

    @Test
    void namesWithSpacesAndOperatorsAreUnderstoodOrTheirSpellingIsSaid() throws IOException {
        Path table = folder.resolve("spaced.csv");
        Files.writeString(
                table,
                "y,x y,a+b,f\n1,1,2,a\n3,2,1,b\n2,3,5,a\n5,4,3,b\n4,5,4,a\n7,6,7,b\n5,7,6,a\n9,8,9,b\n",
                StandardCharsets.UTF_8);
        String[] asked = {"fit", table.toString(), "y ~ `x y` * f + `a+b`"};
        assertTrue(Shell.succeed(with(asked, "--slopes", "x y by f")).contains("Slopes of x y"));
        assertTrue(Shell.succeed(with(asked, "--slopes", "`x y` by f")).contains("Slopes of x y"));
        assertEquals(
                "\"a\" is no predictor of the model; there are \"x y\", \"f\", \"a+b\"; a name with spaces or operators stands"
                        + " between backticks, as in `x y`.",
                Shell.fail(with(asked, "--emmeans", "a+b")));
        assertEquals(
                "There is no coefficient \"f z\"; there are \"(Intercept)\", \"x y\", \"f[b]\", \"a+b\", \"x y:f[b]\"; between two of them stands an operator,"
                        + " and a name with spaces between backticks, as in \"`x y` = 0\".",
                Shell.run(with(asked, "--test", "f z = 0")).err().strip());
    }

    private static String[] with(String[] asked, String... more) {
        return Stream.concat(Stream.of(asked), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aMethodThatLeastSquaresDoesNotNeedIsToldSo() {
        String printed =
                Shell.succeed("fit", data("sleepstudy"), "Reaction ~ Days", "--df", "kenward-roger", "--anova", "III");
        assertTrue(
                printed.contains(
                        "Fixed effects (t tests, n - p degrees of freedom, to which kenward-roger comes without random terms)\n"),
                printed);
        assertTrue(
                printed.contains("(type III, F tests, n - p degrees of freedom, to which kenward-roger comes without"),
                printed);
        assertTrue(Shell.succeed("fit", data("sleepstudy"), "Reaction ~ Days")
                .contains("Fixed effects (t tests, n - p degrees of freedom)\n"));
    }

    @Test
    void aiccOfTooFewRowsIsMissingAndToldWhy() throws IOException {
        Path table = folder.resolve("six.csv");
        Files.writeString(table, "y,x,z\n1,1,2\n3,2,1\n2,3,5\n5,4,3\n4,5,4\n7,6,8\n", StandardCharsets.UTF_8);
        String why =
                "AICc is missing, because it needs more rows than parameters and one, and there are 6 rows for 5 parameters";
        String formula = "y ~ x * z";
        String printed =
                Shell.succeed("fit", table.toString(), formula, "--out", folder.toString(), "--null", "y ~ x + z");
        assertEquals(2, printed.replaceAll("\\s+", " ").split(why, -1).length - 1, printed);
        assertEquals("", Csv.read(folder.resolve("fit_statistics.csv")).asMap().get("aicc"));
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
