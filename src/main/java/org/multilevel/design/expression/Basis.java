package org.multilevel.design.expression;

import java.util.Optional;

/** Columns that are computed from one number: a curve of several parameters. */
interface Basis {
    /** Computes the columns for the first {@code n} values. */
    void fill(double[] x, int n, double[][] columns);

    /** Returns how many of the values so far were none that the curve was made for. */
    default long beyond() {
        return 0;
    }

    /** Returns what a sentence says of a curve with so many values that it was not made for. */
    default Optional<String> concern(long count) {
        return Optional.empty();
    }
}
