package org.multilevel.data;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A second thread that reads the next rows of a table while the caller works on those before; the caller may be stopped meanwhile. */
public final class ReadAhead implements AutoCloseable {
    private static final long MILLIS_BETWEEN_CANCEL_CHECKS = 50;
    private static final long MOST_SECONDS_TO_STOP = 1;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(ReadAhead::thread);
    private final Progress progress;
    private final boolean interruptible;

    /**
     * Starts the thread.
     *
     * @param progress is asked whether to stop while the caller waits
     * @param interruptible whether the reading may be interrupted; files that others have open too may not
     */
    public ReadAhead(Progress progress, boolean interruptible) {
        this.progress = progress;
        this.interruptible = interruptible;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "multilevel-read-ahead");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to read. */
    public <T> Future<T> start(Callable<T> reading) {
        return thread.submit(reading);
    }

    /**
     * Waits for what is read.
     *
     * @throws CancellationException if progress says so, or the caller's thread is interrupted
     */
    public <T> T await(Future<T> reading) {
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

    /** Waits for the thread, since it uses what is closed next; a disk that hangs is not waited for. */
    @Override
    public void close() {
        if (interruptible) {
            thread.shutdownNow();
        } else {
            thread.shutdown();
        }
        // An interrupt of the caller would end the wait before it began.
        boolean interrupted = Thread.interrupted();
        try {
            boolean unused = thread.awaitTermination(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
