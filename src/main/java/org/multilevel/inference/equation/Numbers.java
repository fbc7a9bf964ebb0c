package org.multilevel.inference.equation;

import java.math.BigDecimal;
import java.math.MathContext;
import org.multilevel.inference.equation.Atom.Value;

/**
 * Whether estimates stand in place of symbols, and with how many significant digits.
 *
 * @param digits 0 for symbols
 */
record Numbers(int digits) {
    private static final double LARGE = 1e9;
    private static final double SMALL = 1e-5;

    boolean areShown() {
        return digits > 0;
    }

    /** Returns a number as it stands alone. */
    Value value(double number) {
        return new Value(text(number));
    }

    private String text(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return number == 0 ? "0" : String.valueOf(number);
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits));
        double size = Math.abs(number);
        if (size < SMALL || size >= LARGE) {
            int exponent = rounded.precision() - rounded.scale() - 1;
            return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
        }
        return rounded.toPlainString();
    }
}
