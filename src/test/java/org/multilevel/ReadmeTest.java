package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.result.Summary;

/** Holds README and docs to the truth: their code compiles and runs, their commands print what they show, their links lead somewhere. */
class ReadmeTest {
    /** Two optima that were found in different ways, in units of the last digits that lme4 gives with a tight optimiser. */
    private static final double OPTIMUM = 1e-6;

    @TempDir
    private Path folder;

    @Test
    void theJavaCodeOfTheReadmeRuns() throws ReflectiveOperationException {
        JavaProgram program = JavaProgram.run(Page.read("README.md"), folder, "growth", "growthOfTheFirst", "heights");
        // lme4 1.1-31 with bobyqa and rhoend = 1e-12.
        assertEquals(6.52546866, program.number("growth"), OPTIMUM);
        assertEquals(7.12466090, program.number("growthOfTheFirst"), 10 * OPTIMUM);
        assertEquals(234, program.numbers("heights").length);
        assertEquals(141.0006636, program.numbers("heights")[0], 10 * OPTIMUM);
        String summary = Summary.of(LinearMixedModel.of("height ~ age + (1 + age | Subject)")
                        .fit(CsvTable.open(Path.of("workflows/data/Oxboys.csv"))))
                .text();
        assertEquals(summary.strip(), program.printed().strip());
    }

    @Test
    void theJavaCodeOfTheLibraryPageRuns() throws ReflectiveOperationException {
        JavaProgram program = JavaProgram.run(
                Page.read("library.md"),
                folder,
                "heightBetweenBoys",
                "growth",
                "error",
                "slope",
                "effect",
                "spread",
                "correlation",
                "logLikelihood",
                "aic",
                "icc",
                "chiSquared",
                "p",
                "caveats",
                "comparisonText",
                "comparisonTable",
                "optimal",
                "remarks",
                "lines",
                "text",
                "sumOfSquares",
                "heights",
                "said",
                "summary",
                "same",
                "small",
                "outcome",
                "sentence",
                "oddsRatio",
                "rates",
                "alike",
                "residualVariances");
        // R 4.2.2, anova(lm(height ~ Subject))
        assertEquals(0.74451528, program.number("heightBetweenBoys"), 1e-8);
        // lme4 1.1-31 by ML with bobyqa and rhoend = 1e-12.
        assertEquals(6.52546749, program.number("growth"), OPTIMUM);
        assertEquals(0.32976912, program.number("error"), OPTIMUM);
        assertEquals(3.73953331, program.number("slope"), 10 * OPTIMUM);
        assertEquals(-2.78593418, program.number("effect"), 10 * OPTIMUM);
        assertEquals(1.64672478, program.number("spread"), 10 * OPTIMUM);
        assertEquals(0.64181885, program.number("correlation"), 10 * OPTIMUM);
        assertEquals(-362.98384455, program.number("logLikelihood"), OPTIMUM);
        assertEquals(737.96768909, program.number("aic"), 10 * OPTIMUM);
        // lme4 1.1-31 and R's pchisq.
        assertEquals(214.60132942, program.number("chiSquared"), 10 * OPTIMUM);
        assertEquals(2.5113857e-47, program.number("p"), 1e-53);
        assertEquals(80.03698797, program.numbers("sumOfSquares")[0], 100 * OPTIMUM);
        assertEquals(134.76246001, program.numbers("heights")[0], 10 * OPTIMUM);
        assertEquals(157.20231423, program.numbers("heights")[1], 10 * OPTIMUM);
        // reference-structures/open.json, orthodont-cs-sex
        assertEquals(0.734251094056703, program.number("alike"), 1e-5);
        assertEquals(3.0619588074779, program.numbers("residualVariances")[0], 1e-4);
        assertEquals(9.04467345439918, program.numbers("residualVariances")[1], 1e-4);
        assertEquals(true, program.value("optimal"));
        assertEquals(List.of(), program.value("remarks"));
        assertEquals("cancelled", program.value("outcome"));
        assertTrue(
                program.value("lines").toString().contains("age = 6.5254"),
                program.value("lines").toString());
        assertEquals(
                "MixedModel[height ~ age + (1 + age | Subject), ML]",
                program.value("same").toString());
        assertEquals(
                "MixedModel[weight ~ week + (1 | patient), REML]",
                program.value("small").toString());
        assertTrue(program.value("sentence")
                .toString()
                .startsWith("The table has no column \"Age\"; the nearest name is \"age\"."));
        // the own quadrature of the reference optima with 25 points, of which 9 are right to 1e-5, and a sum over its
        // normal distribution
        assertEquals(0.37105548, program.number("oddsRatio"), 1e-5);
        assertEquals(0.19793826, program.numbers("rates")[0], 1e-5);
        assertEquals(0.21625198, program.numbers("rates")[1], 1e-5);
        List<?> said = (List<?>) program.value("said");
        assertTrue(said.get(1).toString().startsWith("NaN, population 157.2,"), said.toString());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theKotlinCodeStandsInTheKotlinTests(Page page) throws IOException {
        String tests = flush(kotlinTests());
        for (Page.Block block : page.blocks("kotlin")) {
            String code = flush(block.lines());
            assertTrue(tests.contains(code), "not in src/test/kotlin:\n" + code);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeading(Page page) {
        Path from = Path.of("/").resolve(page.file()).getParent();
        for (String link : page.relativeLinks()) {
            String[] parts = (link + "#").split("#", -1);
            Path file = parts[0].isEmpty()
                    ? page.file()
                    : Path.of("/").relativize(from.resolve(parts[0]).normalize());
            assertTrue(Files.exists(file), page.file() + " links to " + link);
            if (!parts[1].isEmpty()) {
                Page target = new Page(file, lines(file));
                assertTrue(target.anchors().contains(parts[1]), page.file() + " links to " + link);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandPrintsWhatThePageShows(Page page) throws IOException {
        for (ConsoleExample example : ConsoleExample.of(page)) {
            List<String> printed = example.startsWeka() ? example.shown() : example.run();
            if (!example.matches(printed)) {
                assertEquals(String.join("\n", example.shown()), String.join("\n", printed), example.command());
            }
        }
    }

    @Test
    void thePagesHaveSomethingToHold() {
        assertFalse(ConsoleExample.of(Page.read("README.md")).isEmpty());
        assertFalse(ConsoleExample.of(Page.read("results.md")).isEmpty());
        assertFalse(Page.read("README.md").blocks("kotlin").isEmpty());
        assertFalse(Page.read("README.md").relativeLinks().isEmpty());
    }

    private static List<Page> pages() {
        return Page.all();
    }

    private static List<String> kotlinTests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "kotlin"))) {
            return files.filter(file -> file.toString().endsWith(".kt"))
                    .flatMap(file -> lines(file).stream())
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins lines without their indentation, which differs inside a test. */
    private static String flush(List<String> lines) {
        return String.join("\n", lines.stream().map(String::strip).toList()) + "\n";
    }
}
