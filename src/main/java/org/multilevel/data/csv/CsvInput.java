package org.multilevel.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.multilevel.error.DataException;

/** One pass over a CSV file, plain or gzipped, in which every failure becomes a sentence that names the line. */
final class CsvInput implements Closeable {
    /** A value of this many characters fits into any memory. */
    private static final int SHORTEST_LIMIT = 1 << 22;
    /** A value is held up to three times while it grows, two bytes a character; half of the memory is for others. */
    private static final int BYTES_PER_CHARACTER = 12;

    private static final long MEGABYTE = 1 << 20;

    private final Path file;
    private final CsvHandler handler;
    private final CsvDialect dialect;
    private final CsvSource source;
    private final int longest;
    private final CsvReader<Boolean> reader;
    private final Iterator<Boolean> pauses;

    private CsvInput(Path file, CsvDialect dialect, CsvHandler handler, CsvSource source) throws IOException {
        this.file = file;
        this.handler = handler;
        this.dialect = dialect;
        this.source = source;
        this.longest = longestValue(Runtime.getRuntime().maxMemory());
        Reader text = afterLines(dialect.skip(), new TextReader(source.stream(), dialect.encoding(), file.toString()));
        this.reader = parser(dialect, longest)
                .allowUnclosedQuote(false)
                .build(handler, dialect.separator().runs() ? new BlankReader(text, dialect.quote()) : text);
        this.pauses = reader.iterator();
    }

    /**
     * Opens the file.
     *
     * @throws DataException if it is not there, not a file, or not readable
     */
    static CsvInput open(Path file, CsvDialect dialect, CsvHandler handler) {
        CsvSource source = CsvSource.open(file);
        try {
            return new CsvInput(file, dialect, handler, source);
        } catch (IOException e) {
            source.close();
            throw CsvSource.notReadable(file, e);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Returns a parser of this dialect that leaves it to a handler how many values a row may have. */
    static CsvReader.CsvReaderBuilder parser(CsvDialect dialect, int longestValue) {
        return CsvReader.builder()
                .fieldSeparator(dialect.separator().character())
                .quoteCharacter(dialect.quote())
                .trimWhitespacesAroundQuotes(dialect.blanksAroundQuotes())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(longestValue);
    }

    /** Returns how many characters a value may have, so that a quote that nobody closed does not fill the memory. */
    private static int longestValue(long memory) {
        return (int) Math.min(1 << 30, Math.max(SHORTEST_LIMIT, memory / BYTES_PER_CHARACTER));
    }

    /** Returns what follows after so many lines, whichever of the three usual ways they end in. */
    private static Reader afterLines(int lines, Reader text) throws IOException {
        if (lines == 0) {
            return text;
        }
        PushbackReader rest = new PushbackReader(text);
        int c = 0;
        for (int skipped = 0; skipped < lines && c >= 0; skipped++) {
            do {
                c = rest.read();
            } while (c >= 0 && c != '\n' && c != '\r');
            if (c == '\r') {
                c = rest.read();
                if (c >= 0 && c != '\n') {
                    rest.unread(c);
                }
            }
        }
        return rest;
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
        return source.fraction();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw CsvSource.notReadable(file, e);
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
        if (String.valueOf(e.getMessage()).contains("maximum buffer size")) {
            return new DataException(
                    "Line " + handler.line() + " of " + file + " has a value of more than " + longest / MEGABYTE
                            + " million characters, which is too long for the memory that Java may use, or a quote that is"
                            + " not closed: close it, or allow more memory with -Xmx.",
                    e);
        }
        return new DataException(
                "Line " + handler.line() + " of " + file + " has a "
                        + (dialect.quote() == '\'' ? "single" : "double")
                        + " quote that is not closed or is followed by other text:"
                        + " close it, and write a quote inside a quoted value twice.",
                e);
    }

    private RuntimeException explained(IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new CancellationException("stopped on request");
        }
        if (cause instanceof CharacterCodingException) {
            String encoding = dialect.encoding().name();
            return new DataException(
                    "Line " + handler.line() + " of " + file + " holds a character that is not " + encoding
                            + ": save the file as UTF-8"
                            + (dialect.encoding().equals(StandardCharsets.UTF_8)
                                    ? ", or say --encoding windows-1252 if an older program wrote it."
                                    : ", or name another with --encoding."),
                    cause);
        }
        return CsvSource.notReadable(file, cause);
    }
}
