package org.multilevel.data;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.multilevel.error.DataException;

/**
 * How a CSV file is to be read.
 *
 * @param separator what stands between two values
 * @param missing the texts that mean a missing value; an empty value always does
 * @param categorical names of columns that hold labels even if all of them are numbers
 */
public record CsvOptions(char separator, List<String> missing, List<String> categorical) {

    /**
     * Copies the lists; spaces around a missing marker do not count.
     *
     * @throws DataException if the separator is a quote, a line break or part of numbers
     */
    public CsvOptions {
        if ("\"\r\n.+-".indexOf(separator) >= 0 || Character.isLetterOrDigit(separator)) {
            throw new DataException("The character '" + shown(separator)
                    + "' cannot separate values: use a comma, a semicolon, a tab or a bar.");
        }
        missing = missing.stream().map(String::strip).toList();
        categorical = List.copyOf(categorical);
    }

    /** Returns commas, {@code NA} for missing, and the type of every column found by reading. */
    public static CsvOptions defaults() {
        return new CsvOptions(',', List.of("NA"), List.of());
    }

    /** Returns these options with another separator. */
    public CsvOptions withSeparator(char newSeparator) {
        return new CsvOptions(newSeparator, missing, categorical);
    }

    /** Returns these options with these texts, and no others, for a missing value. */
    public CsvOptions withMissing(String... markers) {
        return new CsvOptions(separator, Stream.of(markers).toList(), categorical);
    }

    /** Returns these options with these columns, and no others, forced to be categorical. */
    public CsvOptions withCategorical(Collection<String> columns) {
        return new CsvOptions(separator, missing, List.copyOf(columns));
    }

    /** Returns a character as a person writes it. */
    static String shown(char c) {
        return switch (c) {
            case '\t' -> "tab";
            case '\n', '\r' -> "line break";
            default -> String.valueOf(c);
        };
    }
}
