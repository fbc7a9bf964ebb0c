package org.multilevel.data.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
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

    @Test
    void textIsNoFileOfAProgram() throws IOException {
        Path copy = Files.copy(Rows.file("pupils-labels.csv"), folder.resolve("pupils.sav"));
        assertEquals(
                copy
                        + " is damaged or incomplete (it does not begin as an SPSS file does): copy it again, or save it once more"
                        + " where it was made.",
                assertThrows(DataException.class, () -> Recognised.of(copy)).getMessage());
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
}
