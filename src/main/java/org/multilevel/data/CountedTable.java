package org.multilevel.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A table that counts how often it is read. */
public final class CountedTable extends TableView {
    private final AtomicInteger passes = new AtomicInteger();

    /** Begins at none. */
    public CountedTable(Table table) {
        super(table);
    }

    @Override
    public int batchRows() {
        return table().batchRows();
    }

    @Override
    public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
        passes.incrementAndGet();
        super.scan(columns, progress, consumer);
    }

    /** Returns how often it was read so far. */
    public int passes() {
        return passes.get();
    }
}
