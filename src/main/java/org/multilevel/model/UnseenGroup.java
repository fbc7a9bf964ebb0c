package org.multilevel.model;

import java.util.List;
import java.util.StringJoiner;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Leaves a scan at a row whose group the fit did not see, and then finds the words for it. */
final class UnseenGroup extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long row;
    private final int factor;

    /**
     * Creates the signal.
     *
     * @param row 0-based
     * @param factor position in the design's grouping factors
     */
    UnseenGroup(long row, int factor) {
        super("an unseen group", null, false, false);
        this.row = row;
        this.factor = factor;
    }

    /** Returns the error for the user; it looks the level up in the table, since a design knows only those of the fit. */
    ModelException inWords(ModelParts parts, Table table, Progress progress) {
        String name = parts.factors().get(factor).name();
        List<String> columns = parts.design().terms().random().stream()
                .filter(t -> t.groupName().equals(name))
                .findFirst()
                .map(t -> t.group().stream().map(Expression.Column::name).toList())
                .orElse(List.of());
        List<String> names = table.columns().stream().map(Column::name).toList();
        if (!names.containsAll(columns)) {
            return new ModelException("The table has no column of " + name
                    + ", so no row has a known group; add it, or choose population or missing for unseen groups.");
        }
        String[] level = {""};
        String[] rowName = {""};
        table.scan(columns, progress, batch -> {
            if (row >= batch.firstRow() && row < batch.firstRow() + batch.size()) {
                int i = (int) (row - batch.firstRow());
                level[0] = level(table, columns, batch, i);
                rowName[0] = batch.rowName(i);
            }
        });
        String what =
                level[0].isEmpty() ? name + " is missing" : name + " is \"" + level[0] + "\", which was not in the fit";
        return new ModelException("Row " + rowName[0] + ": " + what
                + "; leave the row out, or choose population or missing for unseen groups.");
    }

    /** Returns the level's label, empty where a column is missing. */
    private static String level(Table table, List<String> columns, Batch batch, int i) {
        StringJoiner label = new StringJoiner(":");
        for (int c = 0; c < columns.size(); c++) {
            ColumnType type = table.column(columns.get(c)).orElseThrow().type();
            String part = switch (type) {
                case CATEGORICAL -> batch.codes(c)[i] < 0 ? "" : batch.levels(c).label(batch.codes(c)[i]);
                case NUMERIC -> Double.isNaN(batch.numbers(c)[i]) ? "" : NumberLabel.of(batch.numbers(c)[i]);
            };
            if (part.isEmpty()) {
                return "";
            }
            label.add(part);
        }
        return label.toString();
    }
}
