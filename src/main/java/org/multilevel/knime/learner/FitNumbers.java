package org.multilevel.knime.learner;

import java.util.List;
import java.util.stream.Stream;
import org.multilevel.result.ColumnSchema;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.TableSchema;

/** Adds the numbers among the fit statistics as numbers: KNIME's nodes compute with no column of texts. */
final class FitNumbers {
    private static final String NUMBER = "number";

    /** Name, value as text, and value as a number where it is one. */
    static final TableSchema SCHEMA = new TableSchema(
            ResultTables.FIT_STATISTICS.name(),
            Stream.concat(
                            ResultTables.FIT_STATISTICS.columns().stream(),
                            Stream.of(new ColumnSchema(NUMBER, ColumnSchema.Kind.REAL)))
                    .toList());

    private FitNumbers() {}

    /** Returns the fit statistics with the column of numbers. */
    static ResultTable beside(ResultTable statistics) {
        List<ResultColumn> columns = statistics.columns();
        ResultColumn values = columns.get(columns.size() - 1);
        return new ResultTable(
                statistics.name(),
                Stream.concat(
                                columns.stream(),
                                Stream.of(new ResultColumn.Real(NUMBER, row -> number(values.text(row)))))
                        .toList(),
                statistics.rowCount());
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException word) {
            return Double.NaN;
        }
    }
}
