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

/** What covariance structures say of tables that do not tell them: through the program, as a user meets it. */
class StructureInputTest {
    private static final int SUBJECTS = 20;
    private static final List<String> VISITS = List.of("base", "early", "late", "last");

    @TempDir
    Path folder;

    private final List<Map<String, String>> rows = new ArrayList<>();

    StructureInputTest() {
        Random random = new Random(5);
        for (int s = 0; s < SUBJECTS; s++) {
            double shared = random.nextGaussian();
            double before = random.nextGaussian();
            for (int t = 0; t < VISITS.size(); t++) {
                before = 0.6 * before + random.nextGaussian();
                Map<String, String> row = new TreeMap<>();
                row.put("id", "s" + s);
                row.put("number", "90071992547409" + (100 + s));
                row.put("site", "site" + s % 5);
                row.put("arm", s % 2 == 0 ? "drug" : "placebo");
                row.put("week", Integer.toString(t));
                row.put("visit", VISITS.get(t));
                row.put("row", "r" + rows.size());
                row.put("one", "same");
                row.put("x", String.format(Locale.ROOT, "%.3f", random.nextGaussian()));
                row.put("y", String.format(Locale.ROOT, "%.4f", 2 + 0.5 * t + shared + before));
                rows.add(row);
            }
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

    private String[] fit(String formula, String... options) throws IOException {
        return Stream.concat(Stream.of("fit", table(), formula), Stream.of(options))
                .toArray(String[]::new);
    }

    private String refused(String formula, String... options) throws IOException {
        return Shell.fail(fit(formula, options));
    }

    /** Returns what is printed, where one line may go over several. */
    private String printed(String formula, String... options) throws IOException {
        return Shell.succeed(fit(formula, options)).replaceAll("\\s+", " ");
    }

    private Csv components(String formula, String... options) throws IOException {
        Path out = folder.resolve("out");
        Shell.succeed(Stream.concat(Stream.of(fit(formula, options)), Stream.of("--quiet", "--out", out.toString()))
                .toArray(String[]::new));
        return Csv.read(out.resolve("variance_components.csv"));
    }

    private double correlation(String formula, String... options) throws IOException {
        return components(formula, options).where(Map.of("kind", "correlation")).number(0, "value");
    }

    /** Of the drug arm one row a subject is left, and they differ by less than subjects of the other arm do: nothing is left for residuals. */
    @ParameterizedTest
    @ValueSource(strings = {"drug", "placebo"})
    void aStratumWithoutResidualVarianceIsSaid(String first) throws IOException {
        rows.removeIf(row -> row.get("arm").equals("drug") && !row.get("week").equals("0"));
        int number = 0;
        for (Map<String, String> row : rows) {
            if (row.get("arm").equals("drug")) {
                row.put("y", Double.toString(2 + 0.01 * (number++ % 3)));
                row.put("arm", first.equals("drug") ? "a" : "z");
            } else {
                double level = 3 * Math.sin(row.get("id").hashCode());
                row.put("y", String.format(Locale.ROOT, "%.4f", level + Double.parseDouble(row.get("x"))));
                row.put("arm", first.equals("drug") ? "z" : "a");
            }
        }
        String printed = printed("y ~ 1 + (1 | id)", "--residual-variance", "arm");
        assertTrue(
                printed.contains("The residual variance of arm " + (first.equals("drug") ? "a" : "z")
                        + " is estimated as zero: the random effects take up all that its rows differ by."),
                printed);
        assertTrue(printed.contains("Verdict singular"), printed);
    }

    @Test
    void aContinuousTimeIsANumber() throws IOException {
        assertEquals(
                "The times visit of car1(visit | id) are text, and a distance needs numbers: name a numeric column, or write ar1 for"
                        + " one step from each occasion to the next.",
                refused("y ~ 1", "--residual", "car1(visit | id)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar1", "toep", "us"})
    void occasionsThatAreTextAreTakenInAnOrderThatIsSaid(String structure) throws IOException {
        String printed = printed("y ~ 1", "--residual", structure + "(visit | id)");
        assertTrue(
                printed.contains(
                        "The occasions of visit are taken in the order \"base\", \"early\", \"last\", \"late\"."),
                printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar1", "car1", "toep", "us"})
    void twoRowsOfASubjectHaveTwoTimes(String structure) throws IOException {
        set(2, "week", "0");
        assertEquals(
                "Rows 1 and 2 are of one id and have the same week, 0: in " + structure
                        + "(week | id) every row of a subject needs a time of its own.",
                refused("y ~ 1", "--residual", structure + "(week | id)"));
    }

    @Test
    void whereTheOrderSaysNothingTimesMayBeTheSame() throws IOException {
        set(2, "week", "0");
        assertTrue(correlation("y ~ 1", "--residual", "cs(1 | id)") > 0);
        assertTrue(correlation("y ~ 1", "--residual", "cs(week | id)") > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar1(week | row)", "cs(1 | row)", "us(week | row)"})
    void oneRowOfEachSubjectTellsNoCorrelation(String structure) throws IOException {
        assertEquals(
                "Every row has one row only, so nothing tells how the residuals of one go together: name another column of subjects"
                        + " in " + structure + ", or leave it out.",
                refused("y ~ 1", "--residual", structure));
    }

    @Test
    void someSubjectsMayHaveOneRow() throws IOException {
        rows.removeIf(row -> row.get("id").equals("s3") && !row.get("week").equals("0"));
        assertTrue(correlation("y ~ 1", "--residual", "ar1(week | id)") > 0);
    }

    @Test
    void unequalSpacingIsAnsweredByThePowerOfTheDistance() throws IOException {
        rows.removeIf(row -> row.get("week").equals("1") && row.get("arm").equals("drug"));
        String printed = printed("y ~ 1", "--residual", "ar1(week | id)");
        assertTrue(
                printed.contains(
                        "The rows of an id are not equally spaced in week: their correlation is rho to the power of the"
                                + " distance, rho being that over one unit of week."),
                printed);
        double weeks = correlation("y ~ 1", "--residual", "ar1(week | id)");
        rows.forEach(row -> row.put("week", Integer.toString(2 * Integer.parseInt(row.get("week")))));
        assertEquals(Math.sqrt(weeks), correlation("y ~ 1", "--residual", "ar1(week | id)"), 1e-6);
        assertEquals(Math.sqrt(weeks), correlation("y ~ 1", "--residual", "car1(week | id)"), 1e-6);
    }

    /** Rows that change their sign from each week to the next. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; ''",
                "7; 'rho is negative, and so that over a step of 7 in week rather than over one unit of it.'",
                "0.1; 'rho is negative, and so that over a step of 0.1 in week rather than over one unit of it.'"
            })
    void aNegativeCorrelationSaysOverWhichStepItIs(double step, String note) throws IOException {
        rows.forEach(row -> {
            int week = Integer.parseInt(row.get("week"));
            row.put("y", Double.toString(Double.parseDouble(row.get("y")) / 10 + (week % 2 == 0 ? 3 : -3)));
            row.put("week", Double.toString(1e5 + step * week));
        });
        String printed = printed("y ~ 1", "--residual", "ar1(week | id)").replaceAll("\\s+", " ");
        assertTrue(correlation("y ~ 1", "--residual", "ar1(week | id)") < 0, printed);
        assertFalse(printed.contains("not equally spaced"), printed);
        assertEquals(!note.isEmpty(), printed.contains("rho is negative"), printed);
        assertTrue(printed.contains(note), printed);
    }

    /** The power of a negative correlation is that of steps. */
    @Test
    void aNegativeCorrelationOfUnequalSpacingSaysItsStep() throws IOException {
        rows.removeIf(row -> row.get("week").equals("1") && row.get("arm").equals("drug"));
        rows.forEach(row -> {
            int week = Integer.parseInt(row.get("week"));
            row.put("y", Double.toString(Double.parseDouble(row.get("y")) / 10 + (week % 2 == 0 ? 3 : -3)));
            row.put("week", Integer.toString(2 * week));
        });
        String printed = printed("y ~ 1", "--residual", "ar1(week | id)").replaceAll("\\s+", " ");
        assertTrue(printed.contains("rho being that over a step of 2, since it is negative."), printed);
    }

    @Test
    void rowsWithoutATimeAreLeftOut() throws IOException {
        set(2, "week", "");
        set(7, "week", "NA");
        set(9, "id", "");
        String printed = printed("y ~ 1", "--residual", "ar1(week | id)");
        assertTrue(printed.contains("3 of 80 rows were left out: week is missing (2), id is missing (1)."), printed);
    }

    @Test
    void aTimeThatIsInfiniteIsRefused() throws IOException {
        set(4, "week", "Inf");
        assertEquals(
                "The time week of ar1(week | id) is infinite in row 4: give a number, or leave the cell empty.",
                refused("y ~ 1", "--residual", "ar1(week | id)"));
    }

    @Test
    void aCorrelationThatIsNegativeStaysWithinItsBound() throws IOException {
        Random random = new Random(1);
        for (int s = 0; s < SUBJECTS; s++) {
            double[] own = random.doubles(4).toArray();
            double mean = (own[0] + own[1] + own[2] + own[3]) / 4;
            for (int t = 0; t < 4; t++) {
                // the sum of a subject's is the same but for a trifle, which is as negative as a correlation of four
                // can be
                set(
                        4 * s + t + 1,
                        "y",
                        String.format(Locale.ROOT, "%.6f", own[t] - mean + 1e-5 * random.nextGaussian()));
            }
        }
        assertEquals(-1.0 / 3, correlation("y ~ 1", "--residual", "cs(1 | id)"), 1e-6);
    }

    @Test
    void moreOccasionsThanRowsCanTellAreRefused() throws IOException {
        assertEquals(
                "us(row | id) has 80 occasions of row and 3240 variances and correlations to estimate from 80 rows: choose a structure"
                        + " with fewer, such as ar1 or cs, or a column with fewer occasions.",
                refused("y ~ 1", "--residual", "us(row | id)"));
    }

    @Test
    void occasionsThatNoSubjectHasTogetherAreNamed() throws IOException {
        rows.removeIf(row -> row.get("week").equals(row.get("arm").equals("drug") ? "0" : "3"));
        assertEquals(
                "No id has rows at both week 0 and 3, so nothing tells their correlation: choose a structure with fewer correlations"
                        + " than us, such as toep, ar1 or cs.",
                refused("y ~ 1", "--residual", "us(week | id)"));
    }

    /** Rows of two arms at times that have nothing in common: 0 and 2 in one, 1 and 3 in the other. */
    @Test
    void distancesThatNoSubjectHasAreNamed() throws IOException {
        rows.removeIf(row -> row.get("arm").equals("drug") == (Integer.parseInt(row.get("week")) % 2 == 0));
        assertEquals(
                "No id has two rows that are 1 occasion of week apart, of 4, so nothing tells their correlation in toep(week | id): choose"
                        + " a structure with fewer correlations, such as ar1 or car1, or a column with fewer occasions.",
                refused("y ~ 1", "--residual", "toep(week | id)"));
    }

    /** Standard deviations of occasions and strata multiply: those of a cell need no rows of their own. */
    @Test
    void oneRowOfAnOccasionInAStratumIsFitted() throws IOException {
        rows.removeIf(row -> row.get("arm").equals("drug")
                && row.get("week").equals("2")
                && !row.get("id").equals("s0"));
        String printed = printed("y ~ week", "--residual", "cs(week | id, hom = FALSE)", "--residual-variance", "arm");
        assertTrue(printed.contains("Verdict converged"), printed);
    }

    @Test
    void aStratumHasMoreThanOneRow() throws IOException {
        set(1, "arm", "none");
        assertEquals(
                "Only row 1 is of arm \"none\", and one row does not tell a residual variance of its own: put it with others, or leave"
                        + " it out.",
                refused("y ~ 1 + (1 | id)", "--residual-variance", "arm"));
    }

    @Test
    void oneStratumIsNone() throws IOException {
        assertEquals(
                "The column one has only the value \"same\", so there is one residual variance anyway: leave the strata out.",
                refused("y ~ 1 + (1 | id)", "--residual-variance", "one"));
    }

    @Test
    void moreLevelsThatChangeWithinSubjectsThanAreSolvedForTogetherAreRefused() throws IOException {
        int subjects = 251;
        rows.clear();
        for (int s = 0; s < subjects; s++) {
            for (int t = 0; t < 5; t++) {
                // neighbours share a level, so that all go together
                rows.add(Map.of(
                        "id",
                        "s" + s,
                        "week",
                        Integer.toString(t),
                        "item",
                        "i" + (s * 4 + t),
                        "y",
                        Integer.toString(s * 31 % 17 + t * 7 % 5)));
            }
        }
        assertEquals(
                "item changes within id: residuals that go together within id tie the effects of 1,005 levels of item to each other, and"
                        + " at most 1,000 are solved for together; take item out of the random terms, or choose the residuals' subject"
                        + " within it.",
                refused("y ~ 1 + (1 | item)", "--residual", "ar1(week | id)"));
    }

    @ParameterizedTest
    @CsvSource({"cs(1 | id)", "toep(week | id)", "us(week | id)"})
    void aRandomInterceptThatTheStructureHasAlreadyIsRefused(String structure) throws IOException {
        assertEquals(
                "The random intercept over number and the residuals " + structure
                        + " both say how alike all rows of an id are, and nothing tells them apart: leave one of the two out.",
                refused("y ~ 1 + (1 | number)", "--residual", structure));
    }

    /** By REML the likelihood is the same for every rho, and by ML it has no maximum. */
    @ParameterizedTest
    @CsvSource({"cs(1 | id), --quiet", "cs(1 | id), --ml", "toep(week | id), --quiet"})
    void fixedEffectsThatHoldEverySubjectsMeanAreRefused(String structure, String option) throws IOException {
        String end = ", so that nothing tells how alike all its rows are, which " + structure
                + " has a correlation for: choose ar1, or leave the residuals independent.";
        assertEquals(
                "The fixed effects have a mean for each id of its own" + end,
                refused("y ~ week + id", "--categorical", "id", "--residual", structure, option));
        Files.writeString(folder.resolve("alone.csv"), "id,week,y\n1,1,2.5\n1,2,1.5\n1,3,4\n1,4,2.25\n1,5,3\n");
        assertEquals(
                "The fixed effects have a mean for the only id" + end,
                Shell.fail("fit", folder.resolve("alone.csv").toString(), "y ~ week", "--residual", structure, option));
    }

    /** Over a unit of 1e6 distances a rho of 0.5 is zero, and nothing could be carried on. */
    @Test
    void aUnitOfTimeThatNoRhoCouldBeToldForIsRefused() throws IOException {
        for (String structure : List.of("ar1", "car1")) {
            for (double unit : new double[] {1e-6, 1e12}) {
                StringBuilder text = new StringBuilder("id,t,y\n");
                for (int row = 0; row < 24; row++) {
                    text.append(row / 6)
                            .append(',')
                            .append(row % 6 * unit)
                            .append(',')
                            .append(row * 7 % 11)
                            .append('\n');
                }
                Files.writeString(folder.resolve("unit.csv"), text);
                assertEquals(
                        "The rows of an id are " + (unit < 1 ? "1.00e-06" : "1.00e+12")
                                + " apart in t on average, and rho of "
                                + structure
                                + "(t | id) is per unit of t, over which no number could tell it: write t in "
                                + (unit < 1 ? "smaller" : "larger") + " units.",
                        Shell.fail(
                                "fit",
                                folder.resolve("unit.csv").toString(),
                                "y ~ 1",
                                "--residual",
                                structure + "(t | id)"));
            }
        }
    }

    @Test
    void strataThatAreTheOccasionsAreRefused() throws IOException {
        assertEquals(
                "The rows do not tell the residual variances of visit and of week in us(week | id) apart, since visit goes with week:"
                        + " leave one of the two out.",
                refused("y ~ 1", "--residual", "us(week | id)", "--residual-variance", "visit"));
    }

    @Test
    void occasionsWithoutAColumnHaveOneVariance() throws IOException {
        assertEquals(
                "cs(1 | id, hom = FALSE) asks for a variance for each occasion and names no occasions: write the column of the occasions"
                        + " before the bar, or hom = TRUE.",
                refused("y ~ 1", "--residual", "cs(1 | id, hom = FALSE)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "ar1(week | ids) => ids => id",
                "ar1(weak | id) => weak => week",
                "cs(1 | sites:id) => sites => site"
            })
    void aColumnThatIsNotThereIsNamedWithTheNearest(String structure, String missing, String nearest)
            throws IOException {
        String sentence = "The table has no column \"" + missing + "\"; the nearest name is \"" + nearest + "\".";
        assertEquals(sentence, refused("y ~ 1", "--residual", structure));
        assertEquals(sentence, Shell.fail("check", table(), "y ~ 1", "--residual", structure));
    }

    @Test
    void strataThatAreNotThereAreNamed() throws IOException {
        assertEquals(
                "The table has no column \"arms\"; the nearest name is \"arm\".",
                refused("y ~ 1", "--residual-variance", "arms"));
    }

    @Test
    void subjectsMayBeNumbersOfSeventeenDigits() throws IOException {
        assertEquals(
                correlation("y ~ week", "--residual", "ar1(week | id)"),
                correlation("y ~ week", "--residual", "ar1(week | number)"),
                0);
    }

    @Test
    void aDotDoesNotStandForSubjects() throws IOException {
        String printed = printed("y ~ . - number - site - row - one - visit", "--residual", "ar1(week | id)");
        assertTrue(!printed.contains("id[s1]") && printed.contains("week 0."), printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--residual=ar1(week | id)", "--residual-variance=arm"})
    void structuresOfResidualsAreForLinearModels(String option) throws IOException {
        assertEquals(
                option.substring(0, option.indexOf('='))
                        + " is for linear mixed models, and the family is gamma: leave it out.",
                Shell.wrong(fit("y ~ 1 + (1 | id)", "--family", "gamma", option)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cs(1 + week | id)", "ar1(0 + visit | id)", "toep(0 + visit | id)", "diag(1 + week | id)"})
    void structuresOfRandomTermsAreForLinearModels(String term) throws IOException {
        assertEquals(
                "A covariance structure such as cs(...) or ar1(...) in a random term is for linear mixed models, and the family is gamma:"
                        + " write (1 + x | group) or (1 + x || group).",
                refused("y ~ 1 + " + term, "--family", "gamma"));
    }

    @Test
    void anUnstructuredTermOfAGeneralisedModelMayBeCalledSo() throws IOException {
        rows.forEach(row -> row.put("y", Double.parseDouble(row.get("y")) > 2.5 ? "1" : "0"));
        assertEquals(
                printed("y ~ 1 + (1 | id)", "--family", "binomial").replace("(1 | id)", "us(1 | id)"),
                printed("y ~ 1 + us(1 | id)", "--family", "binomial"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '§',
            value = {
                "ar2(week | id) => The residual structure ar2(week | id) is not known; write one of us, cs, ar1, car1, toep, for example ar1(week | child).",
                "§§ => The residual structure is empty; write one of us, cs, ar1, car1, toep, for example ar1(week | child).",
                "ar1(week) => Found ')' at position 9 where | and the column of the subjects were expected, for example ar1(week | child)."
            })
    void aStructureThatIsNoneIsSaidBeforeTheTableIsRead(String structure, String sentence) {
        assertEquals(
                "Invalid value for option '--residual': " + sentence,
                Shell.wrong("fit", "there-is-no-such-file.csv", "y ~ 1", "--residual", structure));
    }
}
