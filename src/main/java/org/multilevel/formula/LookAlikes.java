package org.multilevel.formula;

import java.util.Optional;

/** Knows the characters that word processors and web pages put in place of those that a formula is written with. */
final class LookAlikes {
    private static final String[] FAMILIES = {
        "-\u2212\u2010\u2011\u2012\u2013\u2014\u2015\uFE63\uFF0D",
        "~\u223C\uFF5E\u02DC\u301C",
        "*\u00D7\u22C5\u2217\u00B7\uFF0A",
        "/\u00F7\u2215\u2044\uFF0F",
        "|\u2223\u00A6\uFF5C\u01C0",
        ":\u2236\uFF1A\uA789",
        "^\u02C6\uFF3E",
        "+\uFF0B",
        "(\uFF08",
        ")\uFF09",
        ",\uFF0C\u201A",
        "\"\u201C\u201D\u201E\u00AB\u00BB\uFF02",
        "`\u2018\u2019\u2032\u02BC\u00B4\uFF40",
    };

    private LookAlikes() {}

    /** Returns the sentence's advice for a character that resembles one of the notation, if it does. */
    static Optional<String> advice(int codePoint) {
        if (isInvisible(codePoint)) {
            return Optional.of("; write an ordinary space, or nothing, in its place.");
        }
        for (String family : FAMILIES) {
            if (family.indexOf(codePoint) > 0) {
                return Optional.of(advice(family.charAt(0)));
            }
        }
        return Optional.empty();
    }

    /** Returns whether a character shows as nothing or as white space. */
    static boolean isInvisible(int codePoint) {
        return Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.isISOControl(codePoint);
    }

    private static String advice(char plain) {
        return switch (plain) {
            case '`' -> ", a typographic quote; write backticks ` around a column name or \" around a level.";
            case '"' -> ", a typographic quote; write \" around a level or backticks ` around a column name.";
            default -> ", which only looks like '" + plain + "'; write the '" + plain + "' of the keyboard.";
        };
    }
}
