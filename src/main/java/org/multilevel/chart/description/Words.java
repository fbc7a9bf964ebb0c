package org.multilevel.chart.description;

import java.math.BigDecimal;
import java.math.MathContext;
import org.multilevel.inference.Counts;

/** Numbers and names as charts write them. */
public final class Words {
    /** Said of effects without variance. */
    public static final String ALL_ZERO =
            "The variance of these effects is estimated as zero, so that all of them are zero.";

    private static final MathContext DIGITS = new MathContext(4);
    private static final int LONGEST_NAME = 32;

    private Words() {}

    /** Returns a number with four significant digits, or all before the point. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal exact = new BigDecimal(value);
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e9)) {
            return exact.round(DIGITS).stripTrailingZeros().toString();
        }
        int before = exact.precision() - exact.scale();
        return exact.round(new MathContext(Math.max(DIGITS.getPrecision(), before)))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Returns a name without the control characters that neither a window nor an SVG file can hold. */
    public static String name(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF || isLoneSurrogate(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns a name that is cut where it is too long to stand beside an axis. */
    public static String shortName(String name) {
        String clean = name(name);
        int length = clean.codePointCount(0, clean.length());
        return length <= LONGEST_NAME ? clean : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    /** Returns a percentage such as 95%. */
    public static String percent(double level) {
        return new BigDecimal(level * 100).round(DIGITS).stripTrailingZeros().toPlainString() + "%";
    }

    /** Returns a count with commas between thousands. */
    public static String count(long number) {
        return Counts.of(number);
    }

    /** Returns the sentence that says that a chart shows some of the rows only. */
    public static String sampled(int shown, long rows) {
        return "Shown are " + Counts.of(shown) + " of " + Counts.of(rows)
                + " rows, an even sample that is the same every time.";
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
