package org.multilevel.data.csv;

/** What stands between the whole part and the fraction of a number. */
public enum DecimalMark {
    /** As in 3.5. */
    POINT('.'),
    /** As in 3,5. */
    COMMA(',');

    private final char character;

    DecimalMark(char character) {
        this.character = character;
    }

    /** Returns the character. */
    public char character() {
        return character;
    }

    DecimalMark other() {
        return this == POINT ? COMMA : POINT;
    }

    /** Returns what a sentence calls it. */
    String words() {
        return this == POINT ? "decimal point" : "decimal comma";
    }

    /** Returns what the option that chooses it says. */
    String option() {
        return this == POINT ? "--decimal point" : "--decimal comma";
    }
}
