package org.multilevel.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.multilevel.data.CsvOptions;
import org.multilevel.error.DataException;
import org.multilevel.model.AliasedColumns;
import org.multilevel.model.UnseenGroups;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says what would be right where one is wrong. */
final class Converters {
    private Converters() {}

    /** Reads the name of a file or folder. */
    static final class FileName implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            if (value.isEmpty()) {
                throw new TypeConversionException("the name is empty");
            }
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new TypeConversionException(
                        "'" + value + "' cannot be a file name here; if only because of letters"
                                + " beyond ASCII, set the environment variable LC_ALL=C.UTF-8");
            }
        }
    }

    /** Reads a separator: one character, or the word tab. */
    static final class Separator implements ITypeConverter<Character> {
        @Override
        public Character convert(String value) {
            String text = value.equals("tab") || value.equals("\\t") ? "\t" : value;
            if (text.length() != 1) {
                throw new TypeConversionException(
                        "'" + value + "' is not one character, such as ';', nor the word tab");
            }
            try {
                return CsvOptions.defaults().withSeparator(text.charAt(0)).separator();
            } catch (DataException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }
    }

    /** Reads a number of significant digits. */
    static final class Digits implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return wholeNumber(value, 15);
        }
    }

    /** Reads a number of threads. */
    static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return wholeNumber(value, 1024);
        }
    }

    /** Reads a confidence level. */
    static final class Level implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            try {
                double level = Double.parseDouble(value);
                if (level > 0 && level < 1) {
                    return level;
                }
            } catch (NumberFormatException e) {
                // The sentence below says it.
            }
            throw new TypeConversionException("'" + value + "' is not a number between 0 and 1, such as 0.95");
        }
    }

    /** Reads what is to happen to groups that a fit did not see. */
    static final class Unseen implements ITypeConverter<UnseenGroups> {
        @Override
        public UnseenGroups convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "population" -> UnseenGroups.POPULATION;
                case "missing" -> UnseenGroups.MISSING;
                case "error" -> UnseenGroups.ERROR;
                default ->
                    throw new TypeConversionException("'" + value + "' is none of population, missing and error");
            };
        }
    }

    /** Reads what is to happen to rows that depend on a column left out of a fit. */
    static final class Aliased implements ITypeConverter<AliasedColumns> {
        @Override
        public AliasedColumns convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "missing" -> AliasedColumns.MISSING;
                case "zero" -> AliasedColumns.ZERO;
                default -> throw new TypeConversionException("'" + value + "' is neither missing nor zero");
            };
        }
    }

    private static int wholeNumber(String value, int largest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from 1 to " + largest);
    }
}
