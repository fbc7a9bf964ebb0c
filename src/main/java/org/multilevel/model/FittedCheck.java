package org.multilevel.model;

import java.util.function.BooleanSupplier;

/**
 * Tells whether the rows that fitted values were computed on are those that the model was fitted to.
 *
 * <p>The model keeps no rows, but its estimates solve equations of its rows.
 */
public final class FittedCheck {
    private final long rowsOfFit;
    private final BooleanSupplier equations;
    private long rows;

    /**
     * Prepares the check for the rows of a model.
     *
     * @param equations tells, after all rows, whether the model's estimates solve their equations
     */
    FittedCheck(ModelParts parts, BooleanSupplier equations) {
        this.rowsOfFit = parts.rows().used();
        this.equations = equations;
    }

    /** Counts a row. */
    void count() {
        rows++;
    }

    /** Returns how many rows the model could use. */
    public long rows() {
        return rows;
    }

    /** Returns how many rows the model was fitted to. */
    public long rowsOfFit() {
        return rowsOfFit;
    }

    /** Returns whether there are as many rows as in the fit, and the estimates are those of these rows. */
    public boolean holds() {
        return rows == rowsOfFit && equations.getAsBoolean();
    }
}
