package org.multilevel.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.cli.Main;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;

/** Files with very many columns, or with a very long value. */
class CsvExtentTest {
    private static final int COLUMNS = 100_000;
    private static final int ROWS = 20;
    private static final int MEGABYTE = 1 << 20;

    /** Generous: it takes about a second, and 107 s where every column of every row is judged anew. */
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    /** Writes y, x, g among columns of which most would be an obstacle: neither numbers nor labels. */
    private Path wide() throws IOException {
        Path file = folder.resolve("wide.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int column = 0; column < COLUMNS; column++) {
                out.write((column == 0 ? "" : ",") + name(column));
            }
            out.newLine();
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    out.write((column == 0 ? "" : ",") + value(row, column));
                }
                out.newLine();
            }
        }
        return file;
    }

    private static String name(int column) {
        return switch (column) {
            case 7 -> "g";
            case COLUMNS / 2 -> "x";
            case COLUMNS - 1 -> "y";
            default -> "c" + column;
        };
    }

    private static String value(int row, int column) {
        return switch (column) {
            case 7 -> "g" + row % 4;
            case COLUMNS / 2 -> Integer.toString(row);
            case COLUMNS - 1 -> Double.toString(2 + 0.5 * row + (row % 4) + 0.1 * (row * 7 % 5));
            default -> row == 3 ? "odd" : Integer.toString(row + column);
        };
    }

    @Test
    void columnsThatAreNotAskedForAreNeitherTypedNorKept() throws IOException {
        Path file = wide();
        CsvOptions three = CsvOptions.defaults().withColumns(List.of("y", "x", "g"));
        CsvTable table = assertTimeout(LONG, () -> CsvTable.open(file, three));
        assertEquals(List.of(Column.categorical("g"), Column.numeric("x"), Column.numeric("y")), table.columns());
        assertEquals(List.of(), table.notes(List.of("y", "x", "g")));

        double[] sum = {0};
        Runnable scan = () -> table.scan(List.of("x"), Progress.NONE, batch -> sum[0] += sumOf(batch));
        scan.run();
        long bytes = allocated(scan);
        assertEquals(2 * ROWS * (ROWS - 1) / 2.0, sum[0]);
        // The text of a row is about 0.6 MB; a column of a batch alone would take 8 bytes x 4,096 rows.
        assertTrue(bytes < 64L * MEGABYTE, bytes + " bytes for one column of " + COLUMNS);
    }

    private static double sumOf(Batch batch) {
        double sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            sum += batch.numbers(0)[i];
        }
        return sum;
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        work.run();
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    @Test
    void aModelOfThreeOfVeryManyColumnsIsFitted() throws IOException {
        Path file = wide();
        int code = assertTimeout(
                LONG,
                () -> Main.run(
                        OutputStream.nullOutputStream(), System.err, "fit", file.toString(), "y ~ x + (1 | g)", "-q"));
        assertEquals(0, code);
    }

    @Test
    void aValueOfFiftyMegabytesIsAValue() throws IOException {
        for (String quote : List.of("", "\"")) {
            Path file = folder.resolve("long" + quote.length() + ".csv");
            String piece =
                    "a longer text, ".replace(",", quote.isEmpty() ? ";" : ",").repeat(MEGABYTE / 15);
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                out.write("x,note\n1,short\n2," + quote);
                for (int k = 0; k < 50; k++) {
                    out.write(piece);
                }
                out.write(quote + "\n3,short\n");
            }
            CsvTable table = CsvTable.open(file, CsvOptions.defaults().withColumns(List.of("x")));
            double[] sum = {0};
            table.scan(List.of("x"), Progress.NONE, batch -> sum[0] += sumOf(batch));
            assertEquals(6, sum[0], "quote " + quote);
        }
    }
}
