package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked of models with covariance structures, and what is refused in a sentence: through the program, as a user meets it. */
class StructureAnswersTest {
    private static final String TABLE = Path.of("src", "test", "resources", "reference-structures", "orthodont.csv")
            .toString();
    private static final String FORMULA = "distance ~ age * Sex + (1 | Subject)";

    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String saved(String name, String formula, String... options) {
        String model = path(name + ".json");
        Shell.succeed(Stream.concat(Stream.of("fit", TABLE, formula, "--quiet", "--save", model), Stream.of(options))
                .toArray(String[]::new));
        return model;
    }

    private String heterogeneous() {
        return saved("het", FORMULA, "--residual-variance", "Sex");
    }

    @Test
    void varianceComponentsHaveARowForEachStratumAndCorrelation() throws IOException {
        Shell.succeed(
                "fit",
                TABLE,
                "distance ~ age * Sex",
                "--quiet",
                "--out",
                path("out"),
                "--residual",
                "us(age | Subject)",
                "--residual-variance",
                "Sex");
        Csv components = Csv.read(folder.resolve("out").resolve("variance_components.csv"));
        Csv residuals = components.where(Map.of("kind", "residual"));
        assertEquals(8, residuals.rows().size());
        assertEquals("Residual", residuals.text(0, "group"));
        assertEquals("Female:8", residuals.text(0, "term1"));
        Csv correlations = components.where(Map.of("kind", "correlation"));
        assertEquals(6, correlations.rows().size());
        assertEquals("Subject", correlations.text(0, "group"));
        assertEquals(List.of("8", "10"), List.of(correlations.text(0, "term1"), correlations.text(0, "term2")));
        assertEquals(correlations.number(0, "value"), correlations.number(0, "sd_or_corr"), 0);
        Csv statistics = Csv.read(folder.resolve("out").resolve("fit_statistics.csv"));
        // 4 coefficients, a variance, its ratios for 3 occasions and a stratum, 6 correlations
        assertEquals(15, statistics.where(Map.of("name", "n_parameters")).number(0, "value"), 0);
    }

    @Test
    void theStrataAreShownAndNoRSquared() {
        String printed = Shell.succeed("fit", TABLE, FORMULA, "--residual-variance", "Sex");
        assertTrue(printed.contains("Residuals a variance for each Sex\n"), printed);
        assertTrue(printed.contains("  Residual  Female"), printed);
        assertFalse(printed.contains("R squared"), printed);
        assertFalse(printed.contains("ICC"), printed);
    }

    @Test
    void rowsAreNotDiagnosedByOneVarianceWhereThereAreSeveral() throws IOException {
        Shell.succeed("fit", TABLE, FORMULA, "--quiet", "--out", path("out"), "--residual-variance", "Sex");
        Csv rows = Csv.read(folder.resolve("out").resolve("fitted.csv"));
        assertEquals(108, rows.rows().size());
        for (String column : List.of("leverage", "standardised_residual", "cooks_distance")) {
            assertEquals("", rows.text(0, column), column);
        }
        assertFalse(rows.text(0, "residual").isEmpty());
    }

    /** cs without hom is us where a term has two columns, so that all that is known of rows must be the same. */
    @Test
    void rowsOfAStructuredTermAreDiagnosed() throws IOException {
        for (String structure : List.of("us", "cs")) {
            Shell.succeed(
                    "fit",
                    TABLE,
                    "distance ~ age + " + structure + "(1 + age | Subject)",
                    "--quiet",
                    "--out",
                    path(structure));
        }
        Csv us = Csv.read(folder.resolve("us").resolve("fitted.csv"));
        Csv cs = Csv.read(folder.resolve("cs").resolve("fitted.csv"));
        for (String column : List.of("fitted", "leverage", "standardised_residual", "cooks_distance")) {
            for (int i = 0; i < us.rows().size(); i++) {
                assertEquals(us.number(i, column), cs.number(i, column), 1e-4, column);
            }
        }
    }

