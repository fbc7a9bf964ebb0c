package org.multilevel.inference.advice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.multilevel.inference.Counts;

/** Writes numbers and lists of names in the sentences of findings. */
final class Words {
    private Words() {}

    /** Returns a number with three significant digits, without an exponent where that is short. */
    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-4 && size < 1e7 ? commas(rounded) : String.format(Locale.ROOT, "%.2g", value);
    }

    private static String commas(BigDecimal value) {
        return value.scale() <= 0 ? Counts.of(value.longValue()) : value.toPlainString();
    }

    /** Returns names as in "a, b and c". */
    static String list(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Returns how many rows levels have, as in "10 rows each" or "14 to 67 rows". */
    static String range(long smallest, long largest) {
        return smallest == largest
                ? Counts.of(smallest, "row") + " each"
                : Counts.of(smallest) + " to " + Counts.of(largest) + " rows";
    }
}
