package org.multilevel.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Failure;
import org.multilevel.data.Progress;
import org.multilevel.data.Rows;
import org.multilevel.data.Table;

class CsvTableTest {

    @TempDir
    Path folder;

    private CsvTable table(String text) throws IOException {
        return table(text, CsvOptions.defaults());
    }

    private CsvTable table(String text, CsvOptions options) throws IOException {
        return CsvTable.open(Files.writeString(folder.resolve("data.csv"), text), options);
    }

    private static List<ColumnType> types(Table table) {
        return table.columns().stream().map(Column::type).toList();
    }

    @Test
    void numbersAndLabelsAreToldApart() throws IOException {
        CsvTable table = table("y,g\n1.5,a\n2,b\n");
        assertEquals(List.of(Column.numeric("y"), Column.categorical("g")), table.columns());
        assertEquals(List.of("1.5|a", "2.0|b"), Rows.of(table, "y", "g"));
        assertEquals(OptionalLong.of(2), table.rowCount());
    }

    @Test
    void wholeNumbersWithMoreDigitsThanADoubleHoldsAreLabels() throws IOException {
        CsvTable table = table("id,n\n76561198000000001,9007199254740992\n76561198000000002,2\n");
        assertEquals(List.of(Column.categorical("id"), Column.numeric("n")), table.columns());
    }

    @Test
    void columnsComeInTheOrderAskedForAndMayBeAskedForTwice() throws IOException {
        CsvTable table = table("a,b,c\n1,2,3\n4,5,6\n");
        assertEquals(List.of("3.0|1.0|3.0", "6.0|4.0|6.0"), Rows.of(table, "c", "a", "c"));
    }

