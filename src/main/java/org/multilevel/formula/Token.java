package org.multilevel.formula;

import org.multilevel.error.FormulaException;

/**
 * A word, number or sign of a formula's text.
 *
 * @param kind what it is
 * @param text a name or a quoted text without its quotes, else as written
 * @param position where it starts: the 1-based count of characters (code points)
 */
record Token(Kind kind, String text, int position) {

    /** What a token can be. */
    enum Kind {
        NAME,
        QUOTED_NAME,
        NUMBER,
        TEXT,
        DOT,
        TILDE,
        PLUS,
        MINUS,
        STAR,
        SLASH,
        COLON,
        WITHIN,
        POWER,
        OPEN,
        CLOSE,
        BAR,
        DOUBLE_BAR,
        COMMA,
        COMPARISON,
        AND,
        NOT,
        EQUALS,
        ARROW,
        SEMICOLON,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isColumn() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }

    /** Returns the token as a message shows it. */
    String shown() {
        return switch (kind) {
            case QUOTED_NAME -> Names.shown("`" + text.replace("`", "``") + "`");
            case TEXT -> "the text " + Names.shown(Names.text(text));
            default -> "'" + Names.shown(text) + "'";
        };
    }

    /** Returns the start of a sentence about this token. */
    String found() {
        return kind == Kind.END
                ? "The formula ends at position " + position
                : "Found " + shown() + " at position " + position;
    }

    /** Returns an error that begins with what was found here, to be thrown. */
    FormulaException error(String rest) {
        return new FormulaException(found() + rest, position);
    }
}
