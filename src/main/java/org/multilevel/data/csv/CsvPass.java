package org.multilevel.data.csv;

import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.multilevel.data.Progress;
import org.multilevel.data.ReadAhead;
import org.multilevel.data.ScanReport;

/**
 * One pass over a CSV file: a second thread splits the next chunk of rows into values while the caller works on this
 * one.
 *
 * <p>The caller gets the chunks in order and in its own thread. A file of one chunk is read without a second thread.
 */
final class CsvPass {
    private final CsvSplitter splitter;
    private final CsvInput input;
    private final Progress progress;

    /**
     * Creates the pass.
     *
     * @param splitter the handler of the input
     * @param input the opened file
     * @param progress hears "reading rows" and may stop the pass
     */
    CsvPass(CsvSplitter splitter, CsvInput input, Progress progress) {
        this.splitter = splitter;
        this.input = input;
        this.progress = progress;
    }

    /** Gives every chunk to {@code work}. */
    void forEach(Consumer<CsvChunk> work) {
        ScanReport report = new ScanReport(progress);
        report.batch(0);
        CsvChunk chunk = new CsvChunk();
        if (splitter.read(input, chunk)) {
            try (ReadAhead readAhead = new ReadAhead(progress, true)) {
                chunk = workWhileReading(readAhead, chunk, report, work);
            }
        }
        if (chunk.rows() > 0) {
            work.accept(chunk);
        }
        report.end();
    }

    /** Works on all chunks but the last, which it returns. */
    private CsvChunk workWhileReading(ReadAhead readAhead, CsvChunk first, ScanReport report, Consumer<CsvChunk> work) {
        CsvChunk full = first;
        CsvChunk next = new CsvChunk();
        boolean more = true;
        while (more) {
            CsvChunk target = next;
            Future<Boolean> reading = readAhead.start(() -> splitter.read(input, target));
            report.batch(input.fraction());
            work.accept(full);
            more = readAhead.await(reading);
            next = full;
            full = target;
        }
        return full;
    }
}
