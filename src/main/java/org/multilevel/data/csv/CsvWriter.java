package org.multilevel.data.csv;

import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.multilevel.data.FullPrecision;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/**
 * Writes CSV (RFC 4180, UTF-8) row by row, with numbers that read back to the same bits.
 *
 * <p>Lines end with a line feed: every CSV reader takes it, and tools that only know lines do not find a carriage
 * return in the last value. A missing number is an empty value.
 */
public final class CsvWriter implements Closeable {
    private final String name;
    private final de.siegmar.fastcsv.writer.CsvWriter out;
    private final List<String> row = new ArrayList<>();

    private CsvWriter(String name, char separator, Writer writer) {
        this.name = name;
        this.out = de.siegmar.fastcsv.writer.CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(new QuoteStrategy() {
                    @Override
                    public boolean quoteEmpty(int line, int position) {
                        // Without quotes a row of one empty value would be a blank line, which is no row, and several
                        // blanks are one.
                        return row.size() == 1 || separator == Separator.BLANKS.character();
                    }

                    @Override
                    public boolean quoteValue(int line, int position, String value) {
                        // Without quotes these blanks would not count.
                        return CsvValues.isSpace(value.charAt(0))
                                || CsvValues.isSpace(value.charAt(value.length() - 1));
                    }
                })
                .build(writer);
    }

    /**
     * Creates the file, or empties it if it exists.
     *
     * @throws DataException if that is not possible
     */
    public static CsvWriter create(Path file) {
        return create(file, ',');
    }

    /**
     * Creates the file, or empties it if it exists.
     *
     * @param file the file
     * @param separator what stands between two values
     * @throws DataException if that is not possible
     */
    public static CsvWriter create(Path file, char separator) {
        if (Files.isDirectory(file)) {
            throw new DataException(file + " is a folder: name a file in it.");
        }
        try {
            return new CsvWriter(file.toString(), separator, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw notWritable(file.toString(), e);
        }
    }

    /**
     * Writes to something that is already open, which is closed with this writer.
     *
     * @param name what a sentence calls it
     * @param writer where the text goes
     */
    public static CsvWriter to(String name, Writer writer) {
        return new CsvWriter(name, ',', writer);
    }

    /**
     * Writes to something that is already open, which is closed with this writer.
     *
     * @param name what a sentence calls it
     * @param separator what stands between two values
     * @param writer where the text goes
     */
    public static CsvWriter to(String name, char separator, Writer writer) {
        return new CsvWriter(name, separator, writer);
    }

    /** Adds a text to the present row. */
    public CsvWriter text(String value) {
        row.add(value);
        return this;
    }

    /** Adds texts to the present row. */
    public CsvWriter texts(List<String> values) {
        row.addAll(values);
        return this;
    }

    /** Adds a number to the present row, as {@link FullPrecision} writes it. */
    public CsvWriter number(double value) {
        row.add(FullPrecision.text(value));
        return this;
    }

    /** Adds a whole number to the present row. */
    public CsvWriter number(long value) {
        row.add(Long.toString(value));
        return this;
    }

    /**
     * Writes the present row.
     *
     * @throws DataException if that is not possible
     */
    public void endRow() {
        try {
            out.writeRecord(row);
        } catch (UncheckedIOException e) {
            throw notWritable(name, Objects.requireNonNull(e.getCause()));
        }
        row.clear();
    }

    /**
     * Writes a row of texts, such as the header.
     *
     * @throws DataException if that is not possible
     */
    public void row(String... values) {
        texts(List.of(values)).endRow();
    }

    /**
     * Writes what is left and closes the file.
     *
     * @throws DataException if that is not possible
     */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw notWritable(name, e);
        }
    }

    private static DataException notWritable(String name, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new DataException(
                    name + " cannot be written because its folder does not exist: create the folder.", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new DataException(name + " may not be written: change its permissions or name another file.", cause);
        }
        return new DataException(
                name + " cannot be written (" + FileReason.of(cause) + "): check the disk, or name another file.",
                cause);
    }
}
