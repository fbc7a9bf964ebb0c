package org.multilevel.data;

/** Says by which label a number is known where it stands for a level. */
public final class NumberLabel {
    /** Beyond this a double may stand for several integers and a long can no longer hold it. */
    private static final double LARGEST_LONG = 9.0e18;

    private NumberLabel() {}

    /** Returns the label: integers without a decimal point. */
    public static String of(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGEST_LONG
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
