package org.multilevel.design;

import org.multilevel.design.matrix.ModelColumns;

/**
 * A column of X.
 *
 * @param name the coefficient's name: {@code (Intercept)}, {@code x}, {@code f[B]}, {@code x:f[B]}
 * @param centre a value near the middle of the column (0 for the intercept and for indicators), used inside for accuracy
 * @param scale a positive number near the spread of the column, used inside for accuracy
 */
public record FixedColumn(String name, double centre, double scale) {
    /** Returns whether this is the column of ones; no other column can have its name. */
    public boolean isIntercept() {
        return name.equals(ModelColumns.INTERCEPT);
    }
}
