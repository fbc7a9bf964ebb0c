package org.multilevel.model;

import java.util.List;
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
    private final int[] order;
    private final int[][] level;
    private int size;

    /**
     * Creates room for the rows of a block.
     *
     * @param order for each of the model's grouping factors its position in the design
     */
    FittedRows(List<Integer> order) {
        this.order = order.stream().mapToInt(Integer::intValue).toArray();
        this.level = new int[order.size()][DesignBlock.CAPACITY];
    }

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

    /**
     * Returns the number of the row's level, as {@link GroupingFactor#level} has it.
     *
     * @param i the row
     * @param factor position in {@link MixedModel#groupingFactors()}
     */
    public int level(int i, int factor) {
        return level[order[factor]][i];
    }

    /** Says that the next call starts with no rows. */
    void clear() {
        size = 0;
    }

    /** Sets the level of the row that is added next for the factor at a position in the design. */
    void setLevel(int factor, int level) {
        this.level[factor][size] = level;
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
