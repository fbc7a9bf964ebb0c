package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code compare} prints of models that {@code fit} saved. */
class CompareCommandTest {
    private static final String REACTION = "Reaction ~ Days + (1 | Subject)";

    @TempDir
    Path folder;

    private String intercepts = "";
    private String slopes = "";

    @BeforeEach
    void fit() {
        intercepts = save("intercepts", REACTION);
        slopes = save("slopes", "Reaction ~ Days + (Days | Subject)");
    }

    private String save(String name, String formula, String... options) {
        String file = folder.resolve(name + ".json").toString();
        List<String> args =
                new ArrayList<>(List.of("fit", Shell.data("sleepstudy"), formula, "--quiet", "--save", file));
        args.addAll(List.of(options));
        Shell.succeed(args.toArray(String[]::new));
        return file;
    }

    @Test
    void modelsAreNamedByTheirFilesAndSorted() {
        // The optima of lme4 1.1-31; R 4.2.2 for p.
        assertEquals("""
                2 models of Reaction fit to 180 rows by restricted maximum likelihood (REML)

                  Model       Formula
                  intercepts  Reaction ~ Days + (1 | Subject)
                  slopes      Reaction ~ Days + (Days | Subject)

                  Model       parameters        AIC        BIC  log-likelihood  REML criterion  chi-squared  df        p
                  intercepts           4  1794.4651  1807.2369       -893.2325       1786.4651
                  slopes               6  1755.6283  1774.7860       -871.8141       1743.6283      42.8368   2  5.0e-10

                Note      The models are compared by their restricted likelihoods (REML), which is right because
                          their fixed effects are the same.
                Note      A variance of "slopes" (Days over Subject) is zero under "intercepts", the edge of what is
                          possible, which makes the p value too large: half chi-squared with 1 and half with 2
                          degrees of freedom gives p = 2.8e-10.
                """, Shell.succeed("compare", slopes, intercepts));
    }

    @Test
    void howTheRowsWereReadIsSaidOnceAndOfWhichModels() throws IOException {
        String rows = Files.readString(Path.of(Shell.data("sleepstudy")));
        Path semicolons = Files.writeString(folder.resolve("semicolons.csv"), rows.replace(',', ';'));
        String other = folder.resolve("other.json").toString();
        Shell.succeed("fit", semicolons.toString(), "Reaction ~ Days + (Days || Subject)", "--quiet", "--save", other);
        String mixed = Shell.succeed("compare", intercepts, other);
        assertTrue(
                mixed.endsWith(
                        "Note      \"other\": The file was read with semicolons between values (--separator).\n"),
                mixed);

        String third = folder.resolve("third.json").toString();
        Shell.succeed("fit", semicolons.toString(), REACTION, "--quiet", "--save", third);
        String alike = Shell.succeed("compare", other, third);
        assertTrue(
                alike.endsWith("Note      The file was read with semicolons between values (--separator).\n"), alike);
        assertEquals(1, alike.split("was read with", -1).length - 1);
    }

    @Test
    void decimalsAreChosen() {
        String text = Shell.succeed("compare", slopes, intercepts, "--digits", "1");
        assertTrue(text.contains(" 1794.5 "), text);
        assertTrue(text.contains(" 42.8 "), text);
    }

    @Test
    void theTableIsWrittenWithAllDigits() throws IOException {
        Path file = folder.resolve("tables/comparison.csv");
        String text = Shell.succeed("compare", intercepts, slopes, "--out", file.toString());
        assertTrue(text.endsWith("\n\nWrote the table to " + file + ".\n"), text);
        List<String> lines = Files.readAllLines(file);
        assertEquals(
                "model,formula,parameters,aic,bic,log_likelihood,deviance,chi_squared,df,p_value,aicc,p_boundary,p_bootstrap,verdict",
                lines.get(0));
        assertTrue(lines.get(1).startsWith("intercepts," + REACTION + ",4,1794.46508539"), lines.get(1));
        assertTrue(lines.get(1).contains(",,,,1794.69365"), lines.get(1));
        assertTrue(lines.get(2).contains(",2,4.9900414"), lines.get(2));
        assertEquals(3, lines.size());
    }

    @Test
    void quietWritesTheTableOnly() {
        Path file = folder.resolve("comparison.csv");
        assertEquals("", Shell.succeed("compare", intercepts, slopes, "--quiet", "--out", file.toString()));
        assertTrue(Files.exists(file));
    }

