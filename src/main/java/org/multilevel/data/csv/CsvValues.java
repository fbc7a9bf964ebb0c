package org.multilevel.data.csv;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tells missing values, numbers and other text apart, without making a {@code String} of them. */
final class CsvValues {
    private static final int FIRST_DIGITS_LOST = 16;

    private final char[][] missing;
    private final double[] missingNumbers;

    /** Creates the judge for a file that is read with these options. */
    CsvValues(CsvOptions options) {
        this(options.missing());
    }

    /**
     * Creates the judge.
     *
     * @param missing the texts that mean a missing value; those that are numbers stand for all ways to write them
     */
    CsvValues(List<String> missing) {
        this.missing = missing.stream().map(String::toCharArray).toArray(char[][]::new);
        this.missingNumbers = missing.stream()
                .flatMapToDouble(marker -> Stream.of(DecimalMark.POINT, DecimalMark.COMMA)
                        .filter(mark -> shape(marker).fits(mark))
                        .limit(1)
                        .mapToDouble(mark -> number(marker.toCharArray(), 0, marker.length(), mark)))
                .filter(number -> !Double.isNaN(number))
                .toArray();
    }

    /** Returns whether a text is empty or one of the missing markers, spaces around it not counted. */
    boolean isMissing(char[] text, int offset, int length) {
        int end = end(text, offset, offset + length);
        int start = start(text, offset, end);
        if (start == end) {
            return true;
        }
        for (char[] marker : missing) {
            if (Arrays.equals(marker, 0, marker.length, text, start, end)) {
                return true;
            }
        }
        return missingNumbers.length > 0 && isMissingNumber(text, start, end);
    }

    private boolean isMissingNumber(char[] text, int start, int end) {
        NumberShape shape = NumberShape.of(text, start, end);
        if (shape == NumberShape.TEXT) {
            return false;
        }
        DecimalMark mark = shape.fits(DecimalMark.POINT) ? DecimalMark.POINT : DecimalMark.COMMA;
        double number = number(text, start, end - start, mark);
        for (double marker : missingNumbers) {
            if (marker == number) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a text is a number, with either decimal mark, or missing. */
    boolean isNumeric(String text) {
        return isMissing(text.toCharArray(), 0, text.length()) || shape(text) != NumberShape.TEXT;
    }

    /**
     * Returns the number that a text, spaces around it not counted, is in the decimal notation of R and Java; also
     * NaN, Inf and Infinity in any case.
     *
     * @throws NumberFormatException if it is not one
     */
    static double number(char[] text, int offset, int length) {
        return number(text, offset, length, DecimalMark.POINT);
    }

    /**
     * Returns the number that a text, spaces around it not counted, is with this decimal mark.
     *
     * @throws NumberFormatException if it is not one
     */
    static double number(char[] text, int offset, int length, DecimalMark mark) {
        int end = end(text, offset, offset + length);
        int start = start(text, offset, end);
        if (start == end) {
            throw new NumberFormatException("empty");
        }
        if (mark == DecimalMark.COMMA || text[start] == NumberShape.MINUS) {
            return number(plain(text, start, end, mark), 0, end - start);
        }
        char first = text[start];
        int unsigned = first == '-' || first == '+' ? start + 1 : start;
        char last = text[end - 1];
        // Java's own notation has more: hexadecimal, a trailing d or f, control characters around the number.
        if ((isDigit(last) || last == '.') && unsigned < end && (isDigit(text[unsigned]) || text[unsigned] == '.')) {
            if (unsigned + 1 < end && (text[unsigned + 1] | 0x20) == 'x') {
                throw new NumberFormatException("hexadecimal");
            }
            return JavaDoubleParser.parseDouble(text, start, end - start);
        }
        return notFinite(new String(text, unsigned, end - unsigned), first == '-');
    }

    /** Returns a copy with a decimal point and an ordinary minus. */
    private static char[] plain(char[] text, int start, int end, DecimalMark mark) {
        if (!NumberShape.of(text, start, end).fits(mark)) {
            throw new NumberFormatException("not a number");
        }
        char[] copy = Arrays.copyOfRange(text, start, end);
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] == ',') {
                copy[i] = '.';
            } else if (copy[i] == NumberShape.MINUS) {
                copy[i] = '-';
            }
        }
        return copy;
    }

    /** Returns whether {@link #number(char[], int, int)} returns one. */
    static boolean isNumber(String text) {
        return isNumber(text.toCharArray(), 0, text.length());
    }

    /** Returns whether {@link #number(char[], int, int)} returns one. */
    static boolean isNumber(char[] text, int offset, int length) {
        int end = end(text, offset, offset + length);
        return NumberShape.of(text, start(text, offset, end), end).fits(DecimalMark.POINT);
    }

    /** Returns the shape of a text, spaces around it not counted. */
    static NumberShape shape(String text) {
        char[] characters = text.toCharArray();
        int end = end(characters, 0, characters.length);
        return NumberShape.of(characters, start(characters, 0, end), end);
    }

    /** Returns whether a text is a whole number of so many digits that it stands for an id: a double would merge it with others. */
    static boolean losesDigits(char[] text, int offset, int length) {
        int end = end(text, offset, offset + length);
        int start = start(text, offset, end);
        if (end - start < FIRST_DIGITS_LOST) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!isDigit(text[i]) && (i > start || (text[i] != '-' && text[i] != '+'))) {
                return false;
            }
        }
        BigDecimal exact = new BigDecimal(text, start, end - start);
        return new BigDecimal(exact.doubleValue()).compareTo(exact) != 0;
    }

    private static double notFinite(String word, boolean negative) {
        if (word.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw new NumberFormatException("not a number");
    }

    /** Returns where a text begins that has no blanks before it. */
    static int start(char[] text, int start, int end) {
        int i = start;
        while (i < end && isSpace(text[i])) {
            i++;
        }
        return i;
    }

    /** Returns where a text ends that has no blanks after it. */
    static int end(char[] text, int start, int end) {
        int i = end;
        while (i > start && isSpace(text[i - 1])) {
            i--;
        }
        return i;
    }

    static boolean isBlank(String text) {
        return isBlank(text.toCharArray(), 0, text.length());
    }

    static boolean isBlank(char[] text, int offset, int length) {
        return end(text, offset, offset + length) == offset;
    }

    /** Returns whether a character is a blank or a tab; the blanks that do not break a line are some too. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0' || c == '\u2007' || c == '\u202F' || c == '\uFEFF';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
