package org.multilevel.inference;

import java.util.Locale;

/** How tables, sentences and summaries write p values. */
public final class PValues {
    private static final double SMALLEST = 1e-16;

    /** What rounds to less than 0.001 is told by its order of magnitude. */
    private static final double SMALL = 0.00095;

    private PValues() {}

    /** Returns a p value: four decimals, below 0.001 two significant digits, below 1e-16 only that; empty for NaN. */
    public static String text(double p) {
        if (Double.isNaN(p)) {
            return "";
        }
        if (p < SMALLEST) {
            return "<1e-16";
        }
        return String.format(Locale.ROOT, p < SMALL ? "%.1e" : "%.4f", p);
    }

    /** Returns a p value as a sentence has it: {@code p = 0.0123}, or {@code p < 1e-16}. */
    public static String said(double p) {
        String text = text(p);
        return text.startsWith("<") ? "p < " + text.substring(1) : "p = " + text;
    }

    /** Returns the part of so many draws that are as large as what was found, or larger: of none it is only known that there are fewer. */
    public static String drawn(double p, int draws) {
        return p > 0 ? said(p) : String.format(Locale.ROOT, "p < %.1g", 1.0 / draws);
    }
}
