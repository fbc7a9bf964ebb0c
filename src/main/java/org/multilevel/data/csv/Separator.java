package org.multilevel.data.csv;

import org.multilevel.error.DataException;

/**
 * What stands between two values.
 *
 * @param character the character
 * @param runs whether any number of blanks and tabs counts as one, as in tables that are padded for the eye; the character is
 *     then a blank
 */
public record Separator(char character, boolean runs) {
    static final Separator COMMA = new Separator(',', false);
    /** Any number of blanks and tabs. */
    public static final Separator BLANKS = new Separator(' ', true);

    /**
     * Refuses what is part of values.
     *
     * @throws DataException if the character is a quote, a line break or part of numbers
     */
    public Separator {
        if ("\"'\0\r\n.+-".indexOf(character) >= 0 || Character.isLetterOrDigit(character)) {
            throw new DataException("The character '" + shown(character)
                    + "' cannot separate values: use a comma, a semicolon, a tab or a bar.");
        }
    }

    /** Returns one character as separator. */
    public static Separator of(char character) {
        return new Separator(character, false);
    }

    /** Returns what a sentence calls one of them. */
    String name() {
        return switch (character) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "bar";
            case ' ' -> "blank";
            default -> "'" + character + "'";
        };
    }

    /** Returns what a sentence calls all of them. */
    String plural() {
        return name().startsWith("'") ? name() : name() + "s";
    }

    /** Returns the value of the option that chooses it. */
    String option() {
        return runs ? "blanks" : shown(character);
    }

    /** Returns a character as a person writes it. */
    private static String shown(char c) {
        return switch (c) {
            case '\t' -> "tab";
            case '\n', '\r' -> "line break";
            default -> String.valueOf(c);
        };
    }
}
