package org.multilevel.inference.numeric;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.multilevel.data.Progress;

/** Answers numbered questions on a number of threads; the answers come in the order of their numbers, whoever found them. */
public final class Parallel {
    private Parallel() {}

    /**
     * Returns the answers to questions 0 to {@code n - 1}.
     *
     * @param doing what progress is told, such as {@code bootstrap}
     * @throws CancellationException if progress says so
     */
    public static <T> List<T> map(int n, int threads, String doing, Progress progress, IntFunction<T> question) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, n)), task -> {
            Thread thread = new Thread(task, "multilevel-inference");
            thread.setDaemon(true);
            return thread;
        });
        AtomicInteger done = new AtomicInteger();
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    progress.checkCancelled();
                    T answer = question.apply(number);
                    int count = done.incrementAndGet();
                    progress.report(doing + ": " + count + " of " + n, (double) count / n);
                    return answer;
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
