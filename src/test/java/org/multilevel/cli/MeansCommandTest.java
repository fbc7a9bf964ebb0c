package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code means} and {@code fit} print and write of marginal means and slopes. */
class MeansCommandTest {
    private static final String ORTHODONT = Shell.data("Orthodont");
    private static final String FORMULA = "distance ~ age * Sex + (1 | Subject)";

    @TempDir
    static Path folder;

    private static String model;

    @BeforeAll
    static void fit() {
        model = folder.resolve("growth.json").toString();
        Shell.succeed("fit", ORTHODONT, FORMULA, "--save", model, "--quiet");
    }

    @Test
    void whatIsAboutMeansIsRefusedWhereNoneAreAsked() {
        for (List<String> option :
                List.of(List.of("--contrasts", "pairwise"), List.of("--adjust", "holm"), List.of("--at", "age=9"))) {
            assertEquals(
                    "--contrasts, --adjust and --at are about marginal means or slopes, but neither is asked for: add --emmeans"
                            + " TERMS or --slopes TERMS.",
                    Shell.wrong("fit", ORTHODONT, FORMULA, option.get(0), option.get(1)));
        }
    }

    @Test
    void aContrastOfZerosIsRefused() {
        assertEquals(
                "The contrast \"none of them\" has only zeros, so it compares nothing: give the means that differ other"
                        + " coefficients.",
                Shell.fail("means", model, "--emmeans", "Sex", "--contrasts", "none of them = 0, 0"));
    }

    @Test
    void aSavedModelGivesMeansContrastsAndSlopesAsTables() throws IOException {
        Path out = folder.resolve("tables");
        String text = Shell.succeed(
                "means",
                model,
                "--emmeans",
                "Sex | age",
                "--at",
                "age=8,14",
                "--slopes",
                "age by Sex",
                "--contrasts",
                "pairwise",
                "--out",
                out.toString());
        assertTrue(text.startsWith("Marginal means of distance\n"), text);
        assertTrue(text.contains("Slopes of age on distance\n"), text);
        assertTrue(text.endsWith("Wrote the tables to " + out + ".\n"), text);

        Csv means = Csv.read(out.resolve("emmeans.csv"));
        assertEquals(List.of("Sex", "age", "estimate", "std_error", "df", "ci_lower", "ci_upper"), means.header());
        Csv boys = means.where(Map.of("Sex", "Male", "age", "14"));
        // R's emmeans 1.8.4, as in the reference values.
        assertEquals(27.321875, boys.number(0, "estimate"), 1e-6);

        Csv contrasts = Csv.read(out.resolve("contrasts.csv"));
        assertEquals(
                List.of(
                        "contrast",
                        "age",
                        "estimate",
                        "std_error",
                        "df",
                        "statistic",
                        "p_value",
                        "p_unadjusted",
                        "adjustment",
                        "ci_lower",
                        "ci_upper"),
                contrasts.header());
        assertEquals(List.of("Female - Male", "Female - Male"), contrasts.column("contrast"));

        Csv slopes = Csv.read(out.resolve("slopes.csv"));
        assertEquals(List.of("Sex", "slope", "std_error", "df", "ci_lower", "ci_upper"), slopes.header());
        assertEquals(0.479545454545477, slopes.number(0, "slope"), 1e-6);
        assertTrue(Files.exists(out.resolve("slope_contrasts.csv")));
    }

    @Test
    void aFitGivesThemToo() throws IOException {
        Path out = folder.resolve("fit");
        String text = Shell.succeed(
                "fit",
                ORTHODONT,
                FORMULA,
                "--emmeans",
                "Sex",
                "--contrasts",
                "control",
                "--adjust",
                "holm",
                "--out",
                out.toString());
        assertTrue(text.contains("\nMarginal means of distance\n"), text);
        assertEquals(2, Csv.read(out.resolve("emmeans.csv")).column("Sex").size());
        assertEquals(
                List.of("Male - Female"), Csv.read(out.resolve("contrasts.csv")).column("contrast"));
        assertTrue(Files.exists(out.resolve("fixed_effects.csv")));
        assertFalse(Files.exists(out.resolve("slopes.csv")));
    }

    @Test
    void aNameThatTheFormulaLacksIsRefusedBeforeTheFit() {
        assertEquals(
                "\"sex\" is no predictor of the model; the nearest is \"Sex\".",
                Shell.fail("fit", "there-is-no-such-file.csv", FORMULA, "--emmeans", "sex"));
        assertEquals(
                "\"Age\" is no predictor of the model; the nearest is \"age\".",
                Shell.fail("fit", "there-is-no-such-file.csv", FORMULA, "--emmeans", "Sex", "--at", "Age=1"));
    }

    @Test
    void optionsThatCannotBeReadAreNamed() {
        assertEquals(
                "Nothing is asked of the model: add --emmeans TERMS, --slopes TERMS, or both.",
                Shell.wrong("means", model));
        assertEquals(
                "The contrasts \"all\" are not known: write pairwise, control, control=LEVEL, none, or coefficients as in"
                        + " \"first - last = 1, 0, -1\".",
                Shell.wrong("means", model, "--emmeans", "Sex", "--contrasts", "all"));
        assertEquals(
                "The adjustment \"fisher\" is not known: write tukey, dunnett, holm, bonferroni, sidak or none.",
                Shell.wrong("means", model, "--emmeans", "Sex", "--adjust", "fisher"));
        assertEquals(
                "The values \"age\" cannot be read: write a predictor and its values, as in \"x=1,2\".",
                Shell.wrong("means", model, "--emmeans", "Sex", "--at", "age"));
        assertEquals(
                "The values \"age=1;age=2\" name \"age\" twice: write all its values after one equals sign.",
                Shell.wrong("means", model, "--emmeans", "Sex", "--at", "age=1", "--at", "age=2"));
    }

    @Test
    void anAdjustmentWithoutContrastsIsRefused() {
        String sentence =
                "--adjust is about contrasts, but none are asked for: add --contrasts, such as --contrasts pairwise, or leave"
                        + " --adjust out.";
        assertEquals(sentence, Shell.wrong("means", model, "--emmeans", "Sex", "--adjust", "holm"));
        assertEquals(sentence, Shell.wrong("fit", ORTHODONT, FORMULA, "--emmeans", "Sex", "--adjust", "holm"));
    }

    @Test
    void testsOfCoefficientsAreNoOptionOfMeans() {
        assertTrue(Shell.misuse("means", model, "--emmeans", "Sex", "--anova", "III")
                .contains("Unknown option"));
        assertTrue(Shell.misuse("means", model, "--emmeans", "Sex", "--test", "age = 1")
                .contains("Unknown option"));
    }

    @Test
    void aValueOfACovariateIsPrintedWithFewDigitsAndWrittenWithAll() {
        String text = Shell.succeed(
                "means",
                model,
                "--emmeans",
                "age",
                "--at",
                "age=9.0000000123,11.123456789",
                "--contrasts",
                "pairwise",
                "--out",
                folder.resolve("digits").toString());
        assertTrue(text.contains("\n  9       "), text);
        assertTrue(text.contains("\n  11.123  "), text);
        assertTrue(text.contains("age9 - age11.123"), text);
        assertEquals(
                List.of("9.0000000123", "11.123456789"),
                Csv.read(folder.resolve("digits").resolve("emmeans.csv")).column("age"));
    }
}
