package org.multilevel.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears complete or not at all: whoever opens it meanwhile, or after a failure, finds what was there before.
 *
 * <p>Until it is committed it stands under another name in the same folder. A device or a pipe is written to as it is.
 */
public final class PendingFile implements Closeable {
    private final Path unfinished;
    private final Path target;
    private final OutputStream out;

    private PendingFile(Path unfinished, Path target, OutputStream out) {
        this.unfinished = unfinished;
        this.target = target;
        this.out = out;
    }

    /**
     * Starts the file.
     *
     * @param file its name; the file that a link leads to is replaced, not the link
     * @throws IOException if it cannot be created
     */
    public static PendingFile create(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new PendingFile(file, file, Files.newOutputStream(file, StandardOpenOption.WRITE));
        }
        Path target = Files.exists(file) ? file.toRealPath() : file;
        // Two that write the same file at a time must not write into each other's.
        Path unfinished = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        return new PendingFile(
                unfinished,
                target,
                Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Returns where to write, not buffered; close it before the file is committed. */
    public OutputStream out() {
        return out;
    }

    /** Returns the file's name. */
    public Path target() {
        return target;
    }

    /** Returns where the file stands until it is committed. */
    public Path unfinished() {
        return unfinished;
    }

    /**
     * Puts the file, which must be closed, in its place.
     *
     * @throws IOException if that is not possible; what was there before is still there
     */
    public void commit() throws IOException {
        if (unfinished.equals(target)) {
            return;
        }
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Closes the file, and removes it if it was not committed. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            if (!unfinished.equals(target)) {
                Files.deleteIfExists(unfinished);
            }
        }
    }
}
