package org.multilevel.model;

import org.multilevel.design.DesignBlock;

/**
 * Fitted values and residuals of some of the rows that a fit used, in table order; reused from call to call, so copy what you
 * want to keep.
 */
public final class FittedRows {
    private final long[] row = new long[DesignBlock.CAPACITY];
    private final double[] fitted = new double[DesignBlock.CAPACITY];
    private final double[] population = new double[DesignBlock.CAPACITY];
    private final double[] residual = new double[DesignBlock.CAPACITY];
    private int size;

    FittedRows() {}

    /** Returns how many rows there are in this call. */
    public int size() {
        return size;
    }

    /** Returns the 0-based position in the table of row i; rows that the fit did not use are skipped. */
    public long row(int i) {
        return row[i];
    }

    /** Returns X beta + Z b + offset. */
    public double fitted(int i) {
        return fitted[i];
    }

    /** Returns X beta + offset. */
    public double population(int i) {
        return population[i];
    }

    /** Returns the response less {@link #fitted}, not weighted. */
    public double residual(int i) {
        return residual[i];
    }

    /** Says that the next call starts with no rows. */
    void clear() {
        size = 0;
    }

    /** Adds a row. */
    void add(long row, double fitted, double population, double residual) {
        this.row[size] = row;
        this.fitted[size] = fitted;
        this.population[size] = population;
        this.residual[size] = residual;
        size++;
    }
}
