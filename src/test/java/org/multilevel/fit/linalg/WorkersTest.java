package org.multilevel.fit.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
}
