package org.multilevel.data;

/** How the values of a column are read. */
public enum ColumnType {
    /** Every value is a number; missing is NaN. */
    NUMERIC,
    /** Every value is a label; missing is code -1. */
    CATEGORICAL
}
