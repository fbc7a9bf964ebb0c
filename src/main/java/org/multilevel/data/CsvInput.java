package org.multilevel.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.multilevel.error.DataException;

/** One pass over a CSV file, plain or gzipped, in which every failure becomes a sentence that names the line. */
final class CsvInput implements Closeable {
    /** A value this long is a quote that somebody forgot to close. */
    private static final int LONGEST_VALUE = 1 << 22;

    private final Path file;
    private final CsvHandler handler;
    private final long size;
    private final CountingStream bytes;
    private final CsvReader<Boolean> reader;
    private final Iterator<Boolean> pauses;

    private CsvInput(Path file, char separator, CsvHandler handler) throws IOException {
        this.file = file;
        this.handler = handler;
        this.size = Files.size(file);
        this.bytes = new CountingStream(Files.newInputStream(file));
        this.reader = CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_VALUE)
                .build(handler, new Utf8Reader(unpacked(), file.toString()));
        this.pauses = reader.iterator();
    }

    /**
     * Opens the file.
     *
     * @throws DataException if it is not there, not a file, or not readable
     */
    static CsvInput open(Path file, char separator, CsvHandler handler) {
        checkFile(file);
        try {
            return new CsvInput(file, separator, handler);
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
        if (!file.toString().endsWith(".gz")) {
            return bytes;
        }
        try {
            return new GZIPInputStream(bytes, 1 << 16);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Reads on until the handler pauses.
     *
     * @return false at the end of the file
     * @throws DataException if the file cannot be read or breaks the rules of CSV
     * @throws CancellationException if the thread is interrupted
     */
    boolean advance() {
        try {
            if (pauses.hasNext()) {
                return pauses.next();
            }
        } catch (CsvParseException e) {
            throw unwrapped(e);
        } catch (UncheckedIOException e) {
            throw explained(Objects.requireNonNull(e.getCause()));
        }
        if (!handler.isHeaderRead()) {
            throw new DataException(file + " is empty: the first line must name the columns.");
        }
        return false;
    }

    /** Returns the part of the file that has been read; may be asked from another thread. */
    double fraction() {
        return size == 0 ? 1 : Math.min(1, (double) bytes.count.get() / size);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    /** FastCSV wraps what a handler throws, and throws without a cause where the quotes are wrong. */
    private RuntimeException unwrapped(CsvParseException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException exception) {
            return exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new DataException(
                "Line " + handler.line() + " of " + file
                        + " has a double quote that is not closed or is followed by other text:"
                        + " close it, and write a quote inside a quoted value twice.",
                e);
    }

    private RuntimeException explained(IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new CancellationException("stopped on request");
        }
        if (cause instanceof CharacterCodingException) {
            return new DataException(
                    "Line " + handler.line() + " of " + file
                            + " holds a character that is not UTF-8: save the file as UTF-8.",
                    cause);
        }
        return notReadable(file, cause);
    }

    private static DataException notReadable(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new DataException("There is no file " + file + " any more: put it back or name another.", cause);
        }
        String packed = file.toString().endsWith(".gz") ? " as a gzip file" : "";
        return new DataException(
                file + " cannot be read" + packed + " (" + cause.getMessage() + "): check that it is complete.", cause);
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
