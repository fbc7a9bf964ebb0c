package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
}