    @Test
    void meansSlopesAndTestsAreThoseOfTheCoefficients() {
        String printed = Shell.succeed(
                "fit",
                TABLE,
                FORMULA,
                "--residual-variance",
                "Sex",
                "--emmeans",
                "Sex",
                "--slopes",
                "age by Sex",
                "--test",
                "age = 0",
                "--anova",
                "III");
        assertTrue(printed.contains("Marginal means of distance"), printed);
        assertTrue(printed.contains("Slopes of age on distance"), printed);
        assertTrue(printed.contains("age = 0"), printed);
        String row = printed.lines()
                .filter(line -> line.startsWith("  age:Sex  "))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "1", row.strip().split(" +", -1)[1], "no sum of squares, which is a multiple of one residual variance");
    }

    @Test
    void everySubjectIsLeftOut() {
        String grouped = Shell.succeed("fit", TABLE, FORMULA, "--residual-variance", "Sex", "--influence", "Subject");
        assertTrue(grouped.contains("The most influential of 27 levels of Subject, each left out"), grouped);
        String[] alone = {"fit", TABLE, "distance ~ age * Sex", "--residual", "us(age | Subject)", "--influence"};
        String ungrouped = Shell.succeed(
                Stream.concat(Stream.of(alone), Stream.of("Subject")).toArray(String[]::new));
        assertTrue(ungrouped.contains("The most influential of 27 levels of Subject, each left out"), ungrouped);
        assertEquals(
                "The model has no grouping factor \"Sex\"; it has Subject.",
                Shell.fail(Stream.concat(Stream.of(alone), Stream.of("Sex")).toArray(String[]::new)));
    }

    @Test
    void intervalsAreCorrectedForSkewnessWhereGroupsAreIndependent() {
        String printed = Shell.succeed(
                "fit",
                TABLE,
                "distance ~ age * Sex",
                "--residual",
                "ar1(age | Subject)",
                "--intervals",
                "bootstrap",
                "--bootstrap",
                "bca",
                "--replicates",
                "20");
        assertTrue(printed.contains("95% intervals, parametric bootstrap bca"), printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wald", "profile", "bootstrap"})
    void everyParameterHasAnInterval(String method) throws IOException {
        Shell.succeed(
                "fit",
                TABLE,
                FORMULA,
                "--quiet",
                "--residual",
                "ar1(occasion | Subject)",
                "--residual-variance",
                "Sex",
                "--intervals",
                method,
                "--out",
                path("out"));
        Csv intervals = Csv.read(folder.resolve("out").resolve("intervals.csv"));
        for (String parameter : List.of(
                "age:Sex[Male]",
                "sd:Subject:(Intercept)",
                "cor:Residual:rho",
                "sd:Residual:Female",
                "sd:Residual:Male")) {
            Csv row = intervals.where(Map.of("parameter", parameter));
            assertEquals(1, row.rows().size(), parameter);
            assertTrue(row.number(0, "lower") < row.number(0, "upper"), parameter);
        }
    }

    /** Read to survey the columns, to form cross-products, and by subject. */
    @Test
    void theLogSaysHowOftenTheTableWasReadAndWhatAnEvaluationTakes() throws IOException {
        String few = Shell.succeed("fit", TABLE, "distance ~ age", "--residual", "ar1(age | Subject)", "--log");
        assertTrue(
                few.endsWith(
                        "The table was read 3 times. An evaluation reads none of the 108 rows: it adds up 4 sets of"
                                + " cross-products.\n"),
                few);
        List<String> lines = new ArrayList<>(List.of("id,time,y"));
        for (int r = 0; r < 120; r++) {
            lines.add("s" + r / 3 + "," + (r + Math.sin(r) / 3) + "," + Math.cos(r * r));
        }
        Files.write(folder.resolve("irregular.csv"), lines);
        String many = Shell.succeed(
                "fit", path("irregular.csv"), "y ~ 1 + (1 | id)", "--residual", "car1(time | id)", "--log");
        assertTrue(
                many.contains(
                        "Each evaluation goes through the 120 rows, which are kept, since it would take 241 sets"),
                many);
        assertFalse(Shell.succeed("fit", TABLE, "distance ~ age", "--log").contains("The table was read"));
    }

    @Test
    void noEquationIsWrittenOfSeveralResidualVariances() {
        assertEquals(
                "The equation is for models whose residuals are independent with one variance, and this one has a residual variance for"
                        + " each Sex; leave it out.",
                Shell.fail("show", heterogeneous(), "--equation", "text"));
    }

    @Test
    void theNullModelHasTheSameStructure() throws IOException {
        Shell.succeed(
                "fit",
                TABLE,
                FORMULA,
                "--quiet",
                "--residual-variance",
                "Sex",
                "--null",
                "distance ~ age + (1 | Subject)",
                "--out",
                path("out"));
        Csv compared = Csv.read(folder.resolve("out").resolve("null_comparison.csv"));
        assertEquals(
                1,
                compared.where(Map.of("quantity", "variance:Residual Female"))
                        .rows()
                        .size());
        assertEquals(
                1,
                compared.where(Map.of("quantity", "variance:Residual Male"))
                        .rows()
                        .size());
        assertEquals(
                0,
                compared.where(Map.of("quantity", "variance:Residual")).rows().size());
        Csv models = Csv.read(folder.resolve("out").resolve("model_comparison.csv"));
        assertEquals(2, models.number(1, "df"), 0);
    }

    @Test
    void theReportShowsWhatThereIs() throws IOException {
        Shell.succeed("fit", TABLE, FORMULA, "--quiet", "--residual-variance", "Sex", "--report", path("r.html"));
        String report = Files.readString(folder.resolve("r.html"));
        assertTrue(report.contains("with a residual variance for each Sex."), "said");
        Shell.succeed(
                "fit",
                TABLE,
                "distance ~ age",
                "--quiet",
                "--residual",
                "ar1(occasion | Subject)",
                "--report",
                path("g.html"));
        String dependent = Files.readString(folder.resolve("g.html"));
        assertTrue(dependent.contains("restricted maximum likelihood (REML)"), "no least squares");
        assertFalse(dependent.contains("ordinary least squares"), "no least squares");
    }

    /** Within the groups of the fit, an interval is as wide as the stratum's residual variance and the standard error say. */
    @Test
    void predictionIntervalsHaveTheVarianceOfTheStratum() throws IOException {
        Shell.succeed("predict", heterogeneous(), TABLE, "--intervals", "--quiet", "--out", path("p.csv"));
        Csv rows = Csv.read(folder.resolve("p.csv"));
        // nlme's variances, as docs/covariance.md has them
        Map<String, Double> variance = Map.of("Female", 0.6104, "Male", 2.7883);
        for (int row = 0; row < 108; row++) {
            double error = rows.number(row, "std_error");
            double sd = Math.sqrt(variance.get(rows.text(row, "Sex")) + error * error);
            double width = rows.number(row, "prediction_upper") - rows.number(row, "prediction_lower");
            assertEquals(2 * 1.959964 * sd, width, 1e-3 * sd);
        }
    }

    @Test
    void aRowOfNoStratumOfTheFitHasNoPredictionInterval() throws IOException {
        Files.writeString(folder.resolve("new.csv"), "age,Subject,Sex\n8,M01,Male\n8,M01,\n");
        Shell.succeed(
                "fit", TABLE, "distance ~ age", "--quiet", "--residual-variance", "Sex", "--save", path("age.json"));
        Shell.Result result = Shell.run("predict", path("age.json"), path("new.csv"), "--intervals");
        List<String> lines = result.out().lines().toList();
        assertTrue(lines.get(1).matches("8,M01,Male(,[-0-9.]+){7}"), lines.get(1));
        assertTrue(lines.get(2).matches("8,M01,(,[-0-9.]+){5},NA,NA"), lines.get(2));
        assertTrue(
                result.err()
                        .contains(
                                "1 row has no interval of a new response: the residual variance is told by Sex, which is"
                                        + " missing there or had no such value in the fit."),
                result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "residual-qq => The residuals have several variances (a residual variance for each Sex), so that together they are not normal though each may be: choose another picture.",
                "shares => The model distance ~ age * Sex + (1 | Subject) has several residual variances (a residual variance for each Sex), so that there are no shares of one variance: choose another picture."
            })
    void picturesOfOneVarianceAreRefused(String kind, String sentence) {
        assertEquals(sentence, Shell.fail("plot", heterogeneous(), TABLE, "--kind", kind, "--out", path("p.svg")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "effects",
                "lines",
                "residuals",
                "effect-qq",
                "points",
                "no-pooling",
                "pooling",
                "between",
                "means",
                "boxes",
                "centred-boxes",
                "residual-boxes",
                "shrinkage",
                "fixed",
                "predicted",
                "profile"
            })
    void otherPicturesAreDrawn(String kind) {
        Shell.run("plot", heterogeneous(), TABLE, "--kind", kind, "--out", path("p.svg"));
        assertTrue(Files.exists(folder.resolve("p.svg")));
    }

    @Test
    void structuresAreCompared() {
        String plain = saved("plain", FORMULA);
        String compared = Shell.succeed("compare", plain, heterogeneous());
        assertTrue(compared.contains("  het    " + FORMULA + ", a residual variance for each Sex\n"), compared);
        // twice the difference of log-likelihoods that nlme's lme gives with and without varIdent(~ 1 | Sex), -207.6102
        // and -216.8786
        assertTrue(compared.contains("18.5368   1  1.7e-05"), compared);
        assertFalse(compared.contains("lacks"), compared);
    }

    @Test
    void aStructureThatIsNoSpecialCaseIsNamed() {
        String correlated = saved("ar1", "distance ~ age * Sex", "--residual", "ar1(age | Subject)");
        String compared = Shell.succeed("compare", correlated, heterogeneous()).replaceAll("\\s+", " ");
        assertTrue(compared.contains("\"ar1\" has what \"het\" lacks (residuals ar1(age | Subject))"), compared);
    }

    @Test
    void theLastStepOfALadderIsTheModel() throws IOException {
        Shell.succeed(
                "ladder",
                TABLE,
                "distance ~ age * Sex + cs(1 + age | Subject, hom = TRUE)",
                "--quiet",
                "--out",
                path("out"),
                "--residual-variance",
                "Sex");
        Csv steps = Csv.read(folder.resolve("out").resolve("ladder.csv"));
        String model = saved(
                "last",
                "distance ~ age * Sex + cs(1 + age | Subject, hom = TRUE)",
                "--ml",
                "--residual-variance",
                "Sex");
        String printed = Shell.succeed("show", model);
        double loglik = steps.number(steps.rows().size() - 1, "log_likelihood");
        assertTrue(printed.contains(String.format(java.util.Locale.ROOT, "%.4f", loglik)), printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar1(age | Subject)", "us(age | Subject)"})
    void aTableIsCheckedWithAStructure(String structure) {
        String said = Shell.succeed("check", TABLE, "distance ~ age + Sex", "--residual", structure);
        assertTrue(said.contains("Nothing was found that speaks against this model."), said);
    }

    /**
     * An intercept beside effects that share a structure: the restricted log-likelihoods are lme4's (with a term for each dummy) and that of
     * the dense criterion in R, whose Hessians are positive definite there. Beside effects of any covariance nothing tells the intercept.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "diag(0 + Machine | Worker); -105.969791; ''",
                "ar1(0 + Machine | Worker); -107.580569; ''",
                "(0 + Machine | Worker); -104.155600; Worker"
            })
    void anInterceptBesideStructuredEffectsIsIdentified(String term, double likelihood, String open)
            throws IOException {
        Shell.succeed(
                "fit",
                Path.of("workflows", "data", "Machines.csv").toString(),
                "score ~ Machine + (1 | Worker) + " + term,
                "--quiet",
                "--out",
                path("out"));
        Map<String, String> statistics =
                Csv.read(folder.resolve("out").resolve("fit_statistics.csv")).asMap();
        assertEquals(likelihood, Double.parseDouble(statistics.get("log_likelihood")), 1e-4);
        assertTrue(statistics.get("not_identified").startsWith(open), statistics::toString);
        assertEquals(open.isEmpty(), statistics.get("not_identified").isEmpty(), statistics::toString);
    }
}
