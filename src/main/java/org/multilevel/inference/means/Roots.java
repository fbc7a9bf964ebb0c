package org.multilevel.inference.means;

import java.util.function.DoubleUnaryOperator;

/** Finds where a tail probability takes a value. */
final class Roots {
    private static final int MOST_STEPS = 200;
    private static final double RELATIVE = 1e-12;

    private Roots() {}

    /**
     * Returns x &gt; 0 with f(x) = value, for an f that falls from 1 at 0 to 0: by bisection of log x, and by secants where they stay inside
     * (Dekker's method).
     */
    static double decreasing(DoubleUnaryOperator f, double value) {
        double low = 1;
        double high = 2;
        while (f.applyAsDouble(low) < value) {
            high = low;
            low /= 4;
        }
        while (f.applyAsDouble(high) > value) {
            low = high;
            high *= 2;
        }
        double excessLow = f.applyAsDouble(low) - value;
        double excessHigh = f.applyAsDouble(high) - value;
        for (int step = 0; step < MOST_STEPS && high - low > RELATIVE * high; step++) {
            double middle = Math.sqrt(low * high);
            double secant = low + (high - low) * excessLow / (excessLow - excessHigh);
            // Every third step halves, so that an end that stays cannot hold it up.
            double x = step % 3 < 2 && secant > low && secant < high ? secant : middle;
            double excess = f.applyAsDouble(x) - value;
            if (excess == 0) {
                return x;
            }
            if (excess > 0) {
                low = x;
                excessLow = excess;
            } else {
                high = x;
                excessHigh = excess;
            }
        }
        return (low + high) / 2;
    }
}
