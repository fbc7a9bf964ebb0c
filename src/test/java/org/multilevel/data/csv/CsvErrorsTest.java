package org.multilevel.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Failure;
import org.multilevel.data.Progress;
import org.multilevel.data.Rows;

/** Whatever is wrong with a file, its user reads one sentence that says where and what to do. */
class CsvErrorsTest {

    private static final String BAD_QUOTE =
            " of FILE has a double quote that is not closed or is followed by other text: close it, and write a quote"
                    + " inside a quoted value twice.";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    /** In expected sentences FILE stands for the path. */
    private static void assertSentence(String expected, Path file, Runnable action) {
        String message = Failure.of(action);
        assertEquals(expected, message.replace(file.toString(), "FILE"));
    }

    private void assertOpenFails(String expected, String text) throws IOException {
        Path file = file(text);
        assertSentence(expected, file, () -> CsvTable.open(file));
    }

    @Test
    void aMissingFile() {
        Path file = folder.resolve("none.csv");
        assertSentence("There is no file FILE: check its name and folder.", file, () -> CsvTable.open(file));
    }

    @Test
    void aFolder() {
        assertSentence("FILE is a folder: name a CSV file in it.", folder, () -> CsvTable.open(folder));
    }

    @Test
    void aStream() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        assertSentence(
                "FILE is a stream that can be read only once: save it to a file first.",
                device,
                () -> CsvTable.open(device));
    }

    @Test
    void aFileWithoutPermission() throws IOException {
        Path file = file("y\n1\n");
        assumeTrue(file.toFile().setReadable(false));
        assumeFalse(Files.isReadable(file), "the super-user reads everything");
        assertSentence("FILE may not be read: change its permissions or copy it.", file, () -> CsvTable.open(file));
    }

    @Test
    void anEmptyFile() throws IOException {
        assertOpenFails("FILE is empty: the first line must name the columns.", "");
        assertOpenFails("FILE is empty: the first line must name the columns.", "\n\n");
    }

    @Test
    void aFileWithoutHeader() throws IOException {
        assertOpenFails(
                "The first line of FILE holds only numbers, so the header is missing: put a line with the column names"
                        + " first.",
                "1,2\n3,4\n");
    }

    @Test
    void twoColumnsOfOneName() throws IOException {
        Path file = file("y,x,y\n1,2,3\n");
        CsvTable table = CsvTable.open(file);
        assertEquals(List.of("2.0"), Rows.of(table, "x"));
        assertSentence(
                "Columns 1 and 3 in the header of FILE are both named \"y\": give every column its own name.",
                file,
                () -> Rows.of(table, "y"));
    }

    @Test
    void aHeaderWithoutAnyName() throws IOException {
        assertOpenFails(
                "The first line of FILE names no column: put a line with the column names first.", "\"\",\n1,2\n");
    }

    @Test
    void aRowThatIsTooShort() throws IOException {
        assertOpenFails(
                "Line 4 of FILE has 1 value, but the header names 2 columns: complete the line,"
                        + " and put values that hold a comma between double quotes.",
                "y,g\n1,\"a\nb\"\n2\n");
    }

    @Test
    void aRowThatIsTooLong() throws IOException {
        Path file = file("y;g\n1;2;3\n");
        assertSentence(
                "Line 2 of FILE has 3 values, but the header names 2 columns: complete the line,"
                        + " and put values that hold a semicolon between double quotes, or say --row-names yes if every line"
                        + " begins with the name of its row.",
                file,
                () -> CsvTable.open(file, CsvOptions.defaults().withSeparator(';')));
    }

    @Test
    void aQuoteThatIsNotClosed() throws IOException {
        assertOpenFails("Line 3" + BAD_QUOTE, "y,g\n1,a\n2,\"b\n3,c\n");
    }

    @Test
    void aQuoteThatIsNotClosedInALargeFile() throws IOException {
        assertOpenFails("Line 2" + BAD_QUOTE, "y,g\n2,\"b\n" + "3,c\n".repeat(1_500_000));
    }

    @Test
    void textAfterAClosingQuote() throws IOException {
        assertOpenFails("Line 2" + BAD_QUOTE, "y,g\n1,\"a\"b\n");
    }

    @ParameterizedTest
    @CsvSource({"';', semicolon, ;", "'\t', tab, tab", "|, bar, |"})
    void anotherSeparatorThanTheOneGiven(String separator, String name, String shown) throws IOException {
        Path file = file("y" + separator + "g\n1" + separator + "a\n");
        assertSentence(
                "The header of FILE has no comma but has a " + name + ": say that the separator is '" + shown + "'.",
                file,
                () -> CsvTable.open(file, CsvOptions.defaults().withSeparator(',')));
    }

    @Test
    void aSeparatorThatCannotBeOne() {
        assertEquals(
                "The character '\"' cannot separate values: use a comma, a semicolon, a tab or a bar.",
                Failure.of(() -> CsvOptions.defaults().withSeparator('"')));
    }

    @Test
    void aCharacterThatIsNotUtf8() throws IOException {
        Path file = folder.resolve("data.csv");
        String text = "y,g\n" + "1,a\n".repeat(30_000) + "2,caf\u00e9\n3,b\n";
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertSentence(
                "Line 30002 of FILE holds a character that is not UTF-8: save the file as UTF-8, or say --encoding windows-1252"
                        + " if an older program wrote it.",
                file,
                () -> CsvTable.open(file));
    }

    @Test
    void aCharacterThatIsCutOffAtTheEnd() throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), new byte[] {'y', '\n', 'a', (byte) 0xC3});
        assertSentence(
                "Line 2 of FILE holds a character that is not UTF-8: save the file as UTF-8, or say --encoding windows-1252"
                        + " if an older program wrote it.",
                file,
                () -> CsvTable.open(file));
    }

    @Test
    void aFileThatIsNotText() throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), new byte[] {'P', 'K', 3, 4, 0, 0});
        assertSentence(
                "FILE is not a text file (it holds a zero byte): save the table as CSV in UTF-8.",
                file,
                () -> CsvTable.open(file));
    }

    @Test
    void aDamagedGzipFile() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv.gz"), "y,g\n1,a\u0001\n");
        assertSentence(
                "FILE cannot be read as a gzip file (Not in GZIP format): check that it is complete.",
                file,
                () -> CsvTable.open(file));
    }

    @Test
    void aForcedCategoricalColumnThatDoesNotExist() throws IOException {
        Path file = file("y,g\n1,2\n");
        assertSentence(
                "There is no column \"h\" in FILE that could be categorical; it has the columns y, g.",
                file,
                () -> CsvTable.open(file, CsvOptions.defaults().withCategorical(List.of("h"))));
    }

    @Test
    void aColumnThatDoesNotExist() throws IOException {
        Path file = file("y,g\n1,2\n");
        CsvTable table = CsvTable.open(file);
        assertSentence(
                "There is no column \"x\" in FILE; it has the columns y, g.",
                file,
                () -> table.scan(List.of("x"), Progress.NONE, batch -> {}));
    }

    @Test
    void aFileThatVanishedBetweenScans() throws IOException {
        Path file = file("y,g\n1,a\n");
        CsvTable table = CsvTable.open(file);
        Files.delete(file);
        assertSentence(
                "There is no file FILE: check its name and folder.",
                file,
                () -> table.scan(List.of("y"), Progress.NONE, batch -> {}));
    }

    @Test
    void aFileThatGrewBetweenScans() throws IOException {
        Path file = file("y,g\n1,a\n");
        CsvTable table = CsvTable.open(file);
        Files.writeString(file, "y,g\n1,a\n2,b\n");
        assertChanged("FILE", table, file);
    }

    @Test
    void aNumberThatBecameALabelBetweenScans() throws IOException {
        Path file = file("y,g\n1,a\n2,b\n");
        CsvTable table = CsvTable.open(file);
        replace(file, "y,g\n1,a\nx,b\n");
        assertChanged("Line 3 of FILE has \"x\" in the numeric column \"y\": the file", table, file);
    }

    @Test
    void aHeaderThatChangedBetweenScans() throws IOException {
        Path file = file("y,g\n1,a\n");
        CsvTable table = CsvTable.open(file);
        replace(file, "y,h\n1,a\n");
        assertChanged("FILE", table, file);
    }

    @Test
    void aRowThatWentAwayBetweenScans() throws IOException {
        Path file = file("y,g\n1,a\n2,b\n");
        CsvTable table = CsvTable.open(file);
        replace(file, "y,g\n11,a\n\n\n\n");
        assertChanged("FILE", table, file);
    }

    private static void assertChanged(String subject, CsvTable table, Path file) {
        assertSentence(
                subject + " has changed since it was opened: run again when nothing writes to it any more.",
                file,
                () -> table.scan(List.of("y"), Progress.NONE, batch -> {}));
    }

    /** Writes as many bytes as there were, and hides when. */
    private static void replace(Path file, String text) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, time);
    }
}
