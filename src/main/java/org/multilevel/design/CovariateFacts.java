package org.multilevel.design;

import java.util.Arrays;

/**
 * What the rows used tell of a numeric column that the fixed part reads: where predictions stand that are to be typical.
 *
 * @param mean unweighted
 * @param values the values in ascending order where there are at most two of them, else none
 */
public record CovariateFacts(double mean, double minimum, double maximum, double[] values) {

    private static final double ROUNDING = 1e-12;

    /** Copies the values; a mean of centred values is zero but for rounding, and then zero. */
    public CovariateFacts {
        values = values.clone();
        mean = Math.abs(mean) <= ROUNDING * Math.max(Math.abs(minimum), Math.abs(maximum)) ? 0 : mean;
    }

    /** Returns a copy. */
    @Override
    public double[] values() {
        return values.clone();
    }

    /** Returns whether both say the same; an array would compare by identity. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CovariateFacts facts
                && Double.compare(mean, facts.mean) == 0
                && Double.compare(minimum, facts.minimum) == 0
                && Double.compare(maximum, facts.maximum) == 0
                && Arrays.equals(values, facts.values);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(mean) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "CovariateFacts[" + mean + ", " + minimum + " to " + maximum + ", " + Arrays.toString(values) + "]";
    }
}
