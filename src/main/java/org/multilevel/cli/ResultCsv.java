package org.multilevel.cli;

import org.multilevel.data.csv.CsvWriter;
import org.multilevel.result.ResultTable;

/** Writes result tables as CSV: a header, and numbers with all their digits. */
final class ResultCsv {
    private ResultCsv() {}

    static void write(ResultTable table, CsvWriter csv) {
        csv.texts(table.schema().columnNames()).endRow();
        for (int row = 0; row < table.rowCount(); row++) {
            for (int column = 0; column < table.columns().size(); column++) {
                csv.text(table.text(row, column));
            }
            csv.endRow();
        }
    }
}
