package org.multilevel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {
    @TempDir
    Path folder;

    private static void write(PendingFile file, String text) throws IOException {
        try (OutputStream out = file.out()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void whatWasThereStaysUntilTheFileIsCommitted() throws IOException {
        Path path = Files.writeString(folder.resolve("a"), "old");
        try (PendingFile file = PendingFile.create(path)) {
            write(file, "new");
            assertEquals("old", Files.readString(path));
            file.commit();
        }
        assertEquals("new", Files.readString(path));
        assertEquals(List.of(path), files());
    }

    @Test
    void aFileThatIsNotCommittedLeavesNothing() throws IOException {
        try (PendingFile file = PendingFile.create(folder.resolve("a"))) {
            write(file, "half");
        }
        assertEquals(List.of(), files());
    }

    @Test
    void twoWritersOfOneFileDoNotDisturbEachOther() throws IOException {
        Path path = folder.resolve("a");
        try (PendingFile first = PendingFile.create(path);
                PendingFile second = PendingFile.create(path)) {
            write(first, "first");
            write(second, "second");
            second.commit();
            first.commit();
        }
        assertEquals("first", Files.readString(path));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        try (PendingFile file = PendingFile.create(link)) {
            write(file, "new");
            file.commit();
        }
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(target));
    }

    @Test
    void aFolderThatIsNotThereIsSaidAtOnce() {
        assertThrows(
                NoSuchFileException.class,
                () -> PendingFile.create(folder.resolve("no").resolve("a")));
        assertFalse(Files.exists(folder.resolve("no")));
    }
}
