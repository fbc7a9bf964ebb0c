package org.multilevel.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.multilevel.data.PendingFile;
import org.multilevel.data.csv.CsvWriter;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/**
 * Files that appear together, complete, when all of them have been written, and not at all if that fails.
 *
 * <p>Until then they stand under other names in the same folder.
 */
final class OutputFiles implements Closeable {
    private final List<PendingFile> pending = new ArrayList<>();

    /**
     * Says early what would fail after a long computation.
     *
     * @param file the file to be written
     * @param input the file that is read, which must be another one
     * @throws DataException if the file cannot be written
     */
    static void check(Path file, Path input) {
        if (Files.isDirectory(file)) {
            throw new DataException(file + " is a folder: name a file in it.");
        }
        if (isSame(file, input)) {
            throw new DataException(file + " is the file that is read: name another file to write to.");
        }
        checkFolder(folder(file));
    }

    /**
     * Says early that files cannot be written to a folder.
     *
     * @param folder the folder, which may be missing yet
     * @throws DataException if it is not a folder, or cannot be made or written to
     */
    static void checkFolder(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = folder(existing);
        }
        if (!Files.isDirectory(existing)) {
            throw new DataException(
                    existing.equals(folder.toAbsolutePath())
                            ? folder + " is a file: name a folder."
                            : "The folder " + folder + " cannot be made because " + existing
                                    + " is a file: name another folder.");
        }
        if (!Files.isWritable(existing)) {
            throw new DataException("The folder " + (existing.equals(folder.toAbsolutePath()) ? folder : existing)
                    + " may not be written to: change its permissions or name another folder.");
        }
    }

    /** Writes the bytes of a file. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes one file, gzipped if its name ends in .gz.
     *
     * @throws DataException if that is not possible
     */
    static void write(Path file, Body body) {
        try (OutputFiles files = new OutputFiles()) {
            try (OutputStream out = files.open(file)) {
                body.writeTo(out);
            } catch (IOException e) {
                throw new DataException(file + " cannot be written (" + FileReason.of(e) + "): check the disk.", e);
            }
            files.commit();
        }
    }

    /** Writes one CSV file, as {@link #write} does. */
    static void writeCsv(Path file, Consumer<CsvWriter> body) {
        try (OutputFiles files = new OutputFiles()) {
            try (CsvWriter csv = CsvWriter.to(file.toString(), files.openText(file))) {
                body.accept(csv);
            }
            files.commit();
        }
    }

    /**
     * Starts a file, gzipped if its name ends in .gz; makes its folder if that is missing.
     *
     * @throws DataException if that is not possible
     */
    OutputStream open(Path file) {
        try {
            Files.createDirectories(folder(file));
            OutputStream out = new BufferedOutputStream(start(file), 1 << 16);
            return file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out;
        } catch (IOException e) {
            throw notWritable(file, e);
        }
    }

    /** Starts a file of text in UTF-8, as {@link #open} does. */
    Writer openText(Path file) {
        return new OutputStreamWriter(open(file), StandardCharsets.UTF_8);
    }

    private OutputStream start(Path file) throws IOException {
        PendingFile started = PendingFile.create(file);
        pending.add(started);
        if (!started.unfinished().equals(started.target())) {
            // Where the process is stopped from outside.
            started.unfinished().toFile().deleteOnExit();
        }
        return started.out();
    }

    /**
     * Puts all files, which must be closed, in their places.
     *
     * @throws DataException if that is not possible
     */
    void commit() {
        for (PendingFile file : pending) {
            try {
                file.commit();
            } catch (IOException e) {
                throw notWritable(file.target(), e);
            }
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        for (PendingFile file : pending) {
            try {
                file.close();
            } catch (IOException e) {
                // It goes at the end of the process, or stays beside files that could not be written either.
            }
        }
    }

    private static DataException notWritable(Path file, IOException e) {
        return new DataException(
                file + " cannot be written (" + FileReason.of(e) + "): name another file or folder.", e);
    }

    private static boolean isSame(Path file, Path input) {
        try {
            return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
