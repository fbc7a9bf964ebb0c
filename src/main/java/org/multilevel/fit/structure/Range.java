package org.multilevel.fit.structure;

import java.util.Collections;
import java.util.List;

/**
 * Where a parameter of a structure is looked for: beyond its ends what it means differs by rounding only.
 *
 * @param least negative
 * @param most positive
 */
record Range(double least, double most) {
    /** A parameter that may have any value. */
    static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Returns as many equal ranges, as far to both sides. */
    static List<Range> within(int count, double most) {
        return Collections.nCopies(count, new Range(-most, most));
    }

    double clamped(double value) {
        return Math.max(least, Math.min(most, value));
    }

    /** Returns the end in the direction of a sign. */
    double end(double sign) {
        return sign > 0 ? most : least;
    }
}
