package org.multilevel.design.expression;

/** Columns that are computed from one number: a curve of several parameters. */
interface Basis {
    /** Computes the columns for the first {@code n} values. */
    void fill(double[] x, int n, double[][] columns);
}
