package org.multilevel.data.csv;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/** The bytes of a file, unpacked if they are packed by gzip, of which it is known how many have been read. */
final class CsvSource implements Closeable {
    private final Path file;
    private final long size;
    private final CountingStream bytes;
    private final InputStream unpacked;

    private CsvSource(Path file) throws IOException {
        this.file = file;
        this.size = Files.size(file);
        this.bytes = new CountingStream(Files.newInputStream(file));
        this.unpacked = unpacked();
    }

    /**
     * Opens the file.
     *
     * @throws DataException if it is not there, not a file, or not readable
     */
    static CsvSource open(Path file) {
        checkFile(file);
        try {
            return new CsvSource(file);
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    private static void checkFile(Path file) {
        if (!Files.exists(file)) {
            throw new DataException("There is no file " + file + ": check its name and folder.");
        }
        if (Files.isDirectory(file)) {
            throw new DataException(file + " is a folder: name a CSV file in it.");
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + " is a stream that can be read only once: save it to a file first.");
        }
        if (!Files.isReadable(file)) {
            throw new DataException(file + " may not be read: change its permissions or copy it.");
        }
    }

    private InputStream unpacked() throws IOException {
        try {
            return isPacked() ? new GZIPInputStream(bytes, 1 << 16) : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** A file is packed if it begins so; one whose name says it though it does not is, unless it begins as text, a damaged one. */
    private boolean isPacked() throws IOException {
        FileBeginning beginning = FileBeginning.of(file);
        return beginning.isPacked() || (beginning.isNamedPacked() && !beginning.isPlainInSpiteOfItsName());
    }

    InputStream stream() {
        return unpacked;
    }

    /** Returns the part of the file that has been read; may be asked from another thread. */
    double fraction() {
        return size == 0 ? 1 : Math.min(1, (double) bytes.count.get() / size);
    }

    @Override
    public void close() {
        try {
            unpacked.close();
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    static DataException notReadable(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new DataException("There is no file " + file + " any more: put it back or name another.", cause);
        }
        String packed = FileBeginning.isNamedPacked(file) ? " as a gzip file" : "";
        return new DataException(
                file + " cannot be read" + packed + " (" + FileReason.of(cause) + "): check that it is complete.",
                cause);
    }

    /** Counts bytes as they are read. */
    private static final class CountingStream extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            add(read);
            return read;
        }

        private void add(int read) {
            if (read > 0) {
                count.addAndGet(read);
            }
        }
    }
}
