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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generalised models on the command line: what is asked of them, and what they refuse in one sentence. */
class FamilyCommandTest {
    private static final String CBPP = Shell.data("cbpp");
    private static final String COUNTS = "cbind(incidence, size - incidence) ~ period + (1 | herd)";
    private static final String[] PERIODS = {"--categorical", "period,herd"};

    @TempDir
    static Path folder;

    private static String laplace = "";
    private static String smaller = "";
    private static String quadrature = "";
    private static String linear = "";

    @BeforeAll
    static void fit() {
        laplace = saved("laplace", COUNTS, "--family", "binomial");
        smaller = saved("smaller", COUNTS.replace("period", "1"), "--family", "binomial");
        quadrature = saved("quadrature", COUNTS, "--family", "binomial", "--agq", "9");
        linear = saved("linear", "incidence ~ period + (1 | herd)", "--ml");
    }

    private static String saved(String name, String formula, String... options) {
        String file = folder.resolve(name + ".json").toString();
        Shell.succeed(args(List.of("fit", CBPP, formula, "--quiet", "--save", file), PERIODS, options));
        return file;
    }

    private static String[] args(List<String> first, String[]... more) {
        return Stream.concat(first.stream(), Stream.of(more).flatMap(Stream::of))
                .toArray(String[]::new);
    }

    private static String[] fitting(String formula, String... options) {
        return args(List.of("fit", CBPP, formula), PERIODS, options);
    }

    @Test
    void aSummaryNamesFamilyLinkEventAndRatios() {
        String text = Shell.succeed(fitting(COUNTS, "--family", "binomial"));
        assertTrue(
                text.startsWith("Generalised linear mixed model fit by maximum likelihood (Laplace's approximation)"),
                text);
        assertTrue(text.contains("Family    binomial with logit link"), text);
        assertTrue(text.contains("Odds ratio"), text);
        assertTrue(Shell.succeed(fitting("incidence ~ period + (1 | herd)", "--family", "poisson"))
                .contains("Ratio of means"));
        assertFalse(
                Shell.succeed(fitting(COUNTS, "--family", "binomial:probit")).contains("ratio"));
    }

    @Test
    void tablesHoldRatiosFamilyAndDispersion() throws IOException {
        Path out = folder.resolve("tables");
        Shell.succeed(fitting(
                "incidence ~ period + offset(log(size)) + (1 | herd)",
                "--family",
                "negative-binomial",
                "--quiet",
                "--out",
                out.toString()));
        Csv fixed = Csv.read(out.resolve("fixed_effects.csv"));
        for (int i = 0; i < fixed.rows().size(); i++) {
            assertEquals(Math.exp(fixed.number(i, "estimate")), fixed.number(i, "exp_estimate"), 1e-12);
            assertEquals(Math.exp(fixed.number(i, "ci_lower")), fixed.number(i, "exp_ci_lower"), 1e-12);
            assertEquals(Math.exp(fixed.number(i, "ci_upper")), fixed.number(i, "exp_ci_upper"), 1e-12);
        }
        Map<String, String> statistics =
                Csv.read(out.resolve("fit_statistics.csv")).asMap();
        assertEquals("negative-binomial", statistics.get("family"));
        assertEquals("log", statistics.get("link"));
        assertEquals("1", statistics.get("agq_points"));
        assertEquals("6", statistics.get("n_parameters"));
        assertTrue(Double.parseDouble(statistics.get("dispersion")) > 0);
    }

    @Test
    void modelsOfOneFamilyAreCompared() {
        // lme4 1.1-31: anova(glmer(... ~ 1 + (1 | herd)), glmer(... ~ period + (1 | herd))) says 25.61 on 3 degrees of
        // freedom
        String text = Shell.succeed("compare", smaller, laplace);
        assertTrue(text.contains("25.61"), text);
        assertTrue(text.lines().anyMatch(line -> line.strip().startsWith("laplace") && line.contains(" 3 ")), text);
    }

    @Test
    void modelsOfOtherFamiliesLinksAndApproximationsAreNot() {
        String probit = saved("probit", COUNTS, "--family", "binomial:probit");
        assertEquals(
                "\"laplace\" and \"probit\" cannot be compared: the one has the family binomial:logit, the other binomial:probit;"
                        + " compare models of one family and link.",
                Shell.fail("compare", laplace, probit));
        assertEquals(
                "\"laplace\" and \"linear\" cannot be compared: the one has the family binomial:logit, the other normal; compare"
                        + " models of one family and link.",
                Shell.fail("compare", laplace, linear));
        assertEquals(
                "\"laplace\" and \"quadrature\" cannot be compared: the one is fitted by Laplace's approximation, the other by"
                        + " quadrature, and their likelihoods differ by that; fit both in the same way.",
                Shell.fail("compare", laplace, quadrature));
        String alone = saved("alone", COUNTS.replace(" + (1 | herd)", ""), "--family", "binomial");
        assertTrue(Shell.succeed("compare", alone, quadrature).contains("chi-squared"));
    }

