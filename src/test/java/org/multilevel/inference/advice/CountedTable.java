package org.multilevel.inference.advice;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.TableView;

/** Counts how often a table is read. */
final class CountedTable extends TableView {
    private final AtomicInteger scans;

    CountedTable(Table table, AtomicInteger scans) {
        super(table);
        this.scans = scans;
    }

    @Override
    public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
        scans.incrementAndGet();
        super.scan(columns, progress, consumer);
    }
}
