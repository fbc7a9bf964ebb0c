package org.multilevel.fit.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.multilevel.data.Progress;

/**
 * Runs numbered tasks on a fixed number of threads, and stops between tasks when the user asks for it.
 *
 * <p>Which thread runs a task is not defined, so a task writes only to places of its own; whoever adds the pieces up does it
 * in the order of the numbers. That makes results the same bits for any number of threads.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final Progress progress;
    /** What else runs than the calling thread; nothing where that is alone. */
    private final Optional<ExecutorService> pool;

    public Workers(int threads, Progress progress) {
        this.threads = Math.max(1, threads);
        this.progress = progress;
        this.pool = threads > 1 ? Optional.of(pool(threads - 1)) : Optional.empty();
    }

    private static ExecutorService pool(int threads) {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "multilevel-fit");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs tasks 0 to {@code tasks - 1}, each once, and returns when all have ended. */
    public void run(int tasks, IntConsumer task) {
        if (threads == 1 || tasks == 1) {
            for (int i = 0; i < tasks; i++) {
                progress.checkCancelled();
                task.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable claim = () -> {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                progress.checkCancelled();
                task.accept(i);
            }
        };
        List<Future<?>> helpers = new ArrayList<>();
        for (int t = 1; t < Math.min(threads, tasks); t++) {
            helpers.add(pool.orElseThrow().submit(claim));
        }
        try {
            claim.run();
        } finally {
            next.addAndGet(tasks);
            helpers.forEach(Workers::join);
        }
    }

    /** Stops the calling computation if the user has asked for it. */
    public void checkCancelled() {
        progress.checkCancelled();
    }

    private static void join(Future<?> helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CancellationException c) {
                    throw c;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        pool.ifPresent(ExecutorService::shutdownNow);
    }
}