    /** lme4 1.1-31 gives these chi-squared, as {@code period} and {@code herd} of {@code reference-glmm/questions.json}. */
    @Test
    void aNullModelIsComparedOnTheSameRows() throws IOException {
        Path out = folder.resolve("null");
        String text = Shell.succeed(fitting(
                COUNTS,
                "--family",
                "binomial",
                "--null",
                COUNTS.replace("period + ", "1 + "),
                "--out",
                out.toString()));
        assertTrue(text.contains("Against the null model cbind(incidence, size - incidence) ~ 1 + (1 | herd)"), text);
        assertTrue(text.contains("chi-squared 25.61 on 3 df, p = 1.2e-05"), text);
        Csv table = Csv.read(out.resolve("null_comparison.csv"));
        assertEquals(List.of("aic", "aicc", "bic", "variance:herd"), table.column("quantity"));
        assertTrue(Csv.read(out.resolve("model_comparison.csv")).rows().size() == 2);
        String alone =
                Shell.succeed(fitting(COUNTS, "--family", "binomial", "--null", COUNTS.replace(" + (1 | herd)", "")));
        assertTrue(alone.contains("chi-squared 14.01 on 1 df, p = 1.8e-04; with the variance at the edge"), alone);
    }

    @Test
    void aNullModelUsesTheRowsOfTheModel() throws IOException {
        Path file = folder.resolve("gaps.csv");
        StringBuilder rows = new StringBuilder("y,x,g\n");
        for (int i = 0; i < 60; i++) {
            rows.append((i * 7 + i / 6) % 5 < 2 ? "yes" : "no")
                    .append(',')
                    .append(i % 9 == 4 ? "" : String.valueOf(i * i % 11))
                    .append(",g")
                    .append(i % 6)
                    .append('\n');
        }
        Files.writeString(file, rows);
        String text = Shell.succeed(
                "fit",
                file.toString(),
                "y ~ x + (1 | g)",
                "--family",
                "binomial",
                "--null",
                "y ~ 1 + (1 | g)",
                "--agq",
                "auto");
        assertTrue(text.contains("on 1 df"), text);
        assertEquals(
                "The null model is of the response x and the model of y, so their likelihoods cannot be compared: write --null \"y ~"
                        + " ...\".",
                Shell.fail(
                        "fit",
                        file.toString(),
                        "y ~ x + (1 | g)",
                        "--family",
                        "binomial",
                        "--null",
                        "x ~ 1 + (1 | g)"));
    }

    @ParameterizedTest
    @CsvSource({"--residual, cs(1 | herd)"})
    void whatIsForLinearModelsIsRefusedBeforeTheFit(String option, String value) {
        String found = Shell.misuse(fitting(COUNTS, "--family", "binomial", option, value));
        assertTrue(
                found.startsWith(option + " is for linear mixed models, and the family is binomial: leave it out.")
                        || found.startsWith("Invalid value"),
                found);
    }

    @Test
    void whatASavedModelIsAskedForLinearModelsIsRefused() {
        String end = " is for linear mixed models, and this model's family is binomial.";
        assertEquals(
                "A test with satterthwaite degrees of freedom" + end,
                Shell.fail("show", laplace, "--df", "satterthwaite"));
    }

    /** What emmeans 1.8.4 and car 3.1 give for the third line of each stands in {@code reference-glmm/questions.json}, too. */
    @Test
    void meansAreShownOnBothScalesAndContrastsAsRatios() throws IOException {
        Path out = folder.resolve("means");
        String text = Shell.succeed(
                "means", laplace, "--emmeans", "period", "--contrasts", "pairwise", "--out", out.toString());
        assertTrue(
                text.startsWith(
                        "Marginal means of cbind(incidence, size - incidence), on the scale of the link (logit)"),
                text);
        assertTrue(text.contains("Probability"), text);
        assertTrue(text.contains("Odds ratio"), text);
        Csv means = Csv.read(out.resolve("emmeans.csv"));
        assertEquals(
                List.of(
                        "period",
                        "estimate",
                        "std_error",
                        "df",
                        "ci_lower",
                        "ci_upper",
                        "response",
                        "response_std_error",
                        "response_ci_lower",
                        "response_ci_upper"),
                means.header());
        Csv contrasts = Csv.read(out.resolve("contrasts.csv"));
        for (int i = 0; i < means.rows().size(); i++) {
            assertEquals(logistic(means.number(i, "estimate")), means.number(i, "response"), 1e-14);
            assertEquals(logistic(means.number(i, "ci_lower")), means.number(i, "response_ci_lower"), 1e-14);
        }
        for (int i = 0; i < contrasts.rows().size(); i++) {
            assertEquals(Math.exp(contrasts.number(i, "estimate")), contrasts.number(i, "exp_estimate"), 1e-12);
            assertEquals(Math.exp(contrasts.number(i, "ci_upper")), contrasts.number(i, "exp_ci_upper"), 1e-11);
        }
    }

