package org.multilevel.data.files.source;

import java.io.Closeable;
import org.multilevel.data.NumberLabel;

/** Goes through the rows of a file once; the values asked for are those of the row that {@link #next} went to. */
public interface Cursor extends Closeable {
    /** Goes to the next row; false behind the last. */
    boolean next();

    /** Returns the number in a column of numbers, NaN where there is none. */
    double number(int column);

    /** Returns the text in a column of texts, empty where there is none. */
    String text(int column);

    /** Returns whether a value of a column that holds numbers and texts is a text. */
    default boolean isText(int column) {
        return false;
    }

    /** Returns whether a number counts days since 1970-01-01, where its column does not say so for all of them. */
    default boolean isDate(int column) {
        return false;
    }

    /** Returns whether a number that is not there is one of the missing values that a user has named, such as Stata's .a. */
    default boolean isNamedMissing(int column) {
        return false;
    }

    /** Returns whether a value that is not there is a formula whose result the file does not have. */
    default boolean isUncomputed(int column) {
        return false;
    }

    /** Returns the number in a column of numbers as the label of a level. */
    default String label(int column) {
        return NumberLabel.of(number(column));
    }

    /** Returns the part of the file that has been read, NaN where that is not known. */
    double fraction();

    @Override
    void close();
}
