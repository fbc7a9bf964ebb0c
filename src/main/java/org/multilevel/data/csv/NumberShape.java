package org.multilevel.data.csv;

/** What a text looks like that may be a number, told by one look at its characters. */
enum NumberShape {
    /** No number. */
    TEXT,
    /** A whole number, perhaps with an exponent, or what stands for no finite number. */
    WHOLE,
    /** A number with a decimal point. */
    POINT,
    /** As 1.234, which is a number with a decimal point or a thousand and some. */
    POINT_OR_THOUSANDS,
    /** A number with a decimal comma. */
    COMMA,
    /** As 1,234, which is a number with a decimal comma or a thousand and some. */
    COMMA_OR_THOUSANDS;

    /** The minus sign of typesetters, which spreadsheets and statistical tables write. */
    static final char MINUS = '\u2212';

    private static final int GROUP = 3;

    /** Returns the shape of the characters from {@code start} to {@code end}, without blanks around them. */
    static NumberShape of(char[] text, int start, int end) {
        int first = start < end && isSign(text[start]) ? start + 1 : start;
        int i = digits(text, first, end);
        int whole = i - first;
        char mark = 0;
        int fraction = 0;
        if (i < end && (text[i] == '.' || text[i] == ',')) {
            mark = text[i];
            int from = i + 1;
            i = digits(text, from, end);
            fraction = i - from;
        }
        if (whole + fraction == 0) {
            return mark == 0 && isNotFinite(text, first, end) ? WHOLE : TEXT;
        }
        int mantissa = i;
        if (i < end && (text[i] | 0x20) == 'e') {
            int from = i + 1 < end && isSign(text[i + 1]) ? i + 2 : i + 1;
            i = digits(text, from, end);
            if (i == from) {
                return TEXT;
            }
        }
        if (i < end) {
            return TEXT;
        }
        boolean thousands = mantissa == end && fraction == GROUP && whole >= 1 && whole <= GROUP && text[first] != '0';
        return switch (mark) {
            case '.' -> thousands ? POINT_OR_THOUSANDS : POINT;
            case ',' -> thousands ? COMMA_OR_THOUSANDS : COMMA;
            default -> WHOLE;
        };
    }

    /** Returns whether a number of this shape can be read with a decimal mark. */
    boolean fits(DecimalMark mark) {
        return this == WHOLE || hasMark(mark);
    }

    /** Returns whether a number of this shape is written with a decimal mark, as far as one can tell. */
    boolean hasMark(DecimalMark mark) {
        return switch (mark) {
            case POINT -> this == POINT || this == POINT_OR_THOUSANDS;
            case COMMA -> this == COMMA || this == COMMA_OR_THOUSANDS;
        };
    }

    private static int digits(char[] text, int start, int end) {
        int i = start;
        while (i < end && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+' || c == MINUS;
    }

    private static boolean isNotFinite(char[] text, int start, int end) {
        return switch (end - start) {
            case 3 -> isWord("nan", text, start) || isWord("inf", text, start);
            case 8 -> isWord("infinity", text, start);
            default -> false;
        };
    }

    private static boolean isWord(String lower, char[] text, int start) {
        for (int i = 0; i < lower.length(); i++) {
            if ((text[start + i] | 0x20) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
