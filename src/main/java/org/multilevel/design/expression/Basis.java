package org.multilevel.design.expression;

import java.util.Optional;

/** Columns that are computed from one number: a curve of several parameters. */
interface Basis {
    /** Computes the columns for the first {@code n} values. */
    void fill(double[] x, int n, double[][] columns);

    /** Returns where the values so far were none that the curve was made for, as what a sentence says of it. */
    default Optional<String> concern() {
        return Optional.empty();
    }
}
