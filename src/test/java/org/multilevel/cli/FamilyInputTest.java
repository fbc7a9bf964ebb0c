package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What generalised models say of responses that are none, or from which nothing can be estimated: through the program, as a user meets it. */
class FamilyInputTest {
    private static final int ROWS = 120;

    @TempDir
    Path folder;

    private final List<Map<String, String>> rows = new ArrayList<>();

    FamilyInputTest() {
        Random random = new Random(12);
        double[] groups = random.doubles(12, -1, 1).toArray();
        for (int i = 0; i < ROWS; i++) {
            Map<String, String> row = new TreeMap<>();
            double x = Math.rint(1000 * random.nextGaussian()) / 1000;
            double eta = 0.8 * x + groups[i % 12];
            int size = 4 + random.nextInt(6);
            int successes = 0;
            for (int k = 0; k < size; k++) {
                successes += random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
            }
            boolean event = random.nextDouble() < 1 / (1 + Math.exp(-eta));
            row.put("x", Double.toString(x));
            row.put("g", "g" + i % 12);
            row.put("h", "h" + i % 5);
            row.put("id", "r" + i);
            row.put("y", event ? "1" : "0");
            row.put("answer", event ? "yes" : "no");
            row.put("count", Integer.toString(random.nextInt(4) + successes));
            row.put("size", Integer.toString(size));
            row.put("s", Integer.toString(successes));
            row.put("f", Integer.toString(size - successes));
            row.put("p", String.format(Locale.ROOT, "%.4f", successes / (double) size));
            row.put("cost", String.format(Locale.ROOT, "%.4f", Math.exp(0.2 * x + random.nextGaussian())));
            row.put("exposure", "2");
            row.put("two", "2");
            rows.add(row);
        }
    }

