package org.multilevel.design.expression;

import java.util.Arrays;

/**
 * B-splines of an order over a sequence of knots, and their derivatives, by the recursion of de Boor (1978, A Practical Guide to
 * Splines, chapter X).
 *
 * <p>Beyond the knots the outermost polynomials go on.
 */
final class BSplines {
    private final int order;
    private final double[] knots;

    /** Creates the splines of an order (the degree plus 1) over knots in ascending order, of which some two differ. */
    BSplines(int order, double[] knots) {
        this.order = order;
        this.knots = knots.clone();
    }

    /** Returns how many splines there are. */
    int size() {
        return knots.length - order;
    }

    /** Returns derivative {@code m} of all splines at x, the value for 0. */
    double[] derivative(double x, int m) {
        double[] values = values(x, order - m);
        for (int k = order - m + 1; k <= order; k++) {
            double[] next = new double[knots.length - k];
            for (int i = 0; i < next.length; i++) {
                next[i] = (k - 1)
                        * (over(values[i], knots[i + k - 1] - knots[i])
                                - over(values[i + 1], knots[i + k] - knots[i + 1]));
            }
            values = next;
        }
        return values;
    }

    private double[] values(double x, int k) {
        double[] values = new double[knots.length - 1];
        int span = span(x);
        values[span] = 1;
        for (int j = 2; j <= k; j++) {
            for (int i = span - j + 1; i <= span; i++) {
                values[i] = (x - knots[i]) * over(values[i], knots[i + j - 1] - knots[i])
                        + (knots[i + j] - x) * over(values[i + 1], knots[i + j] - knots[i + 1]);
            }
        }
        return Arrays.copyOf(values, knots.length - k);
    }

    /** Returns the last interval with some length that begins at or before x, or the first of all. */
    private int span(double x) {
        int first = order - 1;
        while (first < size() - 1 && knots[first] == knots[first + 1]) {
            first++;
        }
        int span = first;
        for (int i = first; i < size(); i++) {
            if (knots[i] <= x && knots[i] < knots[i + 1]) {
                span = i;
            }
        }
        return span;
    }

    private static double over(double value, double length) {
        return value == 0 ? 0 : value / length;
    }
}
