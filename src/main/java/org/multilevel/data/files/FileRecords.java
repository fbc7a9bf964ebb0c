package org.multilevel.data.files;

import java.util.List;
import org.multilevel.data.FullPrecision;
import org.multilevel.data.TextRows;
import org.multilevel.data.files.source.Cursor;

/** The rows of a file as text, one after another and in the order of {@link FileTable#scan}. */
public final class FileRecords extends TextRows {
    private final Cursor cursor;
    private final List<ColumnPlan> plans;
    private final String missing;

    FileRecords(Cursor cursor, List<ColumnPlan> plans, String missing) {
        this.cursor = cursor;
        this.plans = plans;
        this.missing = missing;
    }

    /** Returns the names of the columns. */
    @Override
    public List<String> header() {
        return plans.stream().map(plan -> plan.column().name()).toList();
    }

    @Override
    protected boolean advance() {
        return cursor.next();
    }

    @Override
    protected List<String> row() {
        return plans.stream().map(this::text).toList();
    }

    private String text(ColumnPlan plan) {
        if (plan.isNumeric() && plan.obstacle().isEmpty()) {
            double number = plan.values().number(cursor);
            return Double.isNaN(number) ? missing : FullPrecision.text(number);
        }
        String label = plan.values().label(cursor);
        return label.isEmpty() ? missing : label;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
