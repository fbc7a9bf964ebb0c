package org.multilevel.data.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.error.DataException;

/** Damaged files end in one sentence or, where nothing that counts was hit, in a table; never in anything else. */
class FileDamageTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    /** Returns whether the bytes are a table; all of it is read. */
    private boolean isTable(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        try {
            Recognised found = Recognised.of(file);
            if (found.format() == FileFormat.CSV) {
                return false;
            }
            FileTable table = FileTable.open(file, found, FileOptions.defaults(), Progress.NONE);
            table.scan(table.columns().stream().map(Column::name).toList(), Progress.NONE, batch -> {});
            return true;
        } catch (DataException e) {
            String sentence = String.valueOf(e.getMessage());
            assertTrue(sentence.endsWith(".") && !sentence.contains("\n") && sentence.length() < 1000, sentence);
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pupils-118.dta",
                "pupils-113.dta",
                "pupils-old104.dta",
                "pupils-old108.dta",
                "pupils-msf119.dta",
                "pupils-byte.sav",
                "pupils-none.sav",
                "pupils-zlib.zsav",
                "foreign-testdata.sav",
                "pupils.sas7bdat",
                "sas-packed.sas7bdat",
                "pupils-5.xpt",
                "pupils-8.xpt",
                "pupils.xlsx",
                "pupils-shared.xlsx",
                "pupils.arff",
                "pupils-snappy.parquet",
                "pupils-v2.parquet",
                "pupils-zstd.parquet",
                "pupils-lz4.parquet",
                "pupils-gzip.parquet",
                "kinds.parquet"
            })
    void everyDamageIsASentence(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Rows.file(name));
        assertTrue(isTable(name, whole));
        Random random = new Random(name.hashCode());
        assertTimeoutPreemptively(LONG, () -> {
            for (int k = 0; k < 40; k++) {
                isTable(name, Arrays.copyOf(whole, random.nextInt(whole.length)));
            }
            for (int k = 0; k < 160; k++) {
                byte[] damaged = whole.clone();
                // Most of a file's sense is at its begin, or in Parquet's case at its end.
                int extent = k % 3 == 0 ? whole.length : Math.min(whole.length, 1500);
                int from = k % 3 == 2 ? whole.length - extent : 0;
                for (int hits = 1 + k % 4; hits > 0; hits--) {
                    int at = from + random.nextInt(extent);
                    damaged[at] = (byte) (k % 2 == 0 ? damaged[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
                }
                isTable(name, damaged);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pupils-118.dta",
                "pupils-old110.dta",
                "pupils-byte.sav",
                "pupils-none.sav",
                "pupils-zlib.zsav",
                "pupils.sas7bdat",
                "sas-packed.sas7bdat",
                "pupils-shared.xlsx",
                "pupils-snappy.parquet"
            })
    void halfOfAFileIsRefusedByName(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Rows.file(name));
        for (int part = 1; part < 20; part++) {
            assertFalse(isTable(name, Arrays.copyOf(whole, whole.length * part / 20)), name + " " + part);
        }
        Path file = folder.resolve("half-" + name);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        String sentence = String.valueOf(assertThrows(
                        DataException.class,
                        () -> FileTable.open(file, Recognised.of(file), FileOptions.defaults(), Progress.NONE))
                .getMessage());
        assertTrue(sentence.startsWith(file + " is damaged or incomplete ("), sentence);
    }

    /** A length of 2^31 - 1 costs no memory: the heap of the tests would not hold it. */
    @ParameterizedTest
    @CsvSource({"pupils-byte.sav, 176", "pupils-118.dta, 80", "pupils-113.dta, 4", "pupils.sas7bdat, 200"})
    void hugeLengthsAreRefused(String name, int at) throws IOException {
        byte[] whole = Files.readAllBytes(Rows.file(name));
        for (int k = at; k < at + 400; k += 3) {
            byte[] damaged = whole.clone();
            damaged[k] = damaged[k + 1] = damaged[k + 2] = (byte) 0xFF;
            damaged[k + 3] = 0x7F;
            byte[] input = damaged;
            assertTimeoutPreemptively(LONG, () -> isTable(name, input));
        }
    }

    /** Such a file does not say how many rows it has, but it is made of whole records. */
    @ParameterizedTest
    @CsvSource({"pupils-5.xpt, 3", "pupils-8.xpt, 3", "pupils-5.xpt, 1207", "pupils-8.xpt, 1207"})
    void transportFilesThatEndWithinARecordAreRefused(String name, int missing) throws IOException {
        byte[] whole = Files.readAllBytes(Rows.file(name));
        assertFalse(isTable(name, Arrays.copyOf(whole, whole.length - missing)));
    }

    /** Java unzips without comparing sums; a letter would be another one. */
    @Test
    void bytesThatDoNotHaveTheirSumAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Rows.file("pupils-shared.xlsx"));
        String name = "xl/sharedStrings.xml";
        int start = new String(whole, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
        for (int k = start + 40; k < start + 80; k++) {
            byte[] damaged = whole.clone();
            damaged[k] ^= 1;
            assertFalse(isTable("pupils.xlsx", damaged), "byte " + k);
        }
    }

    /** Where the archive's directory names it otherwise, dates would be read as numbers. */
    @Test
    void workbookWhoseStylesAreLostIsRefused() throws IOException {
        byte[] damaged = Files.readAllBytes(Rows.file("pupils-shared.xlsx"));
        int directory = new String(damaged, StandardCharsets.ISO_8859_1).lastIndexOf("xl/styles.xml");
        damaged[directory + 3] ^= 1;
        Path file = Files.write(folder.resolve("pupils.xlsx"), damaged);
        assertEquals(
                file
                        + " is damaged or incomplete (it has no part xl/styles.xml): copy it again, or save it once more where"
                        + " it was made.",
                assertThrows(DataException.class, () -> FileTable.open(file)).getMessage());
    }

    @Test
    void changedFileIsRefused() throws IOException {
        Path file = Files.copy(Rows.file("pupils-byte.sav"), folder.resolve("pupils.sav"));
        FileTable table = FileTable.open(file, Recognised.of(file), FileOptions.defaults(), Progress.NONE);
        Files.write(file, Files.readAllBytes(Rows.file("pupils-none.sav")));
        assertEquals(
                file + " has changed since it was opened: run again when nothing writes to it any more.",
                assertThrows(DataException.class, () -> Rows.of(table, "score")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3          | line 5 is no row: it has 3 values for 2 attributes",
                "1,d            | \"d\" in line 5, attribute \"b\", is not among the values that the file lists",
                "one,c          | \"one\" in line 5, attribute \"a\", is not a number",
                "1,'c           | line 5 is no row: a quote is not closed"
            })
    void rowsOfArffThatCannotBeAreNamed(String row, String why) throws IOException {
        Path file = folder.resolve("x.arff");
        Files.write(file, List.of("@relation r", "@attribute a numeric", "@attribute b {'c'}", "@data", row.strip()));
        assertEquals(
                file + " is damaged or incomplete (" + why.strip()
                        + "): copy it again, or save it once more where it was made.",
                assertThrows(
                                DataException.class,
                                () -> FileTable.open(file, Recognised.of(file), FileOptions.defaults(), Progress.NONE))
                        .getMessage());
    }

    @Test
    void sparseRowsAndDatesOfArff() throws IOException {
        Path file = folder.resolve("x.arff");
        Files.write(
                file,
                List.of(
                        "% a comment",
                        "@RELATION r",
                        "@ATTRIBUTE 'the \\'a\\'' REAL",
                        "@ATTRIBUTE b {x, 'y z'}",
                        "@ATTRIBUTE c DATE \"yyyy-MM-dd\"",
                        "@DATA",
                        "{0 2.5, 1 'y z', 2 \"1970-01-03\"}",
                        "",
                        "{2 1970-01-02}",
                        "?, x, 2000-01-01"));
        FileTable table = FileTable.open(file, Recognised.of(file), FileOptions.defaults(), Progress.NONE);
        assertEquals(List.of("2.5", "0", ""), Rows.of(table, "the 'a'"));
        assertEquals(List.of("y z", "x", "x"), Rows.of(table, "b"));
        assertEquals(List.of("2", "1", "10957"), Rows.of(table, "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-5.xpt", "pupils-8.xpt"})
    void transportFilesThatEndWithinARowAreRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Rows.file(name));
        Path file = folder.resolve("cut.xpt");
        FileTable all = FileTable.open(Rows.file(name));
        long rows = all.rowCount().orElseThrow();
        int refused = 0;
        for (int records = 1; records < 12; records++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - 80 * records));
            try {
                // what is left may be whole rows and blanks, but no row less than is there
                assertTrue(FileTable.open(file).rowCount().orElseThrow() < rows);
            } catch (DataException within) {
                refused++;
            }
        }
        assertTrue(refused >= 8, refused + " of 11");
    }
}
