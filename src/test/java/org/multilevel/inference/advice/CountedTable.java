package org.multilevel.inference.advice;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/** Counts how often a table is read. */
record CountedTable(Table table, AtomicInteger scans) implements Table {
    @Override
    public List<Column> columns() {
        return table.columns();
    }

    @Override
    public OptionalLong rowCount() {
        return table.rowCount();
    }

    @Override
    public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
        scans.incrementAndGet();
        table.scan(columns, progress, consumer);
    }
}
