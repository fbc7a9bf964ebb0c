package org.multilevel.data.files.stata;

import java.nio.ByteBuffer;

/**
 * How a column stands in the rows of a Stata file.
 *
 * @param kind what it holds
 * @param width its bytes
 */
record StataType(Kind kind, int width) {

    enum Kind {
        BYTE,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        TEXT,
        /** A reference to a text that stands elsewhere in the file. */
        LONG_TEXT
    }

    /** The least code of a missing value in formats that have 27 of them. */
    private static final int FIRST_MISSING_BYTE = 101;

    private static final int FIRST_MISSING_INT = 32_741;
    private static final int FIRST_MISSING_LONG = 2_147_483_621;
    private static final float FIRST_MISSING_FLOAT = 0x1.0p127f;
    private static final double FIRST_MISSING_DOUBLE = 0x1.0p1023;
    /** What the first formats had for a missing double. */
    private static final double OLD_MISSING_DOUBLE = 0x1.0p333;

    private static final int LONGEST_TEXT = 2045;

    /** Returns the type that a code means; width 0 for one that means none. */
    static StataType of(int code, StataLayout layout) {
        if (layout.isTagged()) {
            return switch (code) {
                case 65_530 -> new StataType(Kind.BYTE, 1);
                case 65_529 -> new StataType(Kind.INT, 2);
                case 65_528 -> new StataType(Kind.LONG, 4);
                case 65_527 -> new StataType(Kind.FLOAT, 4);
                case 65_526 -> new StataType(Kind.DOUBLE, 8);
                case 32_768 -> new StataType(Kind.LONG_TEXT, 8);
                default -> new StataType(Kind.TEXT, code <= LONGEST_TEXT ? code : 0);
            };
        }
        if (layout.release() >= 111) {
            return switch (code) {
                case 251 -> new StataType(Kind.BYTE, 1);
                case 252 -> new StataType(Kind.INT, 2);
                case 253 -> new StataType(Kind.LONG, 4);
                case 254 -> new StataType(Kind.FLOAT, 4);
                case 255 -> new StataType(Kind.DOUBLE, 8);
                default -> new StataType(Kind.TEXT, code <= 244 ? code : 0);
            };
        }
        return switch (code) {
            case 'b' -> new StataType(Kind.BYTE, 1);
            case 'i' -> new StataType(Kind.INT, 2);
            case 'l' -> new StataType(Kind.LONG, 4);
            case 'f' -> new StataType(Kind.FLOAT, 4);
            case 'd' -> new StataType(Kind.DOUBLE, 8);
            default -> new StataType(Kind.TEXT, Math.max(0, code - 0x7F));
        };
    }

    boolean isNumber() {
        return kind != Kind.TEXT && kind != Kind.LONG_TEXT;
    }

    /** Returns the number, NaN where it is missing. */
    double number(ByteBuffer row, int offset, StataLayout layout) {
        double raw = raw(row, offset);
        return rank(raw, layout) >= 0 ? Double.NaN : raw;
    }

    /** Returns whether a missing number is one of .a to .z. */
    boolean isNamedMissing(ByteBuffer row, int offset, StataLayout layout) {
        return layout.hasNamedMissing() && rank(raw(row, offset), layout) > 0;
    }

    private double raw(ByteBuffer row, int offset) {
        return switch (kind) {
            case BYTE -> row.get(offset);
            case INT -> row.getShort(offset);
            case LONG -> row.getInt(offset);
            case FLOAT -> row.getFloat(offset);
            case DOUBLE -> row.getDouble(offset);
            case TEXT, LONG_TEXT -> throw new IllegalStateException("a text is no number");
        };
    }

    /** Returns 0 for the system's missing value, more for one that a user has named, -1 for a number. */
    private int rank(double raw, StataLayout layout) {
        boolean named = layout.hasNamedMissing();
        return switch (kind) {
            case BYTE -> above(raw, named ? FIRST_MISSING_BYTE : Byte.MAX_VALUE);
            case INT -> above(raw, named ? FIRST_MISSING_INT : Short.MAX_VALUE);
            case LONG -> above(raw, named ? FIRST_MISSING_LONG : Integer.MAX_VALUE);
            case FLOAT -> above(raw, FIRST_MISSING_FLOAT);
            default -> layout.release() <= 105 && raw == OLD_MISSING_DOUBLE ? 0 : above(raw, FIRST_MISSING_DOUBLE);
        };
    }

    private static int above(double raw, double first) {
        // No number that Stata writes is NaN.
        return Double.isNaN(raw) || raw == first ? 0 : raw > first ? 1 : -1;
    }
}
