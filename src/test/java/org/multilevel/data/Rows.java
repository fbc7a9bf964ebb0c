package org.multilevel.data;

import java.util.ArrayList;
import java.util.List;

/** Reads a small table into text, row by row, so that a test can compare it with one literal. */
public final class Rows {
    private Rows() {}

    /** Returns each row as its values with a bar between them; a missing value is {@code ?}. */
    public static List<String> of(Table table, String... columns) {
        List<String> rows = new ArrayList<>();
        List<Column> chosen = List.of(columns).stream()
                .map(c -> table.column(c).orElseThrow())
                .toList();
        table.scan(List.of(columns), Progress.NONE, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                List<String> values = new ArrayList<>();
                for (int k = 0; k < chosen.size(); k++) {
                    values.add(value(batch, chosen.get(k), k, i));
                }
                rows.add(String.join("|", values));
            }
        });
        return rows;
    }

    private static String value(Batch batch, Column column, int k, int row) {
        if (column.type() == ColumnType.NUMERIC) {
            double number = batch.numbers(k)[row];
            return Double.isNaN(number) ? "?" : Double.toString(number);
        }
        int code = batch.codes(k)[row];
        return code < 0 ? "?" : batch.levels(k).label(code);
    }
}
