package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of {@code fit} do. */
class FitCommandTest {
    private static final String SLEEP = Shell.data("sleepstudy");
    private static final String SLOPES = "Reaction ~ Days + (Days | Subject)";

    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("results");
    }

    private Csv table(String name) {
        return Csv.read(out().resolve(name + ".csv"));
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private String[] fit(String data, String formula, String... options) {
        List<String> args = new ArrayList<>(List.of("fit", data, formula, "--out", out().toString()));
        args.addAll(List.of(options));
        return args.toArray(String[]::new);
    }

    @Test
    void summaryIsPrinted() {
        String summary = Shell.succeed("fit", SLEEP, SLOPES);
        assertTrue(summary.contains("restricted maximum likelihood"), summary);
        assertTrue(summary.contains("Days"), summary);
        assertTrue(summary.contains("converged"), summary);
    }

    @Test
    void maximumLikelihoodIsUsedWhereAskedFor() {
        assertTrue(Shell.succeed("fit", SLEEP, SLOPES, "--ml").contains("maximum likelihood (ML)"));
    }

    @Test
    void nestedGroupsAreNamedInnerFirst() {
        Shell.succeed(fit(Shell.data("Pastes"), "strength ~ 1 + (1 | batch/cask)"));
        Csv effects = table("group_effects");
        assertEquals(
                List.of("cask:batch", "batch"),
                effects.column("group").stream().distinct().toList());
        assertEquals("a:A", effects.text(0, "level"));
    }

    @Test
    void oneLineSaysWhereEverythingWent() throws IOException {
        Path model = folder.resolve("model.json");
        String printed = Shell.succeed(fit(SLEEP, SLOPES, "--save", model.toString()));
        assertTrue(
                printed.endsWith("\n\nWrote the model to " + model + " and the tables to " + out() + ".\n"), printed);
        assertTrue(Files.size(model) > 0);
    }

    @Test
    void nothingElseIsLeftInTheFolder() throws IOException {
        Shell.succeed(fit(SLEEP, SLOPES));
        assertEquals(
                List.of(
                        "advice.csv",
                        "fit_statistics.csv",
                        "fitted.csv",
                        "fixed_covariance.csv",
                        "fixed_effects.csv",
                        "group_effects.csv",
                        "groups.csv",
                        "reliability.csv",
                        "variance_components.csv"),
                files(out()));
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void logIsPrintedAndWritten() {
        String printed = Shell.succeed(fit(SLEEP, SLOPES, "--log"));
        Csv log = table("optimizer_log");
        assertEquals(
                List.of("evaluation", "phase", "criterion", "gradient_norm", "theta_1", "theta_2", "theta_3"),
                log.header());
        assertEquals("1", log.text(0, "evaluation"));
        assertEquals(
                table("fit_statistics").asMap().get("evaluations"),
                String.valueOf(log.rows().size()));
        assertEquals(
                log.rows().size() + 2,
                printed.lines()
                        .dropWhile(line -> !line.startsWith("Optimiser log"))
                        .takeWhile(line -> !line.isEmpty())
                        .count());
    }

    @Test
    void logIsNeitherPrintedNorWrittenUnlessAskedFor() {
        assertFalse(Shell.succeed(fit(SLEEP, SLOPES)).contains("Optimiser log"));
        assertFalse(Files.exists(out().resolve("optimizer_log.csv")));
    }

    @Test
    void quietFitPrintsNothing() {
        assertEquals("", Shell.succeed(fit(SLEEP, SLOPES, "--quiet")));
        assertEquals(36, table("group_effects").rows().size());
    }

    @Test
    void weightsThatAreAllEqualOnlyScaleTheResidualVariance() throws IOException {
        Shell.succeed(fit(SLEEP, SLOPES));
        Csv plain = table("fixed_effects");
        double sigma = statistic("sigma");
        Shell.succeed(fit(withColumn(SLEEP, "w", "4"), SLOPES, "--weights", "w"));
        // Both are optima to 1e-6 standard errors.
        assertEquals(
                plain.number(1, "estimate"),
                table("fixed_effects").number(1, "estimate"),
                2e-6 * plain.number(1, "std_error"));
        assertEquals(2 * sigma, statistic("sigma"), 2e-5 * sigma);
    }

    private double statistic(String name) {
        return Double.parseDouble(table("fit_statistics").asMap().getOrDefault(name, "NaN"));
    }

    private String withColumn(String data, String name, String value) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(data));
        List<String> wider = new ArrayList<>(List.of(lines.get(0) + "," + name));
        lines.stream().skip(1).forEach(line -> wider.add(line + "," + value));
        return write("wider.csv", wider.toArray(String[]::new)).toString();
    }

    @Test
    void numericColumnBecomesCategoricalWhereAskedFor() {
        Shell.succeed(fit(
                Shell.data("hsb"), "mathach ~ sector + minority + (1 | school)", "--categorical", "sector,minority"));
        assertEquals(
                List.of("(Intercept)", "sector[1]", "minority[1]"),
                table("fixed_effects").column("term"));
    }

    @Test
    void categoricalColumnMayHaveACommaInItsName() throws IOException {
        Path data = write("comma.csv", "y,\"a,b\"", "1,1", "2,2", "4,1", "3,2", "5,3", "8,3");
        Shell.succeed(fit(data.toString(), "y ~ `a,b`", "--categorical", "a,b"));
        assertEquals(3, table("fixed_effects").rows().size());
    }

    @Test
    void rowsWithMissingValuesAreDroppedAndCounted() throws IOException {
        Path data = write("gaps.csv", "y,x", "1,1", "NA,2", "3,", "4,4", "6,5", "5, NA ", "9,7");
        Shell.succeed(fit(data.toString(), "y ~ x"));
        Map<String, String> statistics = table("fit_statistics").asMap();
        assertEquals("7", statistics.get("rows_read"));
        assertEquals("3", statistics.get("rows_dropped"));
        assertEquals(List.of("1", "4", "5", "7"), table("fitted").column("row"));
    }

    @Test
    void missingMarkersReplaceTheUsualOne() throws IOException {
        Path data = write("dots.csv", "y,x", "1,1", ".,2", "3,-99", "4,4", "6,5", "9,7");
        Shell.succeed(fit(data.toString(), "y ~ x", "--missing", ".,-99"));
        assertEquals("2", table("fit_statistics").asMap().get("rows_dropped"));
    }

    @Test
    void missingMarkerMayLookLikeAnOption() throws IOException {
        Path data = write("minus.csv", "y,x", "1,1", "3,-99", "4,4", "6,5", "9,7");
        Shell.succeed(fit(data.toString(), "y ~ x", "--missing", "-99"));
        assertEquals("1", table("fit_statistics").asMap().get("rows_dropped"));
    }

    @Test
    void otherSeparatorsAreRead() throws IOException {
        Path data = write("tabs.csv", "y\tx", "1\t1", "3\t2", "4\t4", "6\t5");
        Shell.succeed(fit(data.toString(), "y ~ x", "--separator", "tab"));
        assertEquals("4", table("fit_statistics").asMap().get("n_obs"));
    }

    @Test
    void gzippedTablesAreRead() throws IOException {
        Path data = folder.resolve("sleep.csv.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(data))) {
            Files.copy(Path.of(SLEEP), packed);
        }
        Shell.succeed(fit(data.toString(), SLOPES));
        assertEquals("180", table("fit_statistics").asMap().get("n_obs"));
    }

    @Test
    void digitsAndLevelChangeTheSummary() {
        String summary = Shell.succeed(fit(SLEEP, SLOPES, "--digits", "8", "--level", "0.9"));
        assertTrue(summary.contains("90% CI"), summary);
        assertTrue(summary.contains("251.40510"), summary);
        Csv effects = table("fixed_effects");
        // R's qt(0.95, 17); the degrees of freedom are good to 1e-7.
        assertEquals(
                effects.number(1, "estimate") - 1.7396067260750670 * effects.number(1, "std_error"),
                effects.number(1, "ci_lower"),
                1e-6);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameFiles() throws IOException {
        Shell.succeed(fit(Shell.data("hsb"), "mathach ~ ses + (1 + ses | school)", "--threads", "1"));
        Map<String, String> single = contents();
        Shell.succeed(fit(Shell.data("hsb"), "mathach ~ ses + (1 + ses | school)", "--threads", "2"));
        assertEquals(single, contents());
    }

    /** Returns what the files hold, but for the time. */
    private Map<String, String> contents() throws IOException {
        return files(out()).stream().collect(Collectors.toMap(name -> name, name -> {
            List<List<String>> rows = Csv.read(out().resolve(name)).rows();
            return rows.stream()
                    .filter(row -> !row.get(0).equals("seconds"))
                    .toList()
                    .toString();
        }));
    }

    @Test
    void existingFolderIsUsedAndOldTablesAreReplaced() throws IOException {
        Files.createDirectory(out());
        Files.writeString(out().resolve("notes.txt"), "mine");
        Files.writeString(out().resolve("fitted.csv"), "old");
        Shell.succeed(fit(SLEEP, SLOPES));
        assertEquals("mine", Files.readString(out().resolve("notes.txt")));
        assertEquals(180, table("fitted").rows().size());
    }

    @Test
    void missingFoldersAreMade() {
        Path model = folder.resolve("a").resolve("b").resolve("model.json");
        Shell.succeed("fit", SLEEP, SLOPES, "--save", model.toString());
        assertTrue(Files.exists(model));
    }

    @Test
    void columnNamesAndLabelsOfAnyScriptAreKept() throws IOException {
        Path data =
                write("müsli.csv", "größe,\"sorte \"\"x\"\"\",群", "1,ä,甲", "2,ö,甲", "4,ä,乙", "3,ö,乙", "5,ä,丙", "8,ö,丙");
        String summary = Shell.succeed(fit(data.toString(), "größe ~ `sorte \"x\"` + (1 | 群)"));
        assertTrue(summary.contains("größe"), summary);
        assertEquals(
                new TreeSet<>(List.of("甲", "乙", "丙")),
                new TreeSet<>(table("group_effects").column("level")));
    }

    @Test
    void leastSquaresIsUsedWithoutRandomTerm() {
        String summary = Shell.succeed(fit(Shell.data("hsb"), "mathach ~ ses"));
        assertTrue(summary.contains("least squares"), summary);
        assertEquals(0, table("group_effects").rows().size());
        assertEquals(1, table("variance_components").rows().size());
    }

    @Test
    void targetThatIsAFolderIsFoundOutBeforeTheFit() throws IOException {
        Files.createDirectories(out().resolve("fitted.csv"));
        Shell.Result result = Shell.run(fit(SLEEP, SLOPES));
        assertEquals(1, result.code());
        assertEquals(out().resolve("fitted.csv") + " is a folder: name a file in it.\n", result.err());
        assertEquals("", result.out());
    }

    @Test
    void numbersInFilesReadBackToTheSameBits() {
        Shell.succeed(fit(SLEEP, SLOPES));
        Csv fitted = table("fitted");
        for (int i = 0; i < fitted.rows().size(); i++) {
            assertEquals(Double.toString(fitted.number(i, "fitted")), fitted.text(i, "fitted"));
        }
    }

    @Test
    void anovaWithoutATermSaysSo() {
        String text = Shell.succeed("fit", Shell.data("Dyestuff"), "Yield ~ 1 + (1 | Batch)", "--anova", "III");
        assertTrue(
                text.contains("  There is no term to test: the formula has no fixed effects beside the intercept.\n"),
                text);
        assertTrue(Shell.succeed("fit", Shell.data("Dyestuff"), "Yield ~ 0 + (1 | Batch)", "--anova", "I")
                .contains("  There is no term to test: the formula has no fixed effects.\n"));
    }
}
