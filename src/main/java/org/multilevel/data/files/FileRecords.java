package org.multilevel.data.files;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.multilevel.data.FullPrecision;

/** The rows of a file as text, one after another and in the order of {@link FileTable#scan}. */
public final class FileRecords implements Iterator<List<String>>, Closeable {
    private final Cursor cursor;
    private final List<ColumnPlan> plans;
    private final String missing;
    private boolean fetched;
    private boolean available;

    FileRecords(Cursor cursor, List<ColumnPlan> plans, String missing) {
        this.cursor = cursor;
        this.plans = plans;
        this.missing = missing;
    }

    /** Returns the names of the columns. */
    public List<String> header() {
        return plans.stream().map(plan -> plan.column().name()).toList();
    }

    @Override
    public boolean hasNext() {
        if (!fetched) {
            available = cursor.next();
            fetched = true;
        }
        return available;
    }

    /** Returns the values of the next row. */
    @Override
    public List<String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        fetched = false;
        return plans.stream().map(this::text).toList();
    }

    private String text(ColumnPlan plan) {
        if (plan.isNumeric()) {
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
