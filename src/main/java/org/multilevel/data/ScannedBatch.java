package org.multilevel.data;

import java.util.OptionalLong;
import java.util.function.Consumer;

/** The batch of a scan, which goes to the consumer whenever it is filled. */
final class ScannedBatch {
    private final Batch batch;
    private final OptionalLong rowCount;
    private final ScanReport report;
    private final Consumer<Batch> consumer;
    private long firstRow;

    ScannedBatch(Batch batch, OptionalLong rowCount, ScanReport report, Consumer<Batch> consumer) {
        this.batch = batch;
        this.rowCount = rowCount;
        this.report = report;
        this.consumer = consumer;
    }

    /** Returns the batch, to be filled. */
    Batch batch() {
        return batch;
    }

    /** Hands on the rows that were filled in. */
    void pass(int rows) {
        report.batch(rowCount.isPresent() ? Math.min(1, (double) firstRow / rowCount.getAsLong()) : Double.NaN);
        batch.hold(firstRow, rows);
        consumer.accept(batch);
        firstRow += rows;
    }

    /** Says that all rows were handed on. */
    void end() {
        report.end();
    }
}
