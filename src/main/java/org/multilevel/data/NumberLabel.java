package org.multilevel.data;

/** Says by which label a number is known where it stands for a level. */
public final class NumberLabel {
    /** Beyond this a double may stand for several integers and a long can no longer hold it. */
    private static final double LARGEST_LONG = 9.0e18;

    private static final String CHARACTERS = "0123456789.-E";

    private NumberLabel() {}

    /** Returns the label: integers without a decimal point. */
    public static String of(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGEST_LONG
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Returns the number whose label this is, or NaN if it is no number's label. */
    public static double number(String label) {
        if (label.isEmpty() || label.length() > 30) {
            return Double.NaN;
        }
        for (int k = 0; k < label.length(); k++) {
            if (CHARACTERS.indexOf(label.charAt(k)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(label);
            return of(value).equals(label) ? value : Double.NaN;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
