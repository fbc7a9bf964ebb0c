package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other programs in the commands. */
class FilesCommandTest {
    private static final String MODEL = "score ~ mood + (1 | town)";

    @TempDir
    Path folder = Path.of("");

    private static String file(String name) {
        return Path.of("src", "test", "resources", "files", name).toString();
    }

    /** Returns the line of a summary that begins with this word. */
    private static String line(String summary, String word) {
        return summary.lines()
                .filter(line -> line.strip().startsWith(word))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pupils-118.dta",
                "pupils-zlib.zsav",
                "pupils.sas7bdat",
                "pupils-8.xpt",
                "pupils.xlsx",
                "pupils.arff",
                "pupils-snappy.parquet"
            })
    void everyFormatGivesTheFitOfTheCsvFile(String name) {
        String expected = Shell.succeed("fit", file("pupils-labels.csv"), MODEL);
        String summary = Shell.succeed("fit", file(name), MODEL);
        for (String word : List.of("Rows", "Groups", "mood", "Residual")) {
            assertEquals(line(expected, word), line(summary, word));
        }
    }

    @Test
    void labelsOfVariablesAndWhatIsMissingStandInSummaryAndCheck() {
        String[] data = {file("pupils-byte.sav"), "score ~ income + (1 | town)"};
        for (String command : List.of("fit", "check")) {
            String text = Shell.succeed(command, data[0], data[1]).replaceAll("\\s+", " ");
            assertTrue(text.contains("\"income\" \"Income of the household\""), text);
            assertTrue(
                    text.contains("Column \"income\" has 7 values that the file declares missing (98 or 99)."), text);
        }
    }

    /** Each column: the command, after which the file's note stands with what the command says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fit DATA FORMULA",
                "check DATA FORMULA",
                "ladder DATA FORMULA",
                "describe DATA --columns income,score",
                "center DATA --group town --columns income",
                "predict MODEL DATA",
                "plot MODEL DATA --kind points --out PICTURE",
                "compare NULL MODEL --data DATA"
            })
    void everyCommandThatReadsATableSaysHowItWasRead(String command) {
        String formula = "score ~ income + (1 | town)";
        String empty = folder.resolve("null.json").toString();
        String model = folder.resolve("model.json").toString();
        String data = file("pupils-byte.sav");
        String fitted = Shell.succeed("fit", data, formula, "--save", empty, "-q");
        fitted += Shell.succeed("fit", data, "score ~ income + mood + (1 | town)", "--save", model, "-q");
        assertEquals("", fitted);
        String picture = folder.resolve("picture.svg").toString();
        Map<String, String> words =
                Map.of("DATA", data, "FORMULA", formula, "NULL", empty, "MODEL", model, "PICTURE", picture);
        Shell.Result result = Shell.run(Arrays.stream(command.split(" "))
                .map(word -> words.getOrDefault(word, word))
                .toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        String said = (result.out() + result.err()).replaceAll("\\s+", " ");
        assertTrue(said.contains("Column \"income\" has 7 values that the file declares missing (98 or 99)."), said);
        assertTrue(said.contains("Income of the household"), said);
    }

    @Test
    void aDescriptionHasTheLabelsOfVariablesInAColumnOfTheirOwn() throws IOException {
        String text = Shell.succeed(
                "describe", file("pupils-byte.sav"), "--columns", "score,mood", "--out", folder.toString());
        assertEquals(
                "score Score in mathematics",
                text.lines()
                        .dropWhile(line -> !line.equals("Variable labels"))
                        .skip(2)
                        .findFirst()
                        .orElse("")
                        .strip()
                        .replaceAll("\\s+", " "));
        List<String> columns = Files.readAllLines(folder.resolve("columns.csv"));
        assertTrue(columns.get(0).endsWith(",levels,label"), columns.get(0));
        assertTrue(columns.get(1).startsWith("score,numeric,37,3,"), columns.get(1));
        assertTrue(columns.get(1).endsWith(",Score in mathematics"), columns.get(1));
    }

    @Test
    void aLongTextDoesNotPushTheCountsOfADescriptionAway() {
        String text = Shell.succeed("describe", file("pupils-byte.sav"), "--columns", "essay");
        assertTrue(text.lines().allMatch(line -> line.length() < 100), text);
        assertTrue(line(text, "abab").contains("...      1 "), text);
    }

    @Test
    void textWithTheNameOfAnotherFormatIsReadAndANoteSaysSo() throws IOException {
        Path file = Files.copy(Path.of(file("pupils-labels.csv")), folder.resolve("pupils.xlsx"));
        String summary = Shell.succeed("fit", file.toString(), MODEL);
        assertEquals(line(Shell.succeed("fit", file("pupils-labels.csv"), MODEL), "Rows"), line(summary, "Rows"));
        assertTrue(
                summary.replaceAll("\\s+", " ")
                        .contains(file + " was read as a CSV file, which it is in spite of its name."),
                summary);
    }

    /** A text among numbers would else get lost where nobody computes with the column. */
    @Test
    void columnThatNeedsADecisionIsPassedOnAsItIs() {
        List<String> rows = Shell.succeed(
                        "center", file("pupils.xlsx"), "--sheet", "Odd", "--group", "when", "--columns", "x", "-q")
                .lines()
                .toList();
        assertTrue(rows.get(0).contains("y"), rows.get(0));
        assertTrue(rows.stream().anyMatch(row -> row.contains("many")), rows.toString());
    }

    @Test
    void predictionsFollowTheRowsOfAnotherFormat() {
        String model = folder.resolve("model.json").toString();
        String unused =
                Shell.succeed("fit", file("pupils-118.dta"), "score ~ female + (1 | town)", "--save", model, "-q");
        List<String> rows = Shell.succeed("predict", model, file("pupils-byte.sav"), "-q")
                .lines()
                .toList();
        assertEquals(41, rows.size());
        assertTrue(rows.get(0).startsWith("pupil,school,score,female,"), rows.get(0));
        assertTrue(rows.get(1).startsWith("1,Ålesund,58.4147,female,"), rows.get(1));
    }

    @Test
    void categoriesOfAFitAreTheNumbersOfAnotherFileIfTheUserSaysSo() {
        String summary =
                Shell.succeed("fit", file("pupils-byte.sav"), "score ~ female + (1 | town)", "--numeric", "female");
        assertTrue(!line(summary, "female ").isEmpty(), summary);
        assertTrue(Shell.fail("fit", file("pupils-byte.sav"), MODEL, "--numeric", "sex")
                .startsWith(
                        "There is no column \"sex\" in " + file("pupils-byte.sav") + " that could be numeric; it has"));
    }

    @ParameterizedTest
    @CsvSource({
        "--separator, ;, --separator",
        "--decimal, comma, --decimal",
        "--encoding, UTF-8, --encoding",
        "--skip, 1, --skip",
        "--quote, none, --quote",
        "--row-names, no, --row-names"
    })
    void optionsOfTextAreRefused(String option, String value, String named) {
        assertEquals(
                named + " is about text, but " + file("pupils-byte.sav")
                        + " is an SPSS file, which says that itself: leave " + named + " out.",
                Shell.fail("fit", file("pupils-byte.sav"), MODEL, option, value));
    }

    @Test
    void sheetIsForWorkbooksOnly() {
        assertEquals(
                "--sheet is about a workbook, but " + file("pupils-labels.csv") + " is a CSV file: leave --sheet out.",
                Shell.fail("fit", file("pupils-labels.csv"), MODEL, "--sheet", "Pupils"));
        assertTrue(Shell.succeed("fit", file("pupils.xlsx"), MODEL, "--sheet", "Pupils")
                .contains("40"));
    }

    @Test
    void damagedFileIsOneSentence() throws IOException {
        Path half = folder.resolve("half.sav");
        byte[] whole = Files.readAllBytes(Path.of(file("pupils-byte.sav")));
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        String sentence = Shell.fail("fit", half.toString(), MODEL);
        assertTrue(sentence.startsWith(half + " is damaged or incomplete ("), sentence);
    }

    /** Ids such as 207a among numbers, which stop a column of numbers, are labels where the column is nothing but groups. */
    @Test
    void groupsMayBeNumbersAndOtherLabels() throws IOException {
        StringBuilder text = new StringBuilder("girl,age,exercise\n");
        for (int girl = 1; girl <= 30; girl++) {
            for (int age = 8; age < 12; age++) {
                text.append(girl)
                        .append(girl % 10 == 7 ? "a" : "")
                        .append(',')
                        .append(age)
                        .append(',');
                text.append((girl * 7 + age * age * 3) % 11).append('\n');
            }
        }
        String file = Files.writeString(folder.resolve("girls.csv"), text).toString();
        assertTrue(Shell.succeed("fit", file, "exercise ~ age + (1 | girl)").contains("girl 30"));
        assertTrue(Shell.succeed("check", file, "exercise ~ age + (1 | girl)").contains("girl"));
        assertTrue(Shell.succeed("describe", file, "--group", "girl").contains("30"));
        assertTrue(Shell.succeed("center", file, "--columns", "age", "--group", "girl")
                .contains("age_within"));
        assertTrue(Shell.fail("fit", file, "exercise ~ girl + (1 | age)").contains("first \"7a\" in row 25"));
    }
}
