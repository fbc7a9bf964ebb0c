package org.multilevel.data.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.DataException;

/** The same pupils in every format, written by the programs that {@code src/test/resources/files} names, against a CSV file of them. */
class FileTableTest {
    private static final List<String> COLUMNS =
            List.of("pupil", "school", "score", "female", "income", "mood", "town", "visit");
    private static final List<String> SCHOOLS = List.of("Westhill", "Ålesund", "Ayr");

    private static void assertPupils(Table table, boolean labels, List<String> columns) {
        CsvTable expected = CsvTable.open(
                Rows.file(labels ? "pupils-labels.csv" : "pupils-codes.csv"),
                CsvOptions.defaults().withMissing());
        assertEquals(expected.rowCount(), table.rowCount());
        for (String column : columns) {
            assertEquals(Rows.of(expected, column), Rows.of(table, column), column);
            assertEquals(
                    expected.column(column).orElseThrow().type(),
                    table.column(column).orElseThrow().type(),
                    column);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pupils-118.dta", "pupils-119.dta", "pupils-msf114.dta", "pupils-msf117.dta", "pupils-msf118.dta",
                "pupils-msf119.dta", "pupils-old110.dta", "pupils-old111.dta", "pupils-old115.dta", "pupils-byte.sav",
                "pupils-none.sav", "pupils-zlib.zsav", "pupils-range.sav", "pupils.arff"
            })
    void filesWithValueLabels(String name) {
        FileTable table = Rows.open(name);
        assertPupils(table, true, name.contains("-old") ? without("town", "visit") : COLUMNS);
        assertEquals(
                SCHOOLS, table.column("school").orElseThrow().declaredLevels().orElseThrow());
        assertEquals(
                List.of("male", "female"),
                table.column("female").orElseThrow().declaredLevels().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pupils.xlsx",
                "pupils-shared.xlsx",
                "pupils-none.parquet",
                "pupils-snappy.parquet",
                "pupils-gzip.parquet",
                "pupils-zstd.parquet",
                "pupils-lz4.parquet",
                "pupils-v2.parquet",
                "pupils-polars.parquet",
                "pupils-duckdb.parquet",
                "pupils-fastparquet.parquet"
            })
    void filesWithTextsForLabels(String name) {
        assertPupils(Rows.open(name), true, COLUMNS);
    }

