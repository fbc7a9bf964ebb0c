package org.multilevel.data.csv;

import java.util.ArrayList;
import java.util.List;

/** Says in one sentence what was recognised about a file, and in one for each column what was taken as missing. */
final class CsvNotes {
    private CsvNotes() {}

    /**
     * Returns the sentences; none for a plain file.
     *
     * @param dialect how the file is written
     * @param decimalSaid whether the user said what the decimal mark is
     * @param unnamed how many columns have no name
     * @param columns the columns that are read
     */
    static List<String> of(CsvDialect dialect, boolean decimalSaid, int unnamed, List<CsvColumn> columns) {
        List<String> parts = new ArrayList<>(dialect.recognised());
        if (!decimalSaid) {
            commas(columns, parts);
        }
        List<String> notes = new ArrayList<>();
        String without = unnamed == 1 ? "1 column that has no name" : unnamed + " columns that have no name";
        if (!parts.isEmpty()) {
            notes.add(
                    "The file was read with " + listed(parts) + (unnamed > 0 ? ", and without " + without : "") + ".");
        } else if (unnamed > 0) {
            notes.add("The file was read without " + without + ".");
        }
        columns.forEach(column -> column.note().ifPresent(notes::add));
        return notes;
    }

    private static void commas(List<CsvColumn> columns, List<String> parts) {
        List<String> names = columns.stream()
                .filter(column -> column.mark() == DecimalMark.COMMA)
                .map(column -> '"' + column.name() + '"')
                .toList();
        if (!names.isEmpty()) {
            parts.add("decimal commas in " + listed(names) + " (--decimal)");
        }
    }

    private static String listed(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