    @Test
    void aScanOfNoColumnsStillCountsRows() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        table("a,b\n1,2\n3,4\n").scan(List.of(), Progress.NONE, batch -> sizes.add(batch.size()));
        assertEquals(List.of(2), sizes);
    }

    @Test
    void quotedValuesKeepCommasQuotesAndLineBreaks() throws IOException {
        CsvTable table = table("g,y\n\"a,b\",1\n\"say \"\"hi\"\"\",2\n\"two\nlines\",\"3\"\n\"cr\r\nlf\",4\n");
        assertEquals(List.of("a,b|1.0", "say \"hi\"|2.0", "two\nlines|3.0", "cr\r\nlf|4.0"), Rows.of(table, "g", "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineBreakIsTaken(String lineBreak) throws IOException {
        CsvTable table = table(String.join(lineBreak, "y,g", "1,a", "2,b"));
        assertEquals(List.of("1.0|a", "2.0|b"), Rows.of(table, "y", "g"));
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstName() throws IOException {
        assertEquals(List.of("1.0"), Rows.of(table("\uFEFFy,g\n1,a\n"), "y"));
    }

    @Test
    void unicodeIsKept() throws IOException {
        CsvTable table = table("größe,学校\n1,\"東京 🏫\"\n2,Ærø\n");
        assertEquals(List.of("1.0|東京 🏫", "2.0|Ærø"), Rows.of(table, "größe", "学校"));
    }

    @Test
    void namesLoseSpacesAroundThemButKeepThoseInside() throws IOException {
        CsvTable table = table(" y , Exam score,\"a \"\"quoted\"\", `name`\"\n1,2,3\n");
        assertEquals(
                List.of("y", "Exam score", "a \"quoted\", `name`"),
                table.columns().stream().map(Column::name).toList());
    }

    @Test
    void blankLinesAreNoRows() throws IOException {
        CsvTable table = table("\n\ny,g\n\n1,a\n\n\n2,b\n\n");
        assertEquals(List.of("1.0|a", "2.0|b"), Rows.of(table, "y", "g"));
    }

    @Test
    void emptyValuesAndNaAreMissing() throws IOException {
        CsvTable table = table("y,g\n1,NA\nNA,a\n,\n\"\",\"\"\n NA , NA \n\"NA\",\"NA\"\n");
        assertEquals(List.of(ColumnType.NUMERIC, ColumnType.CATEGORICAL), types(table));
        assertEquals(List.of("1.0|?", "?|a", "?|?", "?|?", "?|?", "?|?"), Rows.of(table, "y", "g"));
    }

    @Test
    void anotherMissingMarkerReplacesNa() throws IOException {
        CsvTable table = table("y,g\n-999,NA\n1,b\n", CsvOptions.defaults().withMissing("-999", "."));
        assertEquals(List.of("?|NA", "1.0|b"), Rows.of(table, "y", "g"));
    }

    @Test
    void notANumberIsMissingAndInfinitiesStay() throws IOException {
        CsvTable table = table("y\n1\nNaN\nInf\n-Infinity\n");
        assertEquals(List.of("1.0", "?", "Infinity", "-Infinity"), Rows.of(table, "y"));
    }

    @Test
    void oneLabelInManyNumbersIsForTheUserToDecide() throws IOException {
        CsvTable table = table("g\n" + "1\n".repeat(5000) + "1d\n");
        assertEquals(List.of(ColumnType.NUMERIC), types(table));
        String sentence = Failure.of(() -> Rows.of(table, "g"));
        assertTrue(
                sentence.endsWith(
                        " has 5000 numbers and 1 other value, the first \"1d\" in row 5001 (line 5002): say"
                                + " --missing NA,1d if that means a missing value, or --categorical g if the column holds labels."),
                sentence);
    }

    @Test
    void aColumnWithoutAnyValueIsNumeric() throws IOException {
        assertEquals(List.of(ColumnType.NUMERIC, ColumnType.NUMERIC), types(table("a,b\nNA,\n,NA\n")));
    }

    @Test
    void aForcedCategoricalColumnKeepsItsTextAsLabels() throws IOException {
        CsvTable table =
                table("g,y\n01,1\n1,2\n1.0,3\nNA,4\n", CsvOptions.defaults().withCategorical(List.of("g")));
        assertEquals(List.of("01|1.0", "1|2.0", "1.0|3.0", "?|4.0"), Rows.of(table, "g", "y"));
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() throws IOException {
        CsvTable table = table("y,g");
        assertEquals(OptionalLong.of(0), table.rowCount());
        assertEquals(List.of(), Rows.of(table, "y", "g"));
        assertEquals(List.of(ColumnType.NUMERIC, ColumnType.NUMERIC), types(table));
    }

    @Test
    void anotherSeparatorIsTaken() throws IOException {
        CsvTable table = table("y;g\n1;a,b\n", CsvOptions.defaults().withSeparator(';'));
        assertEquals(List.of("1.0|a,b"), Rows.of(table, "y", "g"));
    }

    @Test
    void aGzippedFileIsUnpacked() throws IOException {
        Path file = folder.resolve("data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("y,g\n1,a\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(List.of("1.0|a"), Rows.of(CsvTable.open(file), "y", "g"));
    }

    @Test
    void codesMeanTheSameLevelInEveryScan() throws IOException {
        CsvTable table = table("y,g\n1,b\n2,a\n3,b\n");
        List<Integer> codes = new ArrayList<>();
        for (int scan = 0; scan < 2; scan++) {
            table.scan(List.of("g"), Progress.NONE, batch -> {
                for (int i = 0; i < batch.size(); i++) {
                    codes.add(batch.codes(0)[i]);
                }
            });
        }
        assertEquals(List.of(0, 1, 0, 0, 1, 0), codes);
    }

    @Test
    void aScanMayBeStartedFromWithinAnother() throws IOException {
        CsvTable table = table("y,g\n1,b\n2,a\n");
        List<String> inner = new ArrayList<>();
        table.scan(List.of("y"), Progress.NONE, batch -> inner.addAll(Rows.of(table, "g")));
        assertEquals(List.of("b", "a"), inner);
    }

    @Test
    void aVeryWideTableIsReadInSmallerBatches() throws IOException {
        int width = 3000;
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < width; k++) {
            text.append(k == 0 ? "" : ",").append('c').append(k);
        }
        String row = "\n" + "1,".repeat(width - 1) + "2";
        CsvTable table = table(text.append(row.repeat(100)).toString());
        assertEquals(OptionalLong.of(100), table.rowCount());
        assertEquals(
                width, types(table).stream().filter(ColumnType.NUMERIC::equals).count());
        assertEquals("1.0|2.0", Rows.of(table, "c0", "c2999").get(99));
    }

    @Test
    void aVeryLongLabelIsKept() throws IOException {
        String label = "x".repeat(100_000);
        assertTrue(Rows.of(table("g\n" + label + "\n"), "g").contains(label));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "N/A", "-"})
    void usualCodeIsMissingHoweverOftenItStands(String code) throws IOException {
        CsvTable table = table("x,g\n" + "1.5,a\n".repeat(3) + (code + ",b\n").repeat(97));
        assertEquals(ColumnType.NUMERIC, types(table).get(0));
        assertEquals(
                List.of("Column \"x\" holds numbers, and \"" + code
                        + "\" in 97 rows, the first of which is row 4: that was taken as missing (--categorical x makes it a"
                        + " category)."),
                table.notes(List.of("x")));
    }

    @Test
    void severalUsualCodesAreForTheUserToDecideHoweverOftenTheyStand() throws IOException {
        CsvTable table = table("x\n1\n" + ".\n".repeat(5) + "-\n".repeat(5));
        assertEquals(List.of("x"), table.undecided());
        String sentence = Failure.of(() -> Rows.of(table, "x"));
        assertTrue(sentence.contains("has 1 number and 10 other values, the first \".\""), sentence);
    }

    @Test
    void codesWithoutNumbersAreLabels() throws IOException {
        assertEquals(List.of(ColumnType.CATEGORICAL), types(table("x\n" + ".\n".repeat(5))));
    }
}
