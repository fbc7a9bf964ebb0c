package org.multilevel.data;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.multilevel.data.RowTable.Rows;

/**
 * One pass over a host's rows: a second thread takes values out of the next rows while the caller works on those before.
 *
 * <p>The caller gets the rows in order and in its own thread, where also labels get their codes, so that everything is as if one thread
 * did it all. Few rows are read without a second thread.
 *
 * @param <R> the type of a row
 */
final class RowsAhead<R> {
    /** Enough that handing over costs nothing beside reading. */
    static final int ROWS = 8 * Batch.CAPACITY;

    private final Supplier<? extends Rows<R>> open;
    private final Supplier<List<Values<R>>> columns;
    private final Progress progress;

    RowsAhead(Supplier<? extends Rows<R>> open, Supplier<List<Values<R>>> columns, Progress progress) {
        this.open = open;
        this.columns = columns;
        this.progress = progress;
    }

    /** The values of a column in some rows, as the host gives them. */
    interface Values<R> {
        /** Takes the value of a row; in the second thread. */
        void read(R row, int position);

        /** Puts values into a column of a batch; in the caller's thread. */
        void copy(int from, int count, Batch batch, int column);
    }

    /** Hands all rows on. */
    void forEach(ScannedBatch scanned) {
        try (Rows<R> rows = open.get()) {
            Chunk<R> chunk = new Chunk<>(columns.get());
            if (chunk.read(rows)) {
                try (ReadAhead ahead = new ReadAhead(progress, false)) {
                    chunk = workWhileReading(rows, chunk, ahead, scanned);
                }
            }
            chunk.pass(scanned);
        }
    }

    /** Works on all chunks but the last, which it returns. */
    private Chunk<R> workWhileReading(Rows<R> rows, Chunk<R> first, ReadAhead ahead, ScannedBatch scanned) {
        Chunk<R> full = first;
        Chunk<R> next = new Chunk<>(columns.get());
        boolean more = true;
        while (more) {
            Chunk<R> target = next;
            Future<Boolean> reading = ahead.start(() -> target.read(rows));
            full.pass(scanned);
            more = ahead.await(reading);
            next = full;
            full = target;
        }
        return full;
    }

    /** Consecutive rows that were read. */
    private static final class Chunk<R> {
        private final List<Values<R>> columns;
        private int size;
        private Optional<RuntimeException> failure = Optional.empty();

        Chunk(List<Values<R>> columns) {
            this.columns = columns;
        }

        /** Reads the next rows; returns whether there may be more. */
        boolean read(Rows<R> rows) {
            size = 0;
            try {
                rows.reading(() -> fill(rows));
            } catch (RuntimeException e) {
                // It is thrown where a single thread would throw it: after the work on the rows before.
                failure = Optional.of(e);
                return false;
            }
            return size == ROWS;
        }

        private void fill(Rows<R> rows) {
            while (size < ROWS && rows.hasNext()) {
                R row = rows.next();
                for (Values<R> column : columns) {
                    column.read(row, size);
                }
                size++;
            }
        }

        void pass(ScannedBatch scanned) {
            int from = 0;
            for (; size - from >= Batch.CAPACITY; from += Batch.CAPACITY) {
                pass(from, Batch.CAPACITY, scanned);
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (size > from) {
                pass(from, size - from, scanned);
            }
        }

        private void pass(int from, int count, ScannedBatch scanned) {
            for (int k = 0; k < columns.size(); k++) {
                columns.get(k).copy(from, count, scanned.batch(), k);
            }
            scanned.pass(count);
        }
    }
}
