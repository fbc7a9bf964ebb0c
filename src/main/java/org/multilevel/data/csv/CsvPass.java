package org.multilevel.data.csv;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.multilevel.data.Progress;
import org.multilevel.data.ScanReport;

/**
 * One pass over a CSV file: a second thread splits the next chunk of rows into values while the caller works on this
 * one.
 *
 * <p>The caller gets the chunks in order and in its own thread. A file of one chunk is read without a second thread.
 */
final class CsvPass {
    private static final long MILLIS_BETWEEN_CANCEL_CHECKS = 50;
    private static final long MOST_SECONDS_TO_STOP = 1;

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
            ExecutorService readAhead = Executors.newSingleThreadExecutor(CsvPass::thread);
            try {
                chunk = workWhileReading(readAhead, chunk, report, work);
            } finally {
                stop(readAhead);
            }
        }
        if (chunk.rows() > 0) {
            work.accept(chunk);
        }
        report.end();
    }

    /** Works on all chunks but the last, which it returns. */
    private CsvChunk workWhileReading(
            ExecutorService readAhead, CsvChunk first, ScanReport report, Consumer<CsvChunk> work) {
        CsvChunk full = first;
        CsvChunk next = new CsvChunk();
        boolean more = true;
        while (more) {
            CsvChunk target = next;
            Future<Boolean> reading = readAhead.submit(() -> splitter.read(input, target));
            report.batch(input.fraction());
            work.accept(full);
            more = await(reading);
            next = full;
            full = target;
        }
        return full;
    }

    private boolean await(Future<Boolean> reading) {
        while (true) {
            try {
                return reading.get(MILLIS_BETWEEN_CANCEL_CHECKS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                progress.checkCancelled();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("stopped on request");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) e.getCause();
            }
        }
    }

    /** Waits for the thread, since it uses the file that is closed next; a disk that hangs is not waited for. */
    private static void stop(ExecutorService readAhead) {
        readAhead.shutdownNow();
        // An interrupt of the caller would end the wait before it began.
        boolean interrupted = Thread.interrupted();
        try {
            boolean unused = readAhead.awaitTermination(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "multilevel-read-ahead");
        thread.setDaemon(true);
        return thread;
    }
}
