package org.multilevel.data.csv;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Column;

/**
 * A column of a CSV file and how its values are read.
 *
 * @param column its name and type
 * @param position where it stands in a row, from 0
 * @param mark the decimal mark of its numbers
 * @param codes texts that mean a missing value in this column, besides those of the options
 * @param note what a user should know about that
 * @param obstacle why the column cannot be read before the user decides something, as a sentence
 */
record CsvColumn(
        Column column,
        int position,
        DecimalMark mark,
        List<String> codes,
        Optional<String> note,
        Optional<String> obstacle) {

    /** Copies the codes. */
    CsvColumn {
        codes = List.copyOf(codes);
    }

    /** Returns a column that needs no remark. */
    static CsvColumn plain(Column column, int position) {
        return new CsvColumn(column, position, DecimalMark.POINT, List.of(), Optional.empty(), Optional.empty());
    }

    CsvColumn withObstacle(String sentence) {
        return new CsvColumn(column, position, mark, codes, note, Optional.of(sentence));
    }

    String name() {
        return column.name();
    }
}
