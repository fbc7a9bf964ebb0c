package org.multilevel.data;

import java.util.List;

/** Takes the values of one row after another from a host: every column is set, then the row is used. */
public interface RowInput {

    /** Returns the columns that are needed; their positions are those of the setters. */
    List<Column> columns();

    /** Sets the value of a numeric column, NaN where missing. */
    void setNumber(int column, double value);

    /** Sets the value of a categorical column. */
    void setLabel(int column, String label);

    /** Says that a column's value is missing. */
    void setMissing(int column);
}
