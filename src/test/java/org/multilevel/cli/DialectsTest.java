package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people have them are read as what they are, or refused with one sentence that names the option which helps. */
class DialectsTest {
    private static final Path TABLES = Path.of("src", "test", "resources", "org", "multilevel", "cli", "dialects");
    /** The references have four decimals. */
    private static final double TOLERANCE = 0.00005 + 1e-9;

    @TempDir
    Path folder;

    private Map<String, List<Double>> fit(String file, String formula, String... options) {
        Path out = folder.resolve("out");
        List<String> args = new ArrayList<>(
                List.of("fit", TABLES.resolve(file).toString(), formula, "--quiet", "--out", out.toString()));
        args.addAll(List.of(options));
        Shell.succeed(args.toArray(String[]::new));
        Csv fixed = Csv.read(out.resolve("fixed_effects.csv"));
        double rows = Double.parseDouble(
                Csv.read(out.resolve("fit_statistics.csv")).asMap().get("n_obs"));
        double variance = Csv.read(out.resolve("variance_components.csv")).number(0, "value");
        return Map.of("rows", List.of(rows), "id", List.of(variance), "x", coefficient(fixed, "x"), "arm", arm(fixed));
    }

    private static List<Double> coefficient(Csv fixed, String term) {
        Csv row = fixed.where(Map.of("term", term));
        return List.of(row.number(0, "estimate"), row.number(0, "std_error"));
    }

