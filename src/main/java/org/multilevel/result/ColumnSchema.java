package org.multilevel.result;

/**
 * The name of a {@link ResultColumn} and what its cells hold.
 *
 * @param name unique in its table
 * @param kind what the cells hold
 */
public record ColumnSchema(String name, Kind kind) {

    /** What the cells of a column hold. */
    public enum Kind {
        /** Texts, as in {@link ResultColumn.Text}. */
        TEXT,
        /** Floating-point numbers, as in {@link ResultColumn.Real}. */
        REAL,
        /** Whole numbers, as in {@link ResultColumn.Whole}. */
        WHOLE
    }
}
