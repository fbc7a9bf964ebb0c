package org.multilevel.design.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** The intervals of a {@code cut()} call and their labels, as R's. */
final class Cut {
    private static final int MOST_DIGITS = 12;
    private static final int LEAST_DIGITS = 3;

    private final double[] breaks;
    private final List<String> labels;
    private final boolean right;
    private final boolean closed;

    /**
     * Creates the intervals.
     *
     * @param breaks where they begin and end, in ascending order
     * @throws ModelException if there are labels for more or fewer intervals
     */
    Cut(Expression.Call call, double[] breaks) {
        this.breaks = breaks.clone();
        this.right = Expressions.isTrue(call, "right", true);
        this.closed = Expressions.isTrue(call, "include.lowest", false);
        List<String> given = call.argument("labels").map(Expression::texts).orElse(List.of());
        int count = breaks.length - 1;
        if (!given.isEmpty() && given.size() != count) {
            throw new ModelException(
                    call + " has " + given.size() + " labels for " + count + " intervals: write one for each.");
        }
        this.labels = given.isEmpty() ? labels((int) Expressions.number(call, "dig.lab", LEAST_DIGITS)) : given;
    }

    /**
     * Returns the intervals of a call.
     *
     * @param constants of the data-dependent calls, by their text
     */
    static Cut of(Expression.Call call, Map<String, double[]> constants) {
        double[] given = call.argument("breaks").map(Expression::numbers).orElse(List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new Cut(call, given.length > 1 ? given : Evaluators.constants(call, constants));
    }

    /** Returns the breaks of so many intervals of equal length over a range, which is widened by a thousandth. */
    static double[] breaks(int count, double lowest, double highest) {
        double width = highest - lowest;
        double[] breaks = new double[count + 1];
        double margin = width == 0 ? Math.abs(lowest) / 1000 : width / 1000;
        double from = width == 0 ? lowest - margin : lowest;
        double to = width == 0 ? highest + margin : highest;
        for (int k = 0; k <= count; k++) {
            breaks[k] = from + k * ((to - from) / count);
        }
        breaks[0] = lowest - margin;
        breaks[count] = highest + margin;
        return breaks;
    }

    /** Returns the labels of the intervals in ascending order. */
    List<String> labels() {
        return labels;
    }

    /** Returns the number of the interval of a value, from 1; NaN if there is none. */
    double code(double x) {
        int low = 0;
        int high = breaks.length - 1;
        boolean atOpenEnd = x == breaks[right ? low : high] && !closed;
        if (!(x >= breaks[low] && x <= breaks[high]) || atOpenEnd) {
            return Double.NaN;
        }
        while (high - low >= 2) {
            int middle = (high + low) / 2;
            if (x > breaks[middle] || (!right && x == breaks[middle])) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + 1.0;
    }

    private List<String> labels(int leastDigits) {
        for (int digits = leastDigits; digits <= Math.max(MOST_DIGITS, leastDigits); digits++) {
            int significant = digits;
            String[] ends = Arrays.stream(breaks)
                    .mapToObj(b -> shortest(b, significant))
                    .toArray(String[]::new);
            boolean distinct = true;
            for (int k = 1; k < ends.length; k++) {
                distinct &= !ends[k].equals(ends[k - 1]);
            }
            if (distinct) {
                return labels(ends);
            }
        }
        List<String> numbers = new ArrayList<>();
        for (int k = 1; k < breaks.length; k++) {
            numbers.add(Integer.toString(k));
        }
        return numbers;
    }

    private List<String> labels(String... ends) {
        List<String> intervals = new ArrayList<>();
        for (int k = 1; k < ends.length; k++) {
            boolean first = k == 1 && closed && right;
            boolean last = k == ends.length - 1 && closed && !right;
            intervals.add((right && !first ? "(" : "[") + ends[k - 1] + "," + ends[k] + (right || last ? "]" : ")"));
        }
        return intervals;
    }

    /** Returns a number as C's {@code %g} does. */
    private static String shortest(double value, int digits) {
        if (Double.isInfinite(value)) {
            return value < 0 ? "-Inf" : "Inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
