package org.multilevel.formula;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes names, numbers, texts and calls so that the parser reads them back as the same thing. */
final class Names {
    /** The number that has a name, which a column of that name has to yield to inside expressions. */
    static final String PI = "pi";

    static final String INFINITY = "Inf";
    static final String NULL = "NULL";

    static final int EITHER = 1;
    static final int BOTH = 2;
    static final int NOT = 3;
    static final int COMPARISON = 4;
    static final int SUM = 5;
    static final int PRODUCT = 6;
    static final int WITHIN = 7;
    static final int SIGN = 8;
    static final int POWER = 9;
    static final int ATOM = 10;
    private static final int LONGEST_SHOWN = 60;
    private static final int MOST_DIGITS = 15;

    private Names() {}

    /** Returns the name, between backticks unless R would read it without them. */
    static String quote(String name) {
        return isPlain(name) ? name : '`' + name.replace("`", "``") + '`';
    }

    /** Returns whether a name may begin with this code point; after a dot no digit may follow. */
    static boolean startsName(int codePoint) {
        return Character.isLetter(codePoint) || codePoint == '.';
    }

    /** Returns whether this code point may follow the first one of a name. */
    static boolean continuesName(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || codePoint == '.'
                || codePoint == '_'
                || Character.getType(codePoint) == Character.NON_SPACING_MARK
                || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals(PI)
                || name.equals(NULL)
                || !startsName(name.codePointAt(0))) {
            return false;
        }
        if (name.charAt(0) == '.' && Character.isDigit(name.codePointAt(1))) {
            return false;
        }
        for (int at = name.offsetByCodePoints(0, 1); at < name.length(); at = name.offsetByCodePoints(at, 1)) {
            if (!continuesName(name.codePointAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the shortest text of a number: {@code 2}, {@code 0.5}, {@code 1e-20}. */
    static String number(double value) {
        if (value == Math.PI) {
            return PI;
        }
        if (Double.isInfinite(value)) {
            return value < 0 ? "-" + INFINITY : INFINITY;
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (value == 0 || (exponent > -5 && exponent < MOST_DIGITS)) {
            return shortest.toPlainString();
        }
        String digits = shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return digits + "e" + exponent;
    }

    /** Returns the text between double quotes, with backslashes before what would end or break it. */
    static String text(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }

    /** Returns a call or an arithmetic operation with R's spacing and no parentheses but the necessary ones. */
    static String call(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        int priority = priority(call);
        if (priority == ATOM) {
            return call.function()
                    + arguments.stream().map(Expression::toString).collect(Collectors.joining(", ", "(", ")"));
        }
        if (arguments.size() == 1) {
            int inner = priority(arguments.get(0));
            return call.function() + enclosed(arguments.get(0), priority == NOT ? inner < ATOM : inner < priority);
        }
        int left = priority(arguments.get(0));
        int right = priority(arguments.get(1));
        boolean isPower = priority == POWER;
        boolean apart = isPower || priority == COMPARISON || priority == WITHIN;
        return enclosed(arguments.get(0), apart ? left <= priority : left < priority)
                + spaced(call.function())
                + enclosed(arguments.get(1), isPower ? right < SIGN : right <= priority);
    }

    private static String spaced(String operator) {
        return operator.equals("/") || operator.equals("^") ? operator : " " + operator + " ";
    }

    private static String enclosed(Expression expression, boolean inParentheses) {
        return inParentheses ? "(" + expression + ")" : expression.toString();
    }

    private static int priority(Expression expression) {
        if (!(expression instanceof Expression.Call call)) {
            return ATOM;
        }
        return switch (call.function()) {
            case "|" -> EITHER;
            case "&" -> BOTH;
            case "!" -> NOT;
            case "<", ">", "<=", ">=", "==", "!=" -> COMPARISON;
            case "%in%" -> WITHIN;
            case "+" -> SUM;
            case "-" -> call.arguments().size() == 1 ? SIGN : SUM;
            case "*", "/" -> PRODUCT;
            case "^" -> POWER;
            default -> ATOM;
        };
    }

    /** Returns a text fit for a message: on one line, and cut if it is long. */
    static String shown(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST_SHOWN).forEach(point -> {
            boolean breaksLine = Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
            if (breaksLine) {
                line.append(String.format("\\u%04x", point));
            } else {
                line.appendCodePoint(point);
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? line + "..." : line.toString();
    }
}
