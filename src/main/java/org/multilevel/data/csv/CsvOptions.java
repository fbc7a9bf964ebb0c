package org.multilevel.data.csv;

import java.nio.charset.Charset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.multilevel.error.DataException;

/**
 * How a CSV file is to be read; what is not said is recognised.
 *
 * <p>Sentences about a file name the command line's option for each of these, which is called as the method here: {@code --missing}
 * is {@link #withMissing}.
 *
 * @param separator what stands between two values
 * @param quote what stands around a value that holds a separator; {@link #NO_QUOTE} for nothing
 * @param decimal what stands before the fraction of a number; where it is not said, every column shows its own
 * @param encoding how bytes become characters
 * @param skip how many lines stand before the header
 * @param rowNames whether every row begins with its name, of which the header knows nothing
 * @param missing the texts that mean a missing value; an empty value always does, and numbers are compared as numbers
 * @param categorical names of columns that hold labels even if all of them are numbers
 * @param numeric names of columns that hold numbers, where anything else is a mistake
 * @param columns names of the columns to read; where it is not said, all
 */
public record CsvOptions(
        Optional<Separator> separator,
        Optional<Character> quote,
        Optional<DecimalMark> decimal,
        Optional<Charset> encoding,
        OptionalInt skip,
        Optional<Boolean> rowNames,
        List<String> missing,
        List<String> categorical,
        List<String> numeric,
        Optional<List<String>> columns) {
    /** What stands for a missing value besides an empty one, unless something else is said. */
    public static final String NOT_AVAILABLE = "NA";

    /** Stands for a file in which quotes are characters like any other. */
    public static final char NO_QUOTE = '\0';

    /** Copies the lists; spaces around a missing marker do not count. */
    public CsvOptions {
        missing = missing.stream().map(String::strip).toList();
        categorical = List.copyOf(categorical);
        numeric = List.copyOf(numeric);
        columns = columns.map(List::copyOf);
    }

    /** Returns options that say {@code NA} for missing; all else is recognised. */
    public static CsvOptions defaults() {
        return new CsvOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(NOT_AVAILABLE),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /**
     * Returns these options with this character between values.
     *
     * @throws DataException if it is a quote, a line break or part of numbers
     */
    public CsvOptions withSeparator(char newSeparator) {
        return withSeparator(Separator.of(newSeparator));
    }

    /** Returns these options with this between values. */
    public CsvOptions withSeparator(Separator newSeparator) {
        return new CsvOptions(
                Optional.of(newSeparator),
                quote,
                decimal,
                encoding,
                skip,
                rowNames,
                missing,
                categorical,
                numeric,
                columns);
    }

    /**
     * Returns these options with this character around values; {@link #NO_QUOTE} for none.
     *
     * @throws DataException if it is a line break, a letter, a digit or part of numbers
     */
    public CsvOptions withQuote(char newQuote) {
        if ("\r\n.+- \t,;".indexOf(newQuote) >= 0 || Character.isLetterOrDigit(newQuote)) {
            throw new DataException(
                    "The character '" + newQuote + "' cannot stand around values: use a double or a single quote.");
        }
        return new CsvOptions(
                separator,
                Optional.of(newQuote),
                decimal,
                encoding,
                skip,
                rowNames,
                missing,
                categorical,
                numeric,
                columns);
    }

    /** Returns these options with this mark in all numbers. */
    public CsvOptions withDecimal(DecimalMark mark) {
        return new CsvOptions(
                separator, quote, Optional.of(mark), encoding, skip, rowNames, missing, categorical, numeric, columns);
    }

    /** Returns these options with this encoding. */
    public CsvOptions withEncoding(Charset charset) {
        return new CsvOptions(
                separator,
                quote,
                decimal,
                Optional.of(charset),
                skip,
                rowNames,
                missing,
                categorical,
                numeric,
                columns);
    }

    /**
     * Returns these options with so many lines before the header.
     *
     * @throws DataException if the number is negative
     */
    public CsvOptions withSkip(int lines) {
        if (lines < 0) {
            throw new DataException("So few lines as " + lines + " cannot be skipped: name 0 or more.");
        }
        return new CsvOptions(
                separator,
                quote,
                decimal,
                encoding,
                OptionalInt.of(lines),
                rowNames,
                missing,
                categorical,
                numeric,
                columns);
    }

    /** Returns these options, saying whether every row begins with its name, of which the header knows nothing. */
    public CsvOptions withRowNames(boolean present) {
        return new CsvOptions(
                separator,
                quote,
                decimal,
                encoding,
                skip,
                Optional.of(present),
                missing,
                categorical,
                numeric,
                columns);
    }

    /** Returns these options with these texts, and no others, for a missing value. */
    public CsvOptions withMissing(String... markers) {
        return new CsvOptions(
                separator,
                quote,
                decimal,
                encoding,
                skip,
                rowNames,
                Stream.of(markers).toList(),
                categorical,
                numeric,
                columns);
    }

    /** Returns these options with these columns, and no others, forced to be categorical. */
    public CsvOptions withCategorical(Collection<String> names) {
        return new CsvOptions(
                separator, quote, decimal, encoding, skip, rowNames, missing, List.copyOf(names), numeric, columns);
    }

    /** Returns these options with these columns, and no others, expected to hold numbers; one that is not there is no mistake. */
    public CsvOptions withNumeric(Collection<String> names) {
        return new CsvOptions(
                separator, quote, decimal, encoding, skip, rowNames, missing, categorical, List.copyOf(names), columns);
    }

    /** Returns these options for a table that has only those of these columns that the file has; others cost nothing then. */
    public CsvOptions withColumns(Collection<String> names) {
        return new CsvOptions(
                separator,
                quote,
                decimal,
                encoding,
                skip,
                rowNames,
                missing,
                categorical,
                numeric,
                Optional.of(List.copyOf(names)));
    }
}