    @Test
    void aFitAnswersQuestionsOfTermsMeansAndSlopes() throws IOException {
        Path out = folder.resolve("questions");
        String text = Shell.succeed(fitting(
                "incidence ~ period + size + offset(log(size)) + (1 | herd)",
                "--family",
                "poisson",
                "--anova",
                "II",
                "--emmeans",
                "period",
                "--slopes",
                "size",
                "--at",
                "period=1",
                "--out",
                out.toString()));
        assertTrue(text.contains("Analysis of variance (type II, Wald's chi-squared tests)"), text);
        assertTrue(text.contains("Ratio of means"), text);
        Csv anova = Csv.read(out.resolve("anova.csv"));
        assertEquals(List.of("term", "chi_squared", "df", "p_value"), anova.header());
        assertEquals(List.of("period", "size"), anova.column("term"));
        Csv slopes = Csv.read(out.resolve("slopes.csv"));
        assertEquals(Math.exp(slopes.number(0, "slope")), slopes.number(0, "exp_slope"), 1e-14);
    }

    @Test
    void termsOneAfterTheOtherAreForLinearModels() {
        String end =
                ", which is for linear mixed models, and this model's family is binomial: ask for type II or III, or compare"
                        + " the models of some terms with one another.";
        assertEquals("Type I takes the terms one after the other" + end, Shell.fail("show", laplace, "--anova", "1"));
        assertEquals(
                "Type I takes the terms one after the other" + end,
                Shell.fail(fitting(COUNTS, "--family", "binomial", "--anova", "1")));
    }

    @Test
    void intervalsOfEveryParameterAreProfiledOrDrawn() throws IOException {
        Path out = folder.resolve("intervals");
        String text = Shell.succeed(fitting(
                COUNTS,
                "--family",
                "binomial",
                "--intervals",
                "profile",
                "--test",
                "period[2] - period[3]",
                "--out",
                out.toString()));
        assertTrue(text.contains("95% intervals, profile likelihood"), text);
        Csv profiled = Csv.read(out.resolve("intervals.csv"));
        List<String> names = List.of(
                "(Intercept)", "period[2]", "period[3]", "period[4]", "sd:herd:(Intercept)", "period[2] - period[3]");
        assertEquals(names, profiled.column("parameter"));
        // lme4 1.1-31: confint(glmer(...), method = "profile", signames = FALSE), tightened
        assertEquals(-1.9012, profiled.number(0, "lower"), 2e-4);
        assertEquals(0.3461, profiled.number(4, "lower"), 2e-4);
        assertEquals(1.1000, profiled.number(4, "upper"), 2e-4);
        assertTrue(Csv.read(out.resolve("profile.csv")).rows().size() > 5 * names.size());
        String drawn = Shell.succeed(fitting(
                COUNTS, "--family", "binomial", "--intervals", "bootstrap", "--replicates", "20", "--bootstrap", "bc"));
        assertTrue(drawn.contains("95% intervals, parametric bootstrap bc"), drawn);
        assertEquals(
                "BCa intervals leave out one group after the other, which is for linear mixed models; ask for bc, percentile or"
                        + " basic.",
                Shell.fail(fitting(COUNTS, "--family", "binomial", "--intervals", "bootstrap", "--bootstrap", "bca")));
    }