    private static List<String> without(String... names) {
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.removeAll(List.of(names));
        return columns;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-5.xpt", "pupils-8.xpt", "pupils.sas7bdat"})
    void filesWithoutValueLabels(String name) {
        assertPupils(Rows.open(name), false, COLUMNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-113.dta", "pupils-114.dta", "pupils-115.dta", "pupils-117.dta"})
    void stataFilesBeforeUnicode(String name) {
        assertPupils(Rows.open(name), true, without("school", "town"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-old104.dta", "pupils-old105.dta"})
    void stataFilesWithoutValueLabels(String name) {
        assertPupils(Rows.open(name), false, without("female", "town", "visit"));
    }

    @Test
    void stataFileWithShortNamesOfLabels() {
        assertPupils(Rows.open("pupils-old108.dta"), true, without("town", "visit"));
    }

    /** Windows-1252 in the file. */
    @Test
    void textOfOldStataFiles() {
        assertEquals(
                "Århus O'Hara", Rows.of(Rows.open("pupils-old115.dta"), "town").get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-117.dta", "pupils-118.dta", "pupils-119.dta"})
    void longTextsOfStata(String name) {
        List<String> essays = Rows.of(Rows.open(name), "essay");
        assertEquals("ab".repeat(1505), essays.get(4));
        assertEquals("short", essays.get(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-byte.sav", "pupils-zlib.zsav", "pupils-none.sav"})
    void longNamesAndTextsOfSpss(String name) {
        FileTable table = Rows.open(name);
        assertEquals(Rows.of(table, "score"), Rows.of(table, "a_name_beyond_eight"));
        List<String> essays = Rows.of(table, "essay");
        assertEquals("ab".repeat(355), essays.get(4));
        assertEquals("short", essays.get(5));
    }

    @Test
    void valueLabelsOfTextsAreLevelsInTheOrderOfTheirValues() {
        assertEquals(
                List.of("very good", "good", "poor"),
                Rows.open("pupils-byte.sav")
                        .column("grade")
                        .orElseThrow()
                        .declaredLevels()
                        .orElseThrow());
    }

    @Test
    void notesSayWhatIsMissingLabelledAndCounted() {
        assertEquals(
                List.of(
                        "The file calls \"income\" \"Income of the household\", \"mood\" \"Mood in the morning\", \"visit\""
                                + " \"Day of the test\".",
                        "Column \"income\" has 7 values that the file declares missing (98 or 99).",
                        "Column \"mood\" has labels for some of its values only (1 \"low\", 5 \"high\"), and was read as"
                                + " numbers: name it in --categorical to read it as labels, or values in --missing to leave them out.",
                        "Column \"visit\" holds dates, and was read as the number of days since 1970-01-01."),
                Rows.open("pupils-byte.sav").notes(List.of("income", "mood", "visit")));
        assertTrue(Rows.open("pupils-range.sav").notes(List.of("income")).get(1).endsWith("(90 to 99)."));
        assertEquals(
                "Column \"income\" has 7 values that are missing with a reason (.a to .z), which was left out.",
                Rows.open("pupils-118.dta").notes(List.of("income")).get(1));
        assertEquals(
                "Column \"income\" has 7 values that are missing with a reason (.a to .z), which was left out.",
                Rows.open("pupils-8.xpt").notes(List.of("income")).get(1));
    }

    @Test
    void variableLabelsAreKept() {
        FileTable table = Rows.open("pupils-118.dta");
        assertEquals("Score in mathematics", table.label("score").orElseThrow());
        assertTrue(table.label("essay").isEmpty());
    }

    @Test
    void partlyLabelledColumnIsCategoricalIfTheUserSaysSo() {
        FileTable table = Rows.open("pupils-byte.sav", FileOptions.defaults().withCategorical(List.of("mood")));
        assertEquals(
                List.of("low", "2", "3", "4", "high"),
                table.column("mood").orElseThrow().declaredLevels().orElseThrow());
        assertEquals(List.of("4", "2", "high"), Rows.of(table, "mood").subList(0, 3));
    }

    @Test
    void labelledColumnIsNumericIfTheUserSaysSo() {
        FileTable table = Rows.open("pupils-byte.sav", FileOptions.defaults().withNumeric(List.of("female")));
        assertEquals(ColumnType.NUMERIC, table.column("female").orElseThrow().type());
        assertEquals(List.of("1", "0", "1"), Rows.of(table, "female").subList(0, 3));
    }

    @Test
    void missingCodesAreSaidBesidesTheDeclaredOnes() {
        FileTable table = Rows.open("pupils-byte.sav", FileOptions.defaults().withMissing(List.of("4", "Ayr")));
        assertEquals("", Rows.of(table, "mood").get(0));
        assertEquals("", Rows.of(table, "town").get(0));
        assertEquals(List.of("4", "Ayr"), table.missingCodes());
    }

    /** What SPSS itself wrote, as its makers describe it in the test of the R package it comes from. */
    @Test
    void fileOfSpss() {
        FileTable table = Rows.open("foreign-testdata.sav");
        assertEquals(
                List.of("A (1)", "A (2)", "B"),
                table.column("factor_n_duplicated")
                        .orElseThrow()
                        .declaredLevels()
                        .orElseThrow()
                        .subList(0, 3));
        assertEquals(List.of("1", "2", "3"), Rows.of(table, "numeric").subList(0, 3));
        assertTrue(Rows.of(table, "string_500").get(0).endsWith("a greater artist than now."));
        assertEquals(List.of("", "c"), Rows.of(table, "string_miss").subList(0, 2));
        assertTrue(table.notes(List.of("factor_n_duplicated"))
                .contains(
                        "Column \"factor_n_duplicated\" has the same label for several values, which stand beside it in"
                                + " brackets."));
    }

    @Test
    void datesOfPspp() {
        FileTable table = Rows.open("pspp-personnel.sav");
        assertEquals("11324", Rows.of(table, "dob").get(0), "13,197,772,800 seconds since 1582-10-14, 2001-01-02");
        assertEquals("Male", Rows.of(table, "sex").get(0));
    }

    /** Against ReadStat, which prints seven digits at least. */
    @Test
    void packedFileOfSas() {
        CsvTable expected = CsvTable.open(Rows.file("sas-packed.csv"));
        FileTable table = Rows.open("sas-packed.sas7bdat");
        assertEquals(expected.rowCount(), table.rowCount());
        for (int k = 1; k <= 15; k++) {
            List<String> wanted = Rows.of(expected, "x" + k);
            List<String> got = Rows.of(table, "x" + k);
            for (int i = 0; i < wanted.size(); i++) {
                if (k == 3 || wanted.get(i).isEmpty()) {
                    assertEquals(wanted.get(i), got.get(i), "x" + k);
                } else {
                    double number = Double.parseDouble(wanted.get(i));
                    assertEquals(number, Double.parseDouble(got.get(i)), 1e-6 * Math.abs(number), "x" + k);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int8    | 1, 2, 3, -4",
                "uint32  | 1, 2, 3, 4000000000",
                "int64   | 1, 2, 3, 4",
                "float   | 1.5, 2, 3, 4",
                "decimal | 1.5, 2, 3, -4.25",
                "wide    | 1.5, 2, 3, -4.25",
                "flag    | TRUE, FALSE, TRUE, FALSE",
                "moment  | 1.5, 2, -1, 10957.25"
            })
    void typesOfParquet(String column, String values) {
        List<String> read = Rows.of(Rows.open("kinds.parquet"), column);
        assertEquals(values, String.join(", ", read.subList(0, 4)));
        assertEquals("", read.get(4));
    }

    @Test
    void nestedColumnsOfParquetAreLeftOut() {
        FileTable table = Rows.open("nested.parquet");
        assertEquals(List.of("y"), table.columns().stream().map(Column::name).toList());
        assertEquals(
                List.of("The file was read without 1 column whose values are lists or records."),
                table.notes(List.of("y")));
    }

    @Test
    void unknownCompressionOfParquetIsRefused() {
        assertEquals(
                Rows.file("pupils-brotli.parquet")
                        + " is packed with Brotli, which is not read here: save it with Snappy, Zstandard or gzip.",
                assertThrows(DataException.class, () -> Rows.open("pupils-brotli.parquet"))
                        .getMessage());
    }

    /** Each line of a portable file may end with what its machine has for it, or not at all. */
    @Test
    void portableFilesOfSpssAreRefusedWithWhatToDo(@TempDir Path folder) throws IOException {
        assertEquals(
                Rows.file("pupils.por")
                        + " is a portable file of SPSS (.por), which is not read here: open it in SPSS or PSPP and save it as .sav.",
                assertThrows(DataException.class, () -> Rows.open("pupils.por")).getMessage());
        Path whole = Files.writeString(
                folder.resolve("pupils.csv"),
                Files.readString(Rows.file("pupils.por"), StandardCharsets.ISO_8859_1)
                        .replace("\r\n", ""),
                StandardCharsets.ISO_8859_1);
        assertTrue(assertThrows(DataException.class, () -> Recognised.of(whole))
                .getMessage()
                .startsWith(whole + " is a portable file of SPSS"));
    }

    @Test
    void sheetIsChosenByName() {
        FileTable table = Rows.open("pupils.xlsx", FileOptions.defaults().withSheet("Odd"));
        assertEquals(List.of("1", "2", "", "4"), Rows.of(table, "x"));
        assertEquals(List.of("a", "b", "", "c"), Rows.of(table, "when"));
        assertEquals(List.of("TRUE", "FALSE", "TRUE", ""), Rows.of(table, "sure"));
        assertEquals(
                "Column \"y\" of " + Rows.file("pupils.xlsx")
                        + " has 3 numbers and 1 text, such as \"many\", the first in row 2: name the text in --missing if it"
                        + " means a missing value, or the column in --categorical if it holds labels.",
                assertThrows(DataException.class, () -> Rows.of(table, "y")).getMessage());
    }

    @Test
    void firstSheetWithATableIsReadAndTheOthersAreNamed() {
        assertEquals(
                List.of("The sheet \"Pupils\" was read, and not \"Odd\" (--sheet)."),
                Rows.open("pupils.xlsx").notes(List.of("score")));
    }

    @Test
    void sheetThatIsNotThereIsNamed() {
        assertEquals(
                "There is no sheet \"Pupil\" in " + Rows.file("pupils.xlsx") + "; the nearest is \"Pupils\".",
                assertThrows(
                                DataException.class,
                                () -> Rows.open(
                                        "pupils.xlsx", FileOptions.defaults().withSheet("Pupil")))
                        .getMessage());
    }

    @Test
    void columnsThatNobodyWantsAreNotPartOfTheTable() {
        FileTable table =
                Rows.open("pupils-snappy.parquet", FileOptions.defaults().withColumns(List.of("score", "school")));
        assertEquals(
                List.of("school", "score"),
                table.columns().stream().map(Column::name).toList());
    }

    @Test
    void rowsArePassedOnAsText() {
        try (FileRecords records = Rows.open("pupils-byte.sav").records("NA")) {
            assertEquals(COLUMNS, records.header().subList(0, 8));
            List<String> first = records.next();
            assertEquals(
                    List.of("1", "Ålesund", "58.4147", "female", "1037", "4", "Ayr", "18987"), first.subList(0, 8));
            assertEquals("NA", records.next().get(6));
        }
    }

    @Test
    void categoricalColumnThatIsNotThereIsNamed() {
        assertTrue(String.valueOf(assertThrows(
                                DataException.class,
                                () -> Rows.open(
                                        "pupils.arff", FileOptions.defaults().withCategorical(List.of("sex"))))
                        .getMessage())
                .startsWith("There is no column \"sex\" in "));
    }
}