    @Test
    void filesOfTheSameNameAreToldApartByTheirFolders() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other")).resolve("slopes.json");
        Files.copy(Path.of(slopes), other);
        String text = Shell.succeed("compare", slopes, other.toString());
        assertTrue(text.contains("  " + slopes + " "), text);
        assertTrue(text.contains("  " + other + " "), text);
    }

    @Test
    void oneModelIsTooFew() {
        assertEquals("A comparison needs two models or more, not 1.", Shell.wrong("compare", slopes));
    }

    @Test
    void modelsThatCannotBeComparedAreNamedWithTheReason() {
        String ml = save("ml", REACTION, "--ml");
        Path file = folder.resolve("comparison.csv");
        assertEquals(
                "\"intercepts\" and \"ml\" cannot be compared, because one was fitted by REML and the other by ML; fit both by ML,"
                        + " or both by REML if their fixed effects are the same, or give their table, --data DATA, and they are fitted"
                        + " again by ML here.",
                Shell.fail("compare", intercepts, ml, "--out", file.toString()));
        assertFalse(Files.exists(file));
    }

    @Test
    void aModelIsNotWrittenOver() {
        assertEquals(
                slopes + " is the file that is read: name another file to write to.",
                Shell.fail("compare", intercepts, slopes, "--out", slopes));
    }

    @Test
    void whatIsNoModelIsNamed() {
        String data = Shell.data("sleepstudy");
        assertTrue(Shell.fail("compare", slopes, data).startsWith(data + " is not a model file"));
    }

    @Test
    void modelsByRemlWithOtherFixedEffectsAreFittedAgainToTheirTable() {
        String none = save("none", "Reaction ~ 1 + (1 | Subject)");
        assertEquals(
                "\"none\" and \"intercepts\" were fitted by REML with different fixed effects, so their restricted likelihoods cannot"
                        + " be compared; fit both by ML, or give their table, --data DATA, and they are fitted again by ML here.",
                Shell.fail("compare", none, intercepts));
        String text = Shell.succeed("compare", none, intercepts, "--data", Shell.data("sleepstudy"));
        assertTrue(text.contains("fit to 180 rows by maximum likelihood (ML)"), text);
        assertTrue(
                text.contains(
                        "Note      For the comparison the models were fitted again by maximum likelihood (ML), since"),
                text);
        // anova(lmer(Reaction ~ 1 + (1 | Subject)), lmer(Reaction ~ Days + (1 | Subject))) of lme4 1.1-31
        assertTrue(text.contains("116.4624   1  <1e-16"), text);
        String ml = save("ml", REACTION, "--ml");
        assertTrue(Shell.succeed("compare", none, ml, "--data", Shell.data("sleepstudy"))
                .replaceAll("\\s+", " ")
                .contains("since some were fitted by REML."));
    }

    @Test
    void bootstrapTestIsSeededAndInTheTable() throws IOException {
        Path[] tables = new Path[3];
        for (int i = 0; i < 3; i++) {
            tables[i] = folder.resolve("table" + i + ".csv");
            String text = Shell.succeed(
                    "compare",
                    intercepts,
                    slopes,
                    "--data",
                    Shell.data("sleepstudy"),
                    "--bootstrap",
                    "39",
                    "--seed",
                    i == 2 ? "3" : "2",
                    "--threads",
                    i == 1 ? "1" : "2",
                    "--out",
                    tables[i].toString());
            assertTrue(text.contains("p bootstrap"), text);
            assertTrue(text.replaceAll("\\s+", " ").contains("39 likelihood ratios of responses drawn"), text);
        }
        // chi-squared is 43: none of 39 ratios is as large
        assertEquals(0.025, Csv.read(tables[0]).number(1, "p_bootstrap"), 1e-12);
        assertEquals(Files.readString(tables[0]), Files.readString(tables[1]));
    }

    @Test
    void modelsThatAreNotNestedHaveNoBootstrapTestButASentence() {
        String other = save("other", "Reaction ~ Days + (0 + Days | Subject)");
        String text = Shell.succeed(
                "compare", intercepts, other, slopes, "--data", Shell.data("sleepstudy"), "--bootstrap", "9");
        assertTrue(text.replaceAll("\\s+", " ").contains("so there is no bootstrap test between them."), text);
    }

    @Test
    void tableOfOtherRowsIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(Shell.data("sleepstudy")));
        Path other = Files.write(folder.resolve("fewer.csv"), lines.subList(0, 100));
        assertTrue(Shell.fail("compare", intercepts, slopes, "--data", Shell.data("Dyestuff"))
                .startsWith("The table has no column \"Reaction\""));
        assertEquals(
                "The table does not hold the rows that Reaction ~ Days + (1 | Subject) was fitted to: give the table of the fit,"
                        + " unchanged.",
                Shell.fail("compare", intercepts, slopes, "--data", other.toString()));
    }

    @Test
    void tableWithOtherPredictorsIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(Shell.data("sleepstudy"))).stream()
                .map(line -> line.replaceFirst(",9,", ",9.5,"))
                .toList();
        Path other = Files.write(folder.resolve("other.csv"), lines);
        assertEquals(
                "The table does not hold the rows that Reaction ~ Days + (1 | Subject) was fitted to: give the table of the fit,"
                        + " unchanged.",
                Shell.fail("compare", intercepts, slopes, "--data", other.toString()));
    }

    @Test
    void optionsThatWouldGoUnheardAreRefused() {
        String end = " needs the table of the fits, of which a saved model keeps no rows: add --data DATA";
        assertEquals("--bootstrap" + end + ".", Shell.wrong("compare", intercepts, slopes, "--bootstrap", "9"));
        assertEquals(
                "--threads" + end + ", or leave --threads out.",
                Shell.wrong("compare", intercepts, slopes, "--threads", "2"));
        for (String[] option : new String[][] {
            {"--categorical", "a"},
            {"--missing", "."},
            {"--separator", ";"},
            {"--decimal", "comma"},
            {"--quote", "single"},
            {"--encoding", "UTF-8"},
            {"--skip", "1"},
            {"--row-names", "no"}
        }) {
            assertEquals(
                    option[0] + end + ", or leave " + option[0] + " out.",
                    Shell.wrong("compare", intercepts, slopes, option[0], option[1]));
        }
        assertEquals(
                "--seed is about the bootstrap, but none is asked for: add --bootstrap N, or leave --seed out.",
                Shell.wrong("compare", intercepts, slopes, "--seed", "2", "--data", Shell.data("sleepstudy")));
    }
}
