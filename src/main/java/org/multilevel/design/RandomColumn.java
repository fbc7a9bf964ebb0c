package org.multilevel.design;

import org.multilevel.design.matrix.ModelColumns;

/**
 * A column of Z for one grouping factor: what is multiplied by a group effect.
 *
 * @param name {@code (Intercept)} or a coefficient name as in {@link FixedColumn}
 * @param centre as in {@link FixedColumn}; 0 for the intercept
 * @param scale as in {@link FixedColumn}; 1 for the intercept
 */
public record RandomColumn(String name, double centre, double scale) {
    /** Returns whether this is the column of ones; no other column can have its name. */
    public boolean isIntercept() {
        return name.equals(ModelColumns.INTERCEPT);
    }
}
