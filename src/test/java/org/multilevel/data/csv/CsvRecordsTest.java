package org.multilevel.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.Batch;
import org.multilevel.data.Failure;
import org.multilevel.data.Progress;

class CsvRecordsTest {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    @Test
    void valuesAreKeptAsWritten() throws IOException {
        Path file = file(" y ,\"a,b\"\n 1.50 ,NA\n\n\"\",\"say \"\"hi\"\"\"\n");
        try (CsvRecords records = CsvRecords.open(file, CsvOptions.defaults())) {
            assertEquals(List.of(" y ", "a,b"), records.header());
            assertEquals(List.of(" 1.50 ", "NA"), records.next());
            assertEquals(List.of("", "say \"hi\""), records.next());
            assertFalse(records.hasNext());
            assertThrows(NoSuchElementException.class, records::next);
        }
    }

    @Test
    void recordsKeepStepWithAScan() throws IOException {
        StringBuilder text = new StringBuilder("i,label\n");
        for (int i = 0; i < 3 * Batch.CAPACITY; i++) {
            text.append(i).append(",\"l\n").append(i).append("\"\n").append(i % 5 == 0 ? "\n" : "");
        }
        Path file = file(text.toString());
        CsvTable table = CsvTable.open(file);
        List<String> last = new ArrayList<>();
        try (CsvRecords records = CsvRecords.open(file, CsvOptions.defaults())) {
            table.scan(List.of("i"), Progress.NONE, batch -> {
                for (int row = 0; row < batch.size(); row++) {
                    List<String> record = records.next();
                    assertEquals(batch.numbers(0)[row], Double.parseDouble(record.get(0)));
                    last.add(record.get(1));
                }
            });
            assertFalse(records.hasNext());
        }
        assertEquals("l\n" + (3 * Batch.CAPACITY - 1), last.get(3 * Batch.CAPACITY - 1));
    }

    @Test
    void aBrokenRowIsNamedByItsLine() throws IOException {
        Path file = file("y,g\n1,a\n2\n");
        try (CsvRecords records = CsvRecords.open(file, CsvOptions.defaults())) {
            assertEquals(List.of("1", "a"), records.next());
            String message = Failure.of(records::next);
            assertEquals("Line 3 of " + file + " has 1 value", message.substring(0, message.indexOf(',')));
        }
    }

    @Test
    void anEmptyFileIsRefusedWhenOpened() throws IOException {
        Path file = file("");
        assertEquals(
                file + " is empty: the first line must name the columns.",
                Failure.of(() -> CsvRecords.open(file, CsvOptions.defaults())));
    }
}
