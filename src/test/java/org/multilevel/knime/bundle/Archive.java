package org.multilevel.knime.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The files in an archive, in memory.
 *
 * @param files by their path in the archive, without folders
 */
record Archive(Map<String, byte[]> files) {
    /** An archive that the build made; the build tells where in a system property. */
    static Archive ofBuild(String property) throws IOException {
        return read(Path.of(System.getProperty(property)));
    }

    static Archive read(Path file) throws IOException {
        return read(Files.newInputStream(file));
    }

    /** An archive within this one. */
    Archive inner(String path) throws IOException {
        return read(new ByteArrayInputStream(files.get(path)));
    }

    Stream<String> paths() {
        return files.keySet().stream();
    }

    private static Archive read(InputStream file) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), entries.readAllBytes());
                }
            }
        }
        return new Archive(files);
    }
}