    @Test
    void aLadderLeadsToAGeneralisedModel() throws IOException {
        Path out = folder.resolve("ladder");
        String text = Shell.succeed(
                args(List.of("ladder", CBPP, COUNTS, "--family", "binomial", "--out", out.toString()), PERIODS));
        assertTrue(text.contains("All steps are fitted by maximum likelihood to the same rows, by Laplace's"), text);
        Csv steps = Csv.read(out.resolve("ladder.csv"));
        assertEquals(List.of("null", "random intercept: herd", "fixed effects"), steps.column("name"));
        // lme4 1.1-31, tightened, and glm: logLik of the three models
        assertEquals(-119.3871, steps.number(0, "log_likelihood"), 1e-3);
        assertEquals(-104.8313, steps.number(1, "log_likelihood"), 1e-3);
        assertEquals(-92.0263, steps.number(2, "log_likelihood"), 1e-3);
        assertEquals(List.of("no", "no", "yes"), steps.column("recommended"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--agq", "--trials", "--event"})
    void optionsOfAFamilyWantAFamily(String option) {
        assertEquals(
                option
                        + " is about generalised models, and no family is asked for: write --family binomial or another, or leave "
                        + option + " out.",
                Shell.wrong(fitting("incidence ~ period + (1 | herd)", option, "5")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "many", "2.5"})
    void pointsAreAWholeNumberOrAuto(String points) {
        assertEquals(
                "Invalid value for option '--agq': '" + points
                        + "' is not a whole number from 1 to 100, nor the word auto",
                Shell.wrong(fitting(COUNTS, "--family", "binomial", "--agq", points)));
    }

    @Test
    void optionsOfOneFamilyAreRefusedByAnother() {
        String counts = "incidence ~ period + (1 | herd)";
        assertEquals(
                "Trials are for the family binomial, and the family is poisson; leave the option out.",
                Shell.fail(fitting(counts, "--family", "poisson", "--trials", "size")));
        assertEquals(
                "An event is for the family binomial, and the family is poisson; leave the option out.",
                Shell.fail(fitting(counts, "--family", "poisson", "--event", "1")));
        assertEquals(
                "The response cbind(incidence, size - incidence) counts successes and failures, which is for the family binomial,"
                        + " and the family is poisson; choose binomial, or one column of counts.",
                Shell.fail(fitting(COUNTS, "--family", "poisson")));
        assertEquals(
                "An event cannot be chosen for cbind(incidence, size - incidence), which has both counts; leave the option out.",
                Shell.fail(fitting(COUNTS, "--family", "binomial", "--event", "1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cbind(incidence) ~ 1 | Found 'cbind' at position 1 with one argument; write cbind(successes, failures), two"
                        + " columns of counts.",
                "incidence ~ cbind(size, size) | Found 'cbind' at position 13, which is a response: write cbind(successes,"
                        + " failures) alone before the ~, for a binomial model.",
                "cbind(incidence, log(size)) ~ 1 | The counts in cbind() can be columns and + - * / of columns, not log(size);"
                        + " compute it as a column of the table.",
                "cbind(incidence, herd) ~ 1 | The column herd in cbind(incidence, herd) is text, but successes and failures are"
                        + " counts; choose number columns."
            })
    void cbindIsTwoColumnsOfCountsBeforeTheTilde(String formula, String sentence) {
        assertEquals(sentence, Shell.fail(fitting(formula, "--family", "binomial")));
    }

    @Test
    void aLinearModelHasNoCbind() {
        assertEquals(
                "The response cbind(incidence, size - incidence) counts successes and failures, which is for the family binomial;"
                        + " choose that family, or write one column as the response.",
                Shell.fail(fitting(COUNTS)));
    }

    private static Csv predicted(String model, String... options) {
        Path out = folder.resolve("predicted.csv");
        Shell.succeed(args(List.of("predict", model, CBPP, "--quiet", "--out", out.toString()), options));
        return Csv.read(out);
    }

    @Test
    void theScalesOfAPredictionAreNamedAndAgree() {
        Csv link = predicted(laplace, "--scale", "link", "--intervals");
        Csv response = predicted(laplace, "--intervals");
        Csv marginal = predicted(laplace, "--scale", "marginal");
        assertEquals(response.column("prediction"), marginal.column("prediction"));
        for (int i = 0; i < link.rows().size(); i++) {
            assertEquals(logistic(link.number(i, "prediction")), response.number(i, "prediction"), 1e-14);
            assertEquals(
                    logistic(link.number(i, "prediction_population")),
                    response.number(i, "prediction_population"),
                    1e-14);
            assertEquals(logistic(link.number(i, "confidence_lower")), response.number(i, "confidence_lower"), 1e-14);
            assertEquals(logistic(link.number(i, "confidence_upper")), response.number(i, "confidence_upper"), 1e-14);
            double mean = response.number(i, "prediction");
            assertEquals(
                    mean * (1 - mean) * link.number(i, "std_error"),
                    response.number(i, "std_error"),
                    1e-14,
                    "delta method");
            double middle = response.number(i, "prediction_population");
            double average = marginal.number(i, "prediction_marginal");
            assertTrue(middle < average && average < 0.5, () -> middle + " " + average);
        }
        assertFalse(response.header().contains("prediction_lower"));
    }

    private static double logistic(double eta) {
        return 1 / (1 + Math.exp(-eta));
    }

    @Test
    void aLinearModelHasOneScale() {
        List<String> refused = new ArrayList<>();
        for (String scale : new String[] {"link", "response", "marginal"}) {
            refused.add(Shell.fail("predict", linear, CBPP, "--scale", scale));
        }
        assertEquals(
                "--scale is for generalised models, and " + linear
                        + " is a linear one, which has one scale: leave it out.",
                refused.get(0));
        assertEquals(1, refused.stream().distinct().count());
    }
}
