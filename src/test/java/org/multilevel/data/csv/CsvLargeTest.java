package org.multilevel.data.csv;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.Batch;
import org.multilevel.data.CancelAfter;
import org.multilevel.data.Failure;
import org.multilevel.data.Progress;

/**
 * A file that is much larger than a chunk: order, many labels, memory, cancellation, and the end of the second
 * thread.
 */
class CsvLargeTest {
    private static final int ROWS = 300_000;
    private static final int LABELS = 100_000;

    @TempDir
    static Path folder;

    private static Path file = Path.of("");

    @BeforeAll
    static void writeFile() throws IOException {
        file = folder.resolve("large.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("i,g,root,note\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(i + ",g" + i * 7L % LABELS + "," + Math.sqrt(i) + ",\"row, " + i % 3 + "\"\n");
            }
        }
    }

    @Test
    void everyValueArrivesInOrder() {
        CsvTable table = CsvTable.open(file);
        assertEquals(OptionalLong.of(ROWS), table.rowCount());
        long[] next = {0};
        table.scan(List.of("root", "g", "i"), Progress.NONE, batch -> {
            assertEquals(next[0], batch.firstRow());
            for (int row = 0; row < batch.size(); row++) {
                long i = next[0]++;
                assertEquals((double) i, batch.numbers(2)[row]);
                assertEquals(Math.sqrt((double) i), batch.numbers(0)[row]);
                assertEquals("g" + i * 7 % LABELS, batch.levels(1).label(batch.codes(1)[row]));
            }
        });
        assertEquals(ROWS, next[0]);
    }

    @Test
    void aHundredThousandLabelsKeepTheirCodesInTheNextScan() {
        CsvTable table = CsvTable.open(file);
        int[] codes = new int[ROWS];
        table.scan(
                List.of("g"),
                Progress.NONE,
                batch -> System.arraycopy(batch.codes(0), 0, codes, (int) batch.firstRow(), batch.size()));
        table.scan(List.of("note", "g"), Progress.NONE, batch -> {
            assertEquals(LABELS, batch.levels(1).size());
            for (int row = 0; row < batch.size(); row++) {
                assertEquals(codes[(int) batch.firstRow() + row], batch.codes(1)[row]);
            }
        });
    }

    @Test
    void aTableHoldsItsLabelsAndNotItsRows() {
        CsvTable table = CsvTable.open(file);
        long before = usedMemory();
        long[] most = {0};
        table.scan(List.of("i", "root", "note"), Progress.NONE, batch -> {
            if (batch.firstRow() % (64 * Batch.CAPACITY) == 0) {
                most[0] = Math.max(most[0], usedMemory() - before);
            }
        });
        // The rows as doubles and codes would take 6 MB, as text 10 MB; buffers take less than 1 MB.
        assertTrue(most[0] < 3_000_000, () -> "a scan holds " + most[0] + " bytes");
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void openingCanBeCancelled() {
        assertThrows(
                CancellationException.class, () -> CsvTable.open(file, CsvOptions.defaults(), new CancelAfter(20)));
        assertNoReadAheadThread();
    }

    @Test
    void aScanCanBeCancelledInTheMiddle() {
        CsvTable table = CsvTable.open(file);
        int[] batches = {0};
        assertThrows(
                CancellationException.class,
                () -> table.scan(List.of("i"), new CancelAfter(20), batch -> batches[0]++));
        assertTrue(batches[0] >= 1 && batches[0] <= 20, () -> batches[0] + " batches");
        assertNoReadAheadThread();
    }

    @Test
    void whatAConsumerThrowsReachesItsCaller() {
        CsvTable table = CsvTable.open(file);
        IllegalStateException thrown = new IllegalStateException("enough");
        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> table.scan(List.of("i"), Progress.NONE, batch -> {
                            if (batch.firstRow() > ROWS / 2) {
                                throw thrown;
                            }
                        })));
        assertNoReadAheadThread();
    }

    @Test
    void aScanEndsWhenItsThreadIsInterrupted() {
        CsvTable table = CsvTable.open(file);
        assertThrows(
                CancellationException.class,
                () -> table.scan(
                        List.of("i"),
                        Progress.NONE,
                        batch -> Thread.currentThread().interrupt()));
        assertTrue(Thread.interrupted());
        assertNoReadAheadThread();
    }

    @Test
    void aBrokenRowNearTheEndIsNamedByItsLine() throws IOException {
        Path broken = folder.resolve("broken.csv");
        Files.writeString(broken, Files.readString(file) + "1,2\n");
        String message = Failure.of(() -> CsvTable.open(broken));
        assertTrue(message.startsWith("Line " + (ROWS + 2) + " of " + broken + " has 2 values"), message);
        assertNoReadAheadThread();
    }

    @Test
    void progressGrowsToOne() {
        List<Double> fractions = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                assertEquals("reading rows", activity);
                fractions.add(fraction);
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
        CsvTable.open(file, CsvOptions.defaults(), progress);
        assertEquals(fractions.stream().sorted().toList(), fractions);
        assertEquals(1, fractions.get(fractions.size() - 1));
    }

    private static void assertNoReadAheadThread() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("multilevel-read-ahead")) {
                // The thread has nothing left to do, but its last steps may take a moment.
                assertDoesNotThrow(() -> thread.join(1000));
                assertFalse(thread.isAlive());
            }
        }
    }
}
