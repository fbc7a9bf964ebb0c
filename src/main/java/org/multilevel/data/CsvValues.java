package org.multilevel.data;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.util.List;

/** Tells missing values, numbers and other text apart, without making a {@code String} of them. */
final class CsvValues {
    private final char[][] missing;

    CsvValues(List<String> missing) {
        this.missing = missing.stream().map(String::toCharArray).toArray(char[][]::new);
    }

    /** Returns whether a text is empty or one of the missing markers, spaces around it not counted. */
    boolean isMissing(char[] text, int offset, int length) {
        int end = end(text, offset, offset + length);
        int start = start(text, offset, end);
        if (start == end) {
            return true;
        }
        for (char[] marker : missing) {
            if (isSame(marker, text, start, end)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the number that a text, spaces around it not counted, is in the decimal notation of R and Java; also
     * NaN, Inf and Infinity in any case.
     *
     * @throws NumberFormatException if it is not one
     */
    static double number(char[] text, int offset, int length) {
        int end = end(text, offset, offset + length);
        int start = start(text, offset, end);
        if (start == end) {
            throw new NumberFormatException("empty");
        }
        char first = text[start];
        int unsigned = first == '-' || first == '+' ? start + 1 : start;
        char last = text[end - 1];
        // Java's own notation has more: hexadecimal, a trailing d or f, control characters around the number.
        if ((isDigit(last) || last == '.') && (isDigit(text[unsigned]) || text[unsigned] == '.')) {
            if (unsigned + 1 < end && (text[unsigned + 1] | 0x20) == 'x') {
                throw new NumberFormatException("hexadecimal");
            }
            return JavaDoubleParser.parseDouble(text, start, end - start);
        }
        return notFinite(new String(text, unsigned, end - unsigned), first == '-');
    }

    /** Returns whether {@link #number} returns one. */
    static boolean isNumber(char[] text, int offset, int length) {
        try {
            double unused = number(text, offset, length);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Returns whether a text is a whole number of so many digits that it stands for an id: a double would merge it with others. */
    static boolean losesDigits(char[] text, int offset, int length) {
        int end = end(text, offset, offset + length);
        int start = start(text, offset, end);
        if (end - start < 16) {
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

    private static int start(char[] text, int start, int end) {
        int i = start;
        while (i < end && isSpace(text[i])) {
            i++;
        }
        return i;
    }

    private static int end(char[] text, int start, int end) {
        int i = end;
        while (i > start && isSpace(text[i - 1])) {
            i--;
        }
        return i;
    }

    private static boolean isSame(char[] marker, char[] text, int start, int end) {
        if (marker.length != end - start) {
            return false;
        }
        for (int i = 0; i < marker.length; i++) {
            if (marker[i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
