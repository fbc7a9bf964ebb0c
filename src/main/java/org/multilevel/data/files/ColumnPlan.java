package org.multilevel.data.files;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Levels;
import org.multilevel.data.files.source.Cursor;

/**
 * How a column of a file becomes one of a table.
 *
 * @param column the column of the table
 * @param values reads its values
 * @param notes what a user should know about that
 * @param obstacle why the column cannot be read before the user decides something, as a sentence
 */
record ColumnPlan(Column column, ValueReader values, List<String> notes, Optional<String> obstacle) {

    /** Copies the notes. */
    ColumnPlan {
        notes = List.copyOf(notes);
    }

    boolean isNumeric() {
        return column.type() == ColumnType.NUMERIC;
    }

    /** Returns the levels that are known before any row is read. */
    Levels levels() {
        return new Levels(column.declaredLevels().orElse(List.of()));
    }

    /** Reads the column's value in a row of the file into a row of a batch. */
    void read(Cursor row, Batch batch, int k, int position) {
        if (isNumeric()) {
            batch.numbers(k)[position] = values.number(row);
        } else {
            String label = values.label(row);
            batch.codes(k)[position] = label.isEmpty() ? -1 : batch.levels(k).add(label);
        }
    }
}
