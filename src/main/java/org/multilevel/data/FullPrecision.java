package org.multilevel.data;

/** Numbers as text that reads back to the same bits, for files and machines. */
public final class FullPrecision {
    /** Below this every whole number is a double, and its digits are not too many to read. */
    private static final double LARGEST_WHOLE = 1e15;

    private FullPrecision() {}

    /** Returns the decimal of a number, whole numbers without a point, empty for NaN, {@code Inf} and {@code -Inf} for infinities. */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
