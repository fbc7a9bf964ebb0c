package org.multilevel.data.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.DataException;

/** A file is what it holds, whatever its name says. */
class RecognisedTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "pupils-118.dta, STATA", "pupils-old104.dta, STATA", "pupils-byte.sav, SPSS", "pupils-zlib.zsav, SPSS",
        "pupils.sas7bdat, SAS", "pupils-5.xpt, TRANSPORT", "pupils-8.xpt, TRANSPORT", "pupils.xlsx, EXCEL",
        "pupils.arff, ARFF", "pupils-zstd.parquet, PARQUET", "pupils-labels.csv, CSV"
    })
    void formatIsThatOfTheContent(String name, FileFormat format) throws IOException {
        assertEquals(format, Recognised.of(Rows.file(name)).format());
        assertTrue(Recognised.of(Rows.file(name)).note().isEmpty());
        Path copy = Files.copy(Rows.file(name), folder.resolve("data"));
        assertEquals(format, Recognised.of(copy).format());
    }

    @Test
    void wrongNameIsSaid() throws IOException {
        Path copy = Files.copy(Rows.file("pupils-byte.sav"), folder.resolve("pupils.dta"));
        Recognised found = Recognised.of(copy);
        String note = copy + " was read as an SPSS file, which it is in spite of its name.";
        assertEquals(note, found.note().orElseThrow());
        assertEquals(
                note,
                FileTable.open(copy, found, FileOptions.defaults(), Progress.NONE)
                        .notes(List.of())
                        .get(0));
    }

    /** Each column: the name, the text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pupils.xlsx | school;score\\n1;2,5\\n",
                "pupils.sav | school,score\\n1,2\\n",
                "pupils.dta | \u00EF\u00BB\u00BFschool\\tscore\\r\\n1\\t2\\r\\n",
                "pupils.arff | school,score\\n1,2\\n"
            })
    void textIsReadAsCsvWhateverItsName(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.translateEscapes(), StandardCharsets.ISO_8859_1);
        Recognised found = Recognised.of(file);
        assertEquals(FileFormat.CSV, found.format());
        assertEquals(
                file + " was read as a CSV file, which it is in spite of its name.",
                found.note().orElseThrow());
    }

    /** Each column: the name, the content, what it is not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pupils.sav | $FL\\0\\1\\2 | an SPSS file",
                "pupils.xlsx | PK\\1\\2 | an Excel workbook",
                "pupils.xlsx | <html><table></table></html> | an Excel workbook",
                "pupils.dta | {\"score\": 1} | a Stata file",
                "pupils.arff | pupils\\n@attribute score numeric\\n@data\\n1\\n | an ARFF file"
            })
    void whatIsNoTableAndNotWhatItsNameSaysIsDamaged(String name, String content, String words) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content.translateEscapes(), StandardCharsets.ISO_8859_1);
        assertEquals(
                file + " is damaged or incomplete (it does not begin as " + words
                        + " does): copy it again, or save it once more where it was made.",
                assertThrows(DataException.class, () -> Recognised.of(file)).getMessage());
    }

    @Test
    void packedFileOfAProgramIsToBeUnpacked() throws IOException {
        Path file = Files.write(folder.resolve("pupils.sav.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertEquals(
                file + " is an SPSS file packed by gzip, which is not read here: unpack it first.",
                assertThrows(DataException.class, () -> Recognised.of(file)).getMessage());
    }

    @Test
    void oldWorkbookIsRefused() throws IOException {
        Path file =
                Files.write(folder.resolve("old.xls"), new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0});
        assertEquals(
                file
                        + " is a workbook of Excel 97 or one with a password, which is not read here: save it as .xlsx without a"
                        + " password.",
                assertThrows(DataException.class, () -> Recognised.of(file)).getMessage());
    }

    @Test
    void csvFileIsForItsOwnReader() {
        assertEquals(
                Rows.file("pupils-labels.csv") + " is a CSV file, or is not there: open it as a CsvTable.",
                assertThrows(DataException.class, () -> Rows.open("pupils-labels.csv"))
                        .getMessage());
    }

    @Test
    void fileThatIsNotThereIsLeftToTheReaderOfText() {
        assertEquals(
                FileFormat.CSV, Recognised.of(folder.resolve("nothing.sav")).format());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page.csv | <!DOCTYPE html><html><body></body></html>",
                "page.txt | <html><table></table></html>",
                "page | <?xml version='1.0'?><rows/>",
                "data.csv | [{\"score\": 1}]",
                "paper.csv | %PDF-1.4"
            })
    void pagesAndDocumentsAreNoTables(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        assertEquals(
                file
                        + " is a page or a document (it begins as HTML, XML, JSON, PDF or RTF), which is not read here: save the"
                        + " table itself as CSV or .xlsx where it was made.",
                assertThrows(DataException.class, () -> Recognised.of(file)).getMessage());
    }

    @Test
    void columnsMayBeNamedWithBrackets() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "[x],{y},<z>\n1,2,3\n");
        assertEquals(FileFormat.CSV, Recognised.of(file).format());
    }

    @Test
    void bytesAreNoText() throws IOException {
        byte[] bytes = new byte[2000];
        Random random = new Random(1);
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (1 + random.nextInt(255));
        }
        Path file = Files.write(folder.resolve("data.csv"), bytes);
        assertEquals(
                file + " holds bytes that are no text, which is not read here: save the table as CSV in UTF-8.",
                assertThrows(DataException.class, () -> Recognised.of(file)).getMessage());
    }

    @Test
    void pageUnderTheNameOfAnOldWorkbookIsDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("export.xls"), "<html><table></table></html>");
        assertTrue(String.valueOf(assertThrows(DataException.class, () -> Recognised.of(file))
                        .getMessage())
                .startsWith(file + " is damaged or incomplete (it does not begin as an Excel workbook does)"));
    }

    @Test
    void packingIsToldByTheContentToo() throws IOException {
        Path packed = folder.resolve("data.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                packed + " is packed by gzip, in spite of its name.",
                Recognised.of(packed).note().orElseThrow());
        assertEquals(1, CsvTable.open(packed).rowCount().orElseThrow());
        Path plain = Files.writeString(folder.resolve("data.csv.gz"), "x,y\n1,2\n");
        assertEquals(
                plain + " is not packed by gzip, in spite of its name.",
                Recognised.of(plain).note().orElseThrow());
        assertEquals(1, CsvTable.open(plain).rowCount().orElseThrow());
    }
}
