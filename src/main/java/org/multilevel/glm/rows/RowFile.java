package org.multilevel.glm.rows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/**
 * A temporary file of slots of one size, which is gone when nobody knows of it any more.
 *
 * <p>It is no channel, since one is closed for all who read it by the interruption of a single thread.
 */
final class RowFile {
    private static final Cleaner CLEANER = Cleaner.create();

    private final RandomAccessFile file;
    private final long slot;

    /** @param slot bytes of a slot */
    RowFile(long slot) {
        this.slot = slot;
        try {
            Path path = Files.createTempFile("multilevel-rows", ".tmp");
            this.file = new RandomAccessFile(path.toFile(), "rw");
            CLEANER.register(this, new Removal(file, path, removed(path)));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Removes the name of the open file where the system allows it, so that nothing is left whatever happens to this process. */
    private static boolean removed(Path path) {
        try {
            Files.delete(path);
            return true;
        } catch (IOException inUse) {
            path.toFile().deleteOnExit();
            return false;
        }
    }

    /** Closes the file; knows nothing of who knows of it. */
    private record Removal(RandomAccessFile file, Path path, boolean removed) implements Runnable {
        @Override
        public void run() {
            try {
                file.close();
                if (!removed) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                // it is temporary, and the system removes it in the end
                return;
            }
        }
    }

    /** Returns how many bytes a slot has. */
    long slot() {
        return slot;
    }

    /** Reads the first bytes of a slot, as many as there is room for. */
    void read(int number, byte[] to) {
        try {
            synchronized (file) {
                file.seek(number * slot);
                file.readFully(to);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Writes bytes to a slot. */
    void write(int number, byte[] from) {
        try {
            synchronized (file) {
                file.seek(number * slot);
                file.write(from);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static DataException failed(IOException e) {
        return new DataException(
                "The rows of the model do not fit into memory, and its temporary file failed ("
                        + FileReason.of(e)
                        + "): make room in the folder " + System.getProperty("java.io.tmpdir")
                        + ", choose another with -Djava.io.tmpdir, or allow Java more memory with -Xmx (in KNIME: in knime.ini).",
                e);
    }
}
