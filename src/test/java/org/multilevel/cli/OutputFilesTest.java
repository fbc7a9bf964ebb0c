package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.error.DataException;

/** Files appear complete or not at all. */
class OutputFilesTest {
    @TempDir
    Path folder;

    private static void write(OutputFiles files, Path file, String text) throws IOException {
        try (Writer writer = files.openText(file)) {
            writer.write(text);
        }
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void filesAppearTogether() throws IOException {
        Path first = folder.resolve("first.csv");
        Path second = folder.resolve("second.csv");
        try (OutputFiles files = new OutputFiles()) {
            write(files, first, "1");
            write(files, second, "2");
            assertFalse(Files.exists(first));
            files.commit();
        }
        assertEquals("1", Files.readString(first));
        assertEquals("2", Files.readString(second));
        assertEquals(2, count());
    }

    @Test
    void failureLeavesTheOldFilesAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("old.csv"), "old");
        try (OutputFiles files = new OutputFiles()) {
            write(files, file, "half of the n");
        }
        assertEquals("old", Files.readString(file));
        assertEquals(1, count());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("real.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        try (OutputFiles files = new OutputFiles()) {
            write(files, link, "new");
            files.commit();
        }
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deviceIsWrittenToAndStaysADevice() throws IOException {
        Path device = Path.of("/dev/null");
        try (OutputFiles files = new OutputFiles()) {
            write(files, device, "text");
            files.commit();
        }
        assertFalse(Files.isRegularFile(device));
    }

    @Test
    void fileInAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        try (OutputFiles files = new OutputFiles()) {
            DataException e = assertThrows(DataException.class, () -> files.openText(file.resolve("x.csv")));
            String sentence = Problems.oneLine(e);
            assertTrue(sentence.startsWith(file.resolve("x.csv") + " cannot be written ("), sentence);
        }
    }
}