    private static List<Double> arm(Csv fixed) {
        return fixed.column("term").contains("arm[trt]") ? coefficient(fixed, "arm[trt]") : List.of();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.csv",
                "bigid.csv",
                "bom.csv",
                "bom_quoted.csv",
                "casedup.csv",
                "comment.csv",
                "cr.csv",
                "crlf.csv",
                "csv2.csv",
                "csv2_unq.csv",
                "csv2x.csv",
                "floatid.csv",
                "latin1.csv",
                "mixcase.csv",
                "nbsp.csv",
                "nonl.csv",
                "pandas.csv",
                "plus.csv",
                "quotedall.csv",
                "rown.csv",
                "sci.csv",
                "sniffsep.csv",
                "spacepad.txt",
                "spaces.csv",
                "spacesq.csv",
                "trail.csv",
                "trailrows.csv",
                "wtable.txt",
                "E1_csv2_quoted_header.csv",
                "E2_row_name_column.csv",
                "E3_trailing_comma.csv",
                "E4_write_table.csv",
                "E5_space_before_quote.csv"
            })
    void isReadAsThePlainTable(String file) {
        Map<String, List<Double>> found = fit(file, "y ~ x + arm + (1 | id)");
        assertEquals(List.of(48.0), found.get("rows"));
        assertNear(List.of(0.7890, 0.0471), found.get("x"));
        assertNear(List.of(0.1739, 0.3118), found.get("arm"));
        assertEquals(7.954, found.get("id").get(0), 0.0005);
    }

    @Test
    void aTableForTheEyeIsReadWithBlanksAndWithOneBlank() {
        assertNear(
                List.of(0.7890, 0.0471),
                fit("wtable.txt", "y ~ x + arm + (1 | id)", "--separator", " ").get("x"));
        assertNear(
                List.of(0.7890, 0.0471),
                fit("spacepad.txt", "y ~ x + arm + (1 | id)", "--separator", "blanks")
                        .get("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ms_NaN.csv",
                "ms_dash.csv",
                "ms_dot.csv",
                "ms_missing.csv",
                "ms_na.csv",
                "ms_na2.csv",
                "ms_na3.csv",
                "ms_nalow.csv",
                "ms_nan.csv",
                "ms_none.csv",
                "ms_null.csv",
                "ms_q.csv",
                "ms_qspace.csv",
                "ms_space.csv",
                "ms_star.csv",
                "mg_NA.csv",
                "mg_blank.csv",
                "mg_space.csv",
                "my_dot.csv",
                "D1_dot_makes_category.csv",
                "D2_dot_in_group.csv"
            })
    void aUsualCodeAloneIsMissing(String file) {
        assertWithoutCodes(fit(file, "y ~ x + (1 | id)"));
    }

    @Test
    void codesThatAreNumbersAreComparedAsNumbers() {
        assertWithoutCodes(fit("D3_missing_code_spelled_otherwise.csv", "y ~ x + (1 | id)", "--missing=-99"));
    }

    private static void assertWithoutCodes(Map<String, List<Double>> found) {
        assertEquals(List.of(93.0), found.get("rows"));
        assertNear(List.of(0.7880, 0.0388), found.get("x"));
    }

    @ParameterizedTest
    @CsvSource({"ms_dot.csv, x", "D2_dot_in_group.csv, id"})
    void whatWasTakenAsMissingIsSaid(String file, String column) {
        String summary = Shell.succeed("fit", TABLES.resolve(file).toString(), "y ~ x + (1 | id)");
        String words = summary.replaceAll("\\s+", " ");
        assertTrue(
                words.contains("Column \"" + column
                        + "\" holds numbers, and \".\" in 3 rows, the first of which is row 6: that"
                        + " was taken as missing (--categorical " + column + " makes it a category)."),
                words);
    }

    @Test
    void whatWasRecognisedIsSaidInOneNote() {
        String summary = Shell.succeed("fit", TABLES.resolve("csv2.csv").toString(), "y ~ x + arm + (1 | id)");
        assertTrue(
                summary.replaceAll("\\s+", " ")
                        .contains(
                                "Note The file was read with semicolons between values (--separator) and decimal commas in"
                                        + " \"x\" and \"y\" (--decimal)."),
                summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "ms_lt.csv ~ has 93 numbers and 3 other values, the first \"<0.5\" in row 6 (line 7): say --missing 'NA,<0.5' if",
                "ms_val.csv ~ the first \"#VALUE!\" in row 6 (line 7): say --missing 'NA,#VALUE!' if",
                "NAvariants.csv ~ has 43 numbers and 5 other values, the first \"n/a\" in row 1 (line 2): say --missing 'NA,n/a,#N/A,null,N/A,NULL' if",
                "ms_inf.csv ~ \"x\" is infinite in row 6",
                "dup.csv ~ are both named \"x\": give every column its own name.",
                "empty.csv ~ is empty: the first line must name the columns.",
                "hdronly.csv ~ The table has no rows",
                "nul.csv ~ is not a text file (it holds a zero byte)",
                "date.csv ~ The table has no column \"arm\""
            })
    void whatStandsInTheWayIsExplained(String file, String words) {
        String formula = file.startsWith("ms_") ? "y ~ x + (1 | id)" : "y ~ x + arm + (1 | id)";
        String sentence = Shell.fail("fit", TABLES.resolve(file).toString(), formula);
        assertTrue(sentence.contains(words), sentence);
    }

    @Test
    void theOptionThatASentenceNamesHelps() {
        assertWithoutCodes(fit("ms_lt.csv", "y ~ x + (1 | id)", "--missing", "NA,<0.5"));
    }

    @Test
    void anOptionWithAnApostropheIsNamedAsAShellTakesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("swiss.csv"), "y,x\n1,1\n2,2\n4,1'234\n3,5\n");
        String sentence = Shell.fail("fit", file.toString(), "y ~ x");
        assertTrue(sentence.contains("say --missing 'NA,1'\\''234' if that means"), sentence);
    }

    @Test
    void whatTheFormulaDoesNotUseIsNoObstacle() throws IOException {
        Path file = Files.writeString(
                folder.resolve("unused.csv"), "y,x,odd,odd,\n1,1,5,<1,a\n2,2,6,7,b\n4,3,<5,8,c\n3,5,7,9,d\n");
        Shell.succeed("fit", file.toString(), "y ~ x", "--quiet");
        assertTrue(Shell.fail("fit", file.toString(), "y ~ .").contains("are both named \"odd\""));
    }

    @Test
    void predictionReadsAndWritesInTheDialectOfTheFile() throws IOException {
        String model = folder.resolve("model.json").toString();
        Shell.succeed("fit", TABLES.resolve("plain.csv").toString(), "y ~ x + (1 | id)", "--quiet", "--save", model);
        Path rows = Files.writeString(folder.resolve("rows.csv"), "id;x\n1;7,5\n2;.\n");
        Shell.Result result = Shell.run("predict", model, rows.toString());
        List<String> lines = result.out().lines().toList();
        assertEquals("id;x;prediction;prediction_population", lines.get(0));
        assertTrue(lines.get(1).matches("1;7,5;\\d+,\\d+;\\d+,\\d+"), lines.get(1));
        assertEquals("2;.;NA;NA", lines.get(2));
        assertTrue(
                result.err().contains("semicolons between values")
                        && result.err().contains("\".\" in 1 row"),
                result.err());
        assertEquals("", Shell.run("predict", model, rows.toString(), "--quiet").err());
    }

    /** A cut or damaged file ends in a result or in one sentence, never in a stack trace, which Shell watches. */
    @Test
    void damagedFilesEndInOneSentence() throws IOException {
        Random random = new Random(11);
        byte[][] beginnings = {
            {}, {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, {(byte) 0xFF, (byte) 0xFE}, {(byte) 0xFE, (byte) 0xFF}
        };
        List<byte[]> texts = new ArrayList<>();
        for (String name : List.of("plain.csv", "csv2.csv", "wtable.txt", "spacesq.csv")) {
            byte[] bytes = Files.readAllBytes(TABLES.resolve(name));
            texts.add(bytes);
            texts.add(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE));
        }
        Path file = folder.resolve("damaged.csv");
        for (int i = 0; i < 150; i++) {
            byte[] text = texts.get(random.nextInt(texts.size()));
            byte[] start = beginnings[random.nextInt(beginnings.length)];
            byte[] bytes = Arrays.copyOf(start, start.length + random.nextInt(text.length));
            System.arraycopy(text, 0, bytes, start.length, bytes.length - start.length);
            for (int k = random.nextInt(3); k > 0 && bytes.length > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) "\0\"\n\r,;'\u00e4".charAt(random.nextInt(8));
            }
            Files.write(file, bytes);
            Shell.Result result = Shell.run("fit", file.toString(), "y ~ x", "--quiet");
            assertTrue(result.code() == 0 || result.err().lines().count() == 1, result.err());
            assertTrue(
                    !result.err().contains("unexpected"),
                    () -> result.err() + new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252", "UTF-8"})
    void everyEncodingIsRecognised(String encoding) throws IOException {
        String text = "y,x,größe\n1,1,ä\n2,2,ö\n4,3,ä\n3,5,ö\n";
        Path file = Files.write(folder.resolve("encoded.csv"), text.getBytes(encoding));
        Shell.succeed("fit", file.toString(), "y ~ x + größe", "--quiet");
    }

    @Test
    void mixedLineEndsAreLineEnds() throws IOException {
        Path file = Files.writeString(folder.resolve("ends.csv"), "y,x\r\n1,1\n2,2\r4,3\r\n\n3,5");
        assertTrue(Shell.succeed("fit", file.toString(), "y ~ x").contains("Rows      4\n"));
    }

    @Test
    void aDecimalCommaBetweenCommasIsNotTakenForANameOfTheRow() throws IOException {
        Path file = Files.writeString(folder.resolve("commas.csv"), "id,g,y\n1,2,7,5\n2,2,6,1\n3,4,8,2\n");
        assertTrue(
                Shell.fail("fit", file.toString(), "y ~ g").contains("has 4 values, but the header names 3 columns"));
    }

    /** Programs that end every line with a separator do so also where they write the names of rows or single quotes. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = ' ',
            value = {"; \"%d\";%s;", "; %d;%s;", ", \"%d\",%s,", "; '%d';%s;", "| %2$s|"})
    void aSeparatorAtTheEndOfEveryLineGoesWithOtherHabits(String separator, String row) throws IOException {
        List<String> plain = Files.readAllLines(TABLES.resolve("plain.csv"));
        List<String> lines = new ArrayList<>();
        String quote = row.contains("'") || separator.equals("|") ? "'" : "\"";
        String names = plain.get(0).replace(",", quote + separator + quote);
        lines.add(quote + names + quote + separator);
        for (int i = 1; i < plain.size(); i++) {
            lines.add(String.format(row, i, plain.get(i).replace(",", separator)));
        }
        Path file = Files.write(folder.resolve("habits.csv"), lines);
        Map<String, List<Double>> found = fit(file.toAbsolutePath().toString(), "y ~ x + arm + (1 | id)");
        assertEquals(List.of(48.0), found.get("rows"));
        assertNear(List.of(0.7890, 0.0471), found.get("x"));
    }

    /** The column without a name had been taken for the last one that a formula cannot ask for, and all others for their neighbours. */
    @Test
    void aValueTooManyIsRefusedAlsoWhereEveryLineEndsWithASeparator() throws IOException {
        Path file = Files.writeString(folder.resolve("commas.csv"), "id,g,y,\n1,2,7,5,\n2,2,6,1,\n3,4,8,2,\n");
        String sentence = Shell.fail("fit", file.toString(), "y ~ g");
        assertTrue(
                sentence.contains("Line 2 of " + file + " has 5 values, but the header names 4 columns")
                        && sentence.contains("say --row-names yes if every line begins with the name of its row"),
                sentence);
    }

    @Test
    void wordsThatAreNoOptionValueAreExplained() {
        Stream.of("--decimal dot", "--quote ab", "--encoding nonsense", "--skip x", "--row-names maybe")
                .map(option -> option.split(" "))
                .forEach(option -> assertTrue(Shell.misuse("fit", "x.csv", "y ~ x", option[0], option[1])
                        .contains("'" + option[1] + "'")));
    }

    private static void assertNear(List<Double> expected, List<Double> actual) {
        for (int k = 0; k < expected.size(); k++) {
            assertEquals(expected.get(k), actual.get(k), TOLERANCE);
        }
    }

    @Test
    void namesOfRowsAreAnsweredForWithYesOrNo() throws IOException {
        Path file = Files.writeString(folder.resolve("names.csv"), "y,x\n1,1,1\n2,2,2\n3,4,3\n4,3,5\n");
        assertTrue(Shell.succeed("fit", file.toString(), "y ~ x", "--row-names", "yes")
                .contains("Rows      4\n"));
        assertTrue(Shell.fail("fit", file.toString(), "y ~ x", "--row-names", "no")
                .contains("has 3 values, but the header names 2 columns"));
    }
}
