package org.multilevel.result;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Numbers as a reader wants them: the same decimals down a column, as many as carry information. */
final class Decimals {
    /** How many digits more than asked for the largest number of a column may show. */
    private static final int EXTRA = 5;

    private static final int LARGEST_EXPONENT = 9;
    private static final int SMALLEST_EXPONENT = -5;

    private final int places;
    private final int digits;
    private final boolean showsSmall;

    private Decimals(int places, int digits, boolean showsSmall) {
        this.places = places;
        this.digits = digits;
        this.showsSmall = showsSmall;
    }

    /** Returns the format that shows the smallest of some numbers with so many significant digits. */
    static Decimals showing(double[] values, int digits) {
        int smallest = exponents(values).min().orElse(0);
        int largest = exponents(values).max().orElse(0);
        int wanted = digits - 1 - smallest;
        int affordable = digits - 1 + EXTRA - largest;
        return new Decimals(Math.max(0, Math.min(wanted, affordable)), digits, true);
    }

    /** Returns the format with a fixed number of decimals, in which what is smaller than them reads as zero. */
    static Decimals places(int places) {
        return new Decimals(places, places + LARGEST_EXPONENT, false);
    }

    /** Returns the format that shows a number of this size with so many significant digits, in which what is smaller than the last reads as zero. */
    static Decimals beside(double scale, int digits) {
        int exponent = Double.isFinite(scale) ? exponent(scale) : 0;
        return new Decimals(Math.max(0, digits - 1 - exponent), digits, false);
    }

    /** Returns a number in this format, in scientific notation where that would not show it; empty for NaN. */
    String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        int exponent = exponent(value);
        boolean tiny = showsSmall && exponent < 0 && exponent < Math.max(1 - places, SMALLEST_EXPONENT);
        if (value != 0 && (tiny || exponent >= LARGEST_EXPONENT)) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        }
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.startsWith("-") && Double.parseDouble(text) == 0 ? text.substring(1) : text;
    }

    private static IntStream exponents(double[] values) {
        return Arrays.stream(values).filter(v -> v != 0 && Double.isFinite(v)).mapToInt(Decimals::exponent);
    }

    private static int exponent(double value) {
        return value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
    }
}
