package org.multilevel.data;

import java.util.List;
import java.util.function.Supplier;

/** Takes the values of one row after another from a host: every column is set, then the row is used. */
public interface RowInput {

    /** Returns the columns that are needed; their positions are those of the setters. */
    List<Column> columns();

    /**
     * Says how sentences call the row that is set, for a host whose rows have names.
     *
     * @param current what stands after the word <i>row</i> in place of a number from 1; asked when a sentence is made
     */
    void nameRows(Supplier<String> current);

    /** Sets the value of a numeric column, NaN where missing. */
    void setNumber(int column, double value);

    /** Sets the value of a categorical column. */
    void setLabel(int column, String label);

    /** Says that a column's value is missing. */
    void setMissing(int column);
}
