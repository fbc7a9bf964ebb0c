package org.multilevel.fit.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.CancelAfter;
import org.multilevel.data.Progress;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskRunsOnce(int threads) {
        int[] runs = new int[1000];
        try (Workers workers = new Workers(threads, Progress.NONE)) {
            workers.run(runs.length, i -> runs[i]++);
        }
        int[] ones = new int[runs.length];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, runs);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aCancelledRunEndsBetweenTasks(int threads) {
        AtomicInteger done = new AtomicInteger();
        Progress cancelAfterTen = new Progress() {
            @Override
            public void report(String activity, double fraction) {}

            @Override
            public boolean isCancelled() {
                return done.get() >= 10;
            }
        };
        try (Workers workers = new Workers(threads, cancelAfterTen)) {
            assertThrows(CancellationException.class, () -> workers.run(1_000_000, i -> done.incrementAndGet()));
        }
        assertTrue(done.get() < 10 + 2 * threads);
    }

    @Test
    void aFailureInATaskReachesTheCaller() {
        try (Workers workers = new Workers(1, Progress.NONE)) {
            assertThrows(
                    ArithmeticException.class,
                    () -> workers.run(3, i -> {
                        throw new ArithmeticException();
                    }));
        }
    }

    /** Both tasks wait for the other, so two threads must have one each. */
    @Test
    void otherThreadsDoNotKeepTheProgramAlive() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(2, Progress.NONE)) {
            workers.run(2, i -> {
                threads.add(Thread.currentThread());
                both.countDown();
                await(both);
            });
        }
        assertEquals(2, threads.size());
        assertTrue(threads.remove(caller));
        assertTrue(threads.iterator().next().isDaemon());
    }

    @Test
    void aRunEndsWhenAllTasksHave() {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        Thread caller = Thread.currentThread();
        try (Workers workers = new Workers(2, Progress.NONE)) {
            workers.run(2, i -> {
                both.countDown();
                await(both);
                if (Thread.currentThread() != caller) {
                    LockSupport.parkNanos(20_000_000);
                }
                ended.incrementAndGet();
            });
            assertEquals(2, ended.get());
        }
    }

    @Test
    void anInterruptionWhileItWaitsIsKeptForTheCaller() {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        Thread caller = Thread.currentThread();
        try (Workers workers = new Workers(2, Progress.NONE)) {
            workers.run(2, i -> {
                both.countDown();
                await(both);
                if (Thread.currentThread() != caller) {
                    caller.interrupt();
                    LockSupport.parkNanos(20_000_000);
                }
                ended.incrementAndGet();
            });
        }
        assertTrue(Thread.interrupted());
        assertEquals(2, ended.get());
    }

    @Test
    void whatItsUserCancelsCanBeAsked() {
        Progress cancelled = new CancelAfter(0);
        try (Workers workers = new Workers(1, cancelled)) {
            assertThrows(CancellationException.class, workers::checkCancelled);
        }
    }

    @Test
    void closedWorkersTakeNoMoreTasks() {
        Workers workers = new Workers(2, Progress.NONE);
        workers.close();
        assertThrows(RejectedExecutionException.class, () -> workers.run(2, i -> {}));
    }

    private static void await(CountDownLatch latch) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (latch.getCount() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