    private String table() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", rows.get(0).keySet()));
        rows.forEach(row -> lines.add(String.join(",", row.values())));
        return Files.write(folder.resolve("table.csv"), lines).toString();
    }

    private void set(int row, String column, String value) {
        rows.get(row - 1).put(column, value);
    }

    private void setAll(String column, String value) {
        rows.forEach(row -> row.put(column, value));
    }

    private String[] fit(String formula, String family, String... options) throws IOException {
        return Stream.concat(Stream.of("fit", table(), formula, "--family", family), Stream.of(options))
                .toArray(String[]::new);
    }

    private String refused(String formula, String family, String... options) throws IOException {
        return Shell.fail(fit(formula, family, options));
    }

    /** Returns the estimate of a coefficient. */
    private double estimate(String term, String formula, String family, String... options) throws IOException {
        return number("estimate", term, formula, family, options);
    }

    private double number(String column, String term, String formula, String family, String... options)
            throws IOException {
        Path out = folder.resolve("out");
        Shell.Result result = Shell.run(
                Stream.concat(Stream.of(fit(formula, family, options)), Stream.of("--quiet", "--out", out.toString()))
                        .toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return Csv.read(out.resolve("fixed_effects.csv"))
                .where(Map.of("term", term))
                .number(0, column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negative-binomial"})
    void aCountIsAWholeNumber(String family) throws IOException {
        set(3, "count", "2.5");
        assertEquals(
                "The response count is 2.5 in row 3, but the family " + family
                        + " is for whole numbers: round it if it is a count, or choose the family gamma for positive measurements.",
                refused("count ~ x + (1 | g)", family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negative-binomial"})
    void aCountIsNotNegative(String family) throws IOException {
        set(7, "count", "-1");
        set(9, "count", "-2");
        assertEquals(
                "The response count is -1 in row 7, but the family " + family
                        + " is for counts from 0 on: correct the row, or choose another response.",
                refused("count ~ x + (1 | g)", family));
    }

    @ParameterizedTest
    @CsvSource({"0, gamma", "-2, gamma:inverse"})
    void aGammaResponseIsPositive(String value, String family) throws IOException {
        set(6, "cost", value);
        assertEquals(
                "The response cost is " + value
                        + " in row 6, but the family gamma is for positive numbers: correct the row or leave such rows out, or"
                        + " choose another family.",
                refused("cost ~ x + (1 | g)", family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-1"})
    void aStrayValueAmongZerosAndOnesIsNamed(String stray) throws IOException {
        set(17, "y", stray);
        assertEquals(
                "The response y is " + stray
                        + " in row 17, but the family binomial is for 0 and 1: correct the row, choose the family poisson for"
                        + " counts, or write cbind(successes, failures).",
                refused("y ~ x + (1 | g)", "binomial"));
    }

    @Test
    void aResponseOfLabelsWithoutAnyIsToldFromATableWithoutRows() throws IOException {
        Path empty = folder.resolve("empty.csv");
        Files.writeString(empty, "answer,x,g\n");
        String[] fit = {
            "fit", empty.toString(), "answer ~ x + (1 | g)", "--family", "binomial", "--categorical", "answer,g"
        };
        assertEquals("The table has no rows: a model needs data.", Shell.fail(fit));
        Files.writeString(empty, "answer,x,g\nNA,1,a\nNA,2,b\n");
        assertEquals(
                "The response answer has no value in any row, so there is nothing to explain; choose another response.",
                Shell.fail(fit));
    }

    @Test
    void aProportionWithoutTrialsIsNotRounded() throws IOException {
        set(17, "y", "0.3");
        String sentence =
                "The response y is 0.3 in row 17, but the family binomial is for 0 and 1: for a proportion choose the"
                        + " column of its numbers of trials, or write cbind(successes, failures).";
        assertEquals(sentence, refused("y ~ x + (1 | g)", "binomial"));
        assertEquals(sentence, refused("y ~ x + (1 | g)", "binomial", "--weights", "size"));
    }

    @Test
    void onlyRowsOfTheModelAreLookedAt() throws IOException {
        set(17, "y", "2");
        set(17, "x", "");
        assertTrue(Shell.succeed(fit("y ~ x + (1 | g)", "binomial")).contains("119 of 120"));
    }

    @Test
    void aThirdLabelIsRefusedWithAllThatThereAre() throws IOException {
        set(4, "answer", "maybe");
        assertEquals(
                "The response answer has 3 labels (maybe, no, yes), and the family binomial is for two; make a column that says of"
                        + " each row whether it is one of them, or fit a model for each.",
                refused("answer ~ x + (1 | g)", "binomial"));
    }

    @Test
    void aRowWithoutTrialsTakesNoPart() throws IOException {
        set(5, "s", "0");
        set(5, "f", "0");
        set(5, "p", "0");
        set(5, "size", "0");
        double counts = estimate("x", "cbind(s, f) ~ x + (1 | g)", "binomial");
        double proportions = estimate("x", "p ~ x + (1 | g)", "binomial", "--trials", "size");
        rows.remove(4);
        double without = estimate("x", "cbind(s, f) ~ x + (1 | g)", "binomial");
        // the same sums in the same order, but for blocks
        assertEquals(without, counts, 1e-9);
        assertEquals(without, proportions, 1e-9);
    }

    @Test
    void rowsWithoutTrialsAreCounted() throws IOException {
        for (int row : new int[] {5, 80}) {
            set(row, "s", "0");
            set(row, "f", "0");
            set(row, "p", "0");
            set(row, "size", "0");
        }
        String sentence = "2 of 120 rows were left out: there are no trials (2).";
        String counts = Shell.succeed(fit("cbind(s, f) ~ x + (1 | g)", "binomial"));
        assertTrue(counts.contains(sentence), counts);
        String proportions = Shell.succeed(fit("p ~ x + (1 | g)", "binomial", "--trials", "size"));
        assertTrue(proportions.contains(sentence), proportions);
    }

    @Test
    void aMissingCountLeavesItsRowOut() throws IOException {
        set(7, "s", "");
        String text = Shell.succeed(fit("cbind(s, f) ~ x + (1 | g)", "binomial"));
        assertTrue(text.contains("1 of 120 rows was left out: cbind(s, f) is missing (1)."), text);
    }

    @ParameterizedTest
    @CsvSource({"0.37, 5", "0.5, 7"})
    void aProportionIsAWholeNumberOfTrials(String share, String size) throws IOException {
        set(8, "p", share);
        set(8, "size", size);
        assertEquals(
                "The response p is " + share + " in row 8, but that is not a whole number of " + size + " trials.",
                refused("p ~ x + (1 | g)", "binomial", "--trials", "size"));
    }

    @Test
    void aCountOfSuccessesIsWholeAndNotNegative() throws IOException {
        set(8, "f", "-1");
        assertEquals(
                "The response cbind(s, f) is -1 in row 8, but failures must be whole numbers from 0 on.",
                refused("cbind(s, f) ~ x + (1 | g)", "binomial"));
        set(8, "f", "1.5");
        assertEquals(
                "The response cbind(s, f) is 1.5 in row 8, but failures must be whole numbers from 0 on.",
                refused("cbind(s, f) ~ x + (1 | g)", "binomial"));
    }

    @ParameterizedTest
    @CsvSource({"0, binomial", "1, binomial", "0, binomial:probit", "1, binomial:cloglog"})
    void aSingleOutcomeLeavesNothingToEstimate(String outcome, String family) throws IOException {
        setAll("y", outcome);
        assertEquals(
                "The response y is " + outcome
                        + " in all rows, so the likelihood has no maximum and nothing can be estimated; choose another response, or"
                        + " check how it was coded.",
                refused("y ~ x + (1 | g)", family));
    }

    @Test
    void neitherDoOnlySuccessesOnlyFailuresOrOnlyZeroCounts() throws IOException {
        String end =
                ", so the likelihood has no maximum and nothing can be estimated; choose another response, or check how it"
                        + " was coded.";
        setAll("f", "0");
        assertEquals(
                "The response cbind(s, f) has no failures in any row" + end,
                refused("cbind(s, f) ~ x + (1 | g)", "binomial"));
        assertEquals(
                "The response cbind(f, s) has no successes in any row" + end,
                refused("cbind(f, s) ~ x + (1 | g)", "binomial"));
        assertEquals("The response f is 0 in all rows" + end, refused("f ~ x + (1 | g)", "poisson"));
        assertEquals("The response f is 0 in all rows" + end, refused("f ~ x + (1 | g)", "negative-binomial"));
        setAll("answer", "no");
        assertEquals(
                "The response answer has 1 label (no), and the family binomial is for two; choose another response.",
                refused("answer ~ x + (1 | g)", "binomial"));
    }

    private static String separated(String response, String coefficient, String term) {
        return "The predictors tell the outcome of " + response
                + " without error in some or all rows (the coefficient of "
                + coefficient + " grows without end), so the likelihood has no maximum; leave " + term
                + " out, or put its levels together.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"binomial", "binomial:probit", "binomial:cloglog"})
    void aPredictorThatTellsEveryOutcomeIsNamed(String family) throws IOException {
        rows.forEach(row -> row.put("copy", row.get("y")));
        assertEquals(separated("y", "copy", "copy"), refused("y ~ copy + (1 | g)", family));
        assertEquals(separated("y", "copy", "copy"), refused("y ~ x + copy + (1 | g) + (1 | h)", family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binomial", "binomial:probit", "binomial:cloglog"})
    void aLevelThatTellsSomeOutcomesIsNamed(String family) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            rows.get(i)
                    .put(
                            "level",
                            i % 4 == 2 && rows.get(i).get("y").equals("1") ? "c" : "ab".substring(i % 2, i % 2 + 1));
        }
        assertEquals(separated("y", "level[c]", "level"), refused("y ~ x + level + (1 | g)", family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negative-binomial"})
    void aLevelOfZeroCountsIsNamed(String family) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            rows.get(i).put("level", "abc".substring(i % 3, i % 3 + 1));
            if (i % 3 == 1) {
                rows.get(i).put("count", "0");
            }
        }
        assertEquals(separated("count", "level[b]", "level"), refused("count ~ level + x + (1 | g)", family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binomial", "binomial:probit", "binomial:cloglog"})
    void outcomesThatOverlapInOneRowOnlyAreEstimated(String family) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            double x = i - ROWS / 2;
            rows.get(i).put("x", Double.toString(x / 10));
            rows.get(i).put("y", x > 0.5 || x == -1 ? "1" : "0");
        }
        assertTrue(estimate("x", "y ~ x + (1 | g)", family) > 5);
    }

    @Test
    void aGroupWithOneOutcomeOnlyIsEstimated() throws IOException {
        for (int i = 0; i < ROWS; i += 12) {
            rows.get(i).put("y", "0");
            rows.get(i + 1).put("y", "1");
        }
        double x = estimate("x", "y ~ x + (1 | g)", "binomial");
        assertTrue(Math.abs(x) < 3, () -> Double.toString(x));
        assertEquals(separated("y", "g[g1]", "g"), refused("y ~ g", "binomial"));
    }

    private String words(String formula, String family) throws IOException {
        return Shell.succeed(fit(formula, family)).replaceAll("\\s+", " ");
    }

    @Test
    void groupsWithOneOutcomeOnlyAreCountedAndNamed() throws IOException {
        for (int i = 0; i < ROWS; i++) {
            rows.get(i).put("y", i % 12 == 0 ? "0" : i % 12 == 7 ? "1" : i % 24 < 12 ? "0" : "1");
        }
        String both = words("y ~ x + (1 | g)", "binomial");
        assertTrue(
                both.contains(
                        "By g, 2 of 12 groups have one outcome only (g0, g7): by itself each of their effects has no finite"
                                + " estimate, so how far they lie from the others is for the variance of all groups to say."),
                both);
        set(8, "y", "0");
        String one = words("y ~ x + (1 | g)", "binomial");
        assertTrue(
                one.contains(
                        "By g, 1 of 12 groups has one outcome only (g0): by itself its effect has no finite estimate, so how far"
                                + " it lies from the others is for the variance of all groups to say."),
                one);
        set(1, "y", "1");
        assertFalse(words("y ~ x + (1 | g)", "binomial").contains("one outcome only"));
    }

    @Test
    void amongSuccessesAllOfThemOrNoneAreOneOutcome() throws IOException {
        for (int i = 3; i < ROWS; i += 12) {
            rows.get(i).put("s", rows.get(i).get("size"));
            rows.get(i).put("f", "0");
        }
        String text = words("cbind(s, f) ~ x + (1 | g)", "binomial");
        assertTrue(text.contains("By g, 1 of 12 groups has one outcome only (g3)"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negative-binomial"})
    void groupsOfZeroCountsAreCountedAndNamed(String family) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            if (i % 12 > 5) {
                rows.get(i).put("count", "0");
            }
        }
        String text = words("count ~ x + (1 | g)", family);
        assertTrue(text.contains("By g, 6 of 12 groups have zeros only (g10, g11, g6, g7, g8, ...): by itself"), text);
    }

    @Test
    void aGroupOfASingleRowIsNotSaidToHaveOneOutcome() throws IOException {
        String text = words("count ~ x + (1 | id)", "poisson");
        assertFalse(text.contains("zeros only"), text);
    }

    @ParameterizedTest
    @CsvSource({"y, binomial", "count, poisson", "cost, gamma"})
    void aSlopeOfWhatIsConstantInEveryGroupIsNotIdentified(String response, String family) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            rows.get(i).put("z", Integer.toString(i % 2));
            rows.get(i).put("w", Integer.toString(1 - i % 2));
        }
        String text = words(response + " ~ x + z + (z | g)", family);
        assertTrue(
                text.contains(
                        "By g, the covariance of (Intercept) and z, the variance of z are not identified: the data tell only the"
                                + " variance of (Intercept) + z"),
                text);
        assertTrue(text.contains("? not identified"), text);
        assertTrue(text.contains("not all identified after"), text);
        // the same model, with a variance for the groups of each kind
        for (String term : List.of("x", "z")) {
            String same = response + " ~ x + z + (0 + w | g) + (0 + z | g)";
            assertEquals(estimate(term, same, family), estimate(term, response + " ~ x + z + (z | g)", family), 1e-5);
            double error = number("std_error", term, same, family);
            assertEquals(error, number("std_error", term, response + " ~ x + z + (z | g)", family), 1e-4 * error);
        }
    }

    private static final String SINGLE =
            " is not identified: every level has one outcome of 0 or 1, and those of any variance between levels are those of none"
                    + " with smaller coefficients. It is held at 0, so that the coefficients are those of a model without id;"
                    + " leave id out.";

    /** A variance between single outcomes only stretches the coefficients; quadrature and Laplace's method would find one of a million. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "y ~ x + (1 | id) # binomial # y ~ x",
                "y ~ x + (1 | id) # binomial:cloglog # y ~ x",
                "answer ~ x + (1 | g) + (1 | id) # binomial:probit # answer ~ x + (1 | g)",
                "cbind(y, 1 - y) ~ x + (1 | id) # binomial # y ~ x"
            })
    void aVarianceBetweenSingleOutcomesIsNotIdentified(String formula, String family, String without)
            throws IOException {
        String text = words(formula, family);
        assertTrue(text.contains("By id, the variance of (Intercept)" + SINGLE), text);
        assertTrue(text.matches(".*id \\(Intercept\\) 0[.]0+ 0[.]0+ not identified .*"), text);
        assertTrue(text.contains("not all identified after"), text);
        for (String number : List.of("estimate", "std_error")) {
            double expected = number(number, "x", without, family);
            assertEquals(expected, number(number, "x", formula, family), 1e-5 * Math.abs(expected), number);
        }
        if (!formula.contains("(1 | g)")) {
            assertTrue(Shell.succeed(fit(formula, family, "--agq", "auto"))
                    .replaceAll("\\s+", " ")
                    .contains(SINGLE));
        }
    }

    @ParameterizedTest
    @CsvSource({"count ~ x + (1 | id), poisson", "'cbind(s, f) ~ x + (1 | id)', binomial"})
    void aVarianceBetweenSingleCountsIsOverdispersionAndIdentified(String formula, String family) throws IOException {
        assertFalse(words(formula, family).contains("identified"));
    }

    @Test
    void aSecondOutcomeOfALevelTellsItsVariance() throws IOException {
        set(2, "id", "r0");
        set(1, "y", "0");
        set(2, "y", "1");
        assertFalse(words("y ~ x + (1 | id)", "binomial").contains("identified"));
    }

    @Test
    void anInfiniteOffsetIsNamedByItsRow() throws IOException {
        set(9, "exposure", "0");
        assertEquals(
                "log(exposure) is not defined in row 9, where exposure is 0; correct the value, mark it as missing, or choose"
                        + " another transformation.",
                refused("count ~ x + offset(log(exposure)) + (1 | g)", "poisson"));
        set(9, "exposure", "-Inf");
        assertEquals(
                "\"exposure\" is infinite in row 9: replace the value by a number, or mark it as missing.",
                refused("count ~ x + offset(exposure) + (1 | g)", "poisson"));
    }

    @Test
    void aWeightOfTwoIsARowTwice() throws IOException {
        double weighted = estimate("x", "y ~ x + (1 | g)", "binomial", "--weights", "two");
        rows.addAll(List.copyOf(rows));
        // the same likelihood, whose optimum is found to a gradient near 1e-6
        assertEquals(estimate("x", "y ~ x + (1 | g)", "binomial"), weighted, 1e-6);
    }

    @Test
    void trialsTakeNoWeightsBeside() throws IOException {
        assertEquals(
                "Prior weights cannot be combined with trials; leave the weights out.",
                refused("p ~ x + (1 | g)", "binomial", "--trials", "size", "--weights", "two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "auto"})
    void quadratureIsForOneFactor(String points) throws IOException {
        assertEquals(
                "Quadrature is for one grouping factor, and the model has 2 (g, h); leave the number of points out for Laplace's"
                        + " approximation, which is for all.",
                refused("y ~ x + (1 | g) + (1 | h)", "binomial", "--agq", points));
    }

    @ParameterizedTest
    @CsvSource({"1", "auto"})
    void groupsThatTellEveryOutcomeHaveNoVariance(String points) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            rows.get(i).put("y", i % 12 < 5 ? "1" : "0");
        }
        assertEquals(
                "Each of the 12 groups of g has one outcome of y only, so the variance between them grows without end and the"
                        + " likelihood has no maximum; leave g out, or put groups together.",
                refused("y ~ x + (1 | g)", "binomial", "--agq", points));
        set(1, "y", "0");
        assertTrue(Double.isFinite(estimate("x", "y ~ x + (1 | g)", "binomial")));
    }

    @Test
    void weightsThatAddUpToOneRowAreNoWeights() throws IOException {
        setAll("two", Double.toString(1.0 / ROWS));
        assertEquals(
                "The weights of all rows together are 1.000, which is no more than one row: a weight says how many rows a row stands"
                        + " for; multiply them.",
                refused("y ~ x + (1 | g)", "binomial", "--weights", "two"));
    }

    @Test
    void oneRowIsNone() throws IOException {
        rows.subList(1, ROWS).clear();
        assertEquals(
                "Only one row can be used, and a model needs at least two; check for missing values.",
                refused("count ~ 1 + (1 | g)", "poisson"));
    }

    @Test
    void onlyColumnsOfTheFileAreNamedWhereOneIsMissing() throws IOException {
        assertFalse(refused("cbind(s, f) ~ nothing + (1 | g)", "binomial").contains("cbind"));
    }

    /** As in R; the columns of the response would tell it without error. */
    @Test
    void aDotStandsForNoColumnOfTheResponse() throws IOException {
        rows.forEach(row -> row.keySet().retainAll(List.of("g", "s", "f", "x", "two", "cost")));
        for (int i = 0; i < ROWS; i++) {
            set(i + 1, "two", Integer.toString(i % 3));
        }
        String dot = words("cbind(s, f) ~ . + (1 | g)", "binomial");
        assertTrue(dot.contains(" cost ") && dot.contains(" two ") && dot.contains(" x "), dot);
        assertFalse(dot.contains(" s ") || dot.contains(" f "), dot);
    }

    /** Such a crowd of nodes would keep a user waiting for hours. */
    @Test
    void quadratureHasOnlySoManyNodes() throws IOException {
        assertEquals(
                "The number of quadrature points is 100, which makes 1,000,000 nodes for the 3 effects of each group; ask for at"
                        + " most 21, or auto.",
                Shell.fail(fit("y ~ x + (1 + x + size || g)", "binomial", "--agq", "100")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "auto"})
    void withoutGroupsThereIsNothingToIntegrate(String points) throws IOException {
        assertEquals(estimate("x", "count ~ x", "poisson"), estimate("x", "count ~ x", "poisson", "--agq", points), 0);
    }

    @Test
    void aPredictorThatRepeatsAnotherIsLeftOut() throws IOException {
        rows.forEach(row -> row.put("again", row.get("x")));
        double alone = estimate("x", "y ~ x + (1 | g)", "binomial");
        assertEquals(alone, estimate("x", "y ~ x + again + two + (1 | g)", "binomial"), 1e-9);
        String text = Shell.succeed(fit("y ~ x + again + two + (1 | g)", "binomial"));
        assertTrue(text.contains("again, two were left out"), text);
    }

    @Test
    void aFactorWithOneLevelAddsNothing() throws IOException {
        setAll("h", "all");
        double without = estimate("x", "y ~ x", "binomial");
        assertEquals(without, estimate("x", "y ~ x + (1 | h)", "binomial"), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"y, binomial", "count, poisson"})
    void everyRowMayBeItsOwnGroup(String response, String family) throws IOException {
        String text = Shell.succeed(fit(response + " ~ x + (1 | id)", family));
        assertFalse(text.contains("not converged"), text);
    }

    @Test
    void butNotBesideADispersionOfItsOwn() throws IOException {
        assertEquals(
                "Every row is a group of its own in id, so its effects cannot be told from the dispersion of the family gamma;"
                        + " leave id out.",
                refused("cost ~ x + (1 | id)", "gamma"));
    }

    @Test
    void aConstantCountIsEstimatedWithoutADifferenceBetweenGroups() throws IOException {
        setAll("count", "3");
        // the mean is the maximum of the likelihood
        assertEquals(Math.log(3), estimate("(Intercept)", "count ~ x + (1 | g)", "poisson"), 1e-11);
        setAll("cost", "2");
        assertEquals(
                "The response cost is fitted exactly by fixed effects and groups, so no dispersion is left to estimate; check"
                        + " whether a predictor or group repeats the response.",
                refused("cost ~ x + (1 | g)", "gamma"));
    }

    @Test
    void countsOfAThousandMillionAreEstimated() throws IOException {
        for (int i = 0; i < ROWS; i++) {
            rows.get(i).put("x", Integer.toString(i % 2));
            rows.get(i).put("count", Long.toString(1_000_000_000L * (1 + i % 2)));
        }
        // the ratio of the means is the maximum of the likelihood
        assertEquals(Math.log(2), estimate("x", "count ~ x + (1 | g)", "poisson"), 1e-11);
    }

    @Test
    void aRatioThatIsAlmostZeroIsReadable() throws IOException {
        rows.forEach(row ->
                row.put("year", String.format(Locale.ROOT, "%.3f", 2000 + Double.parseDouble(row.get("x")))));
        String text = Shell.succeed(fit("y ~ year + (1 | g)", "binomial"));
        assertFalse(text.contains("0.00000000"), text);
    }

    @Test
    void whatIsNoNumberIsNotACount() throws IOException {
        assertEquals(
                "The response answer is text, and the family poisson is for numbers; choose a number column, or the family binomial"
                        + " for two labels.",
                refused("answer ~ x + (1 | g)", "poisson"));
    }
}
