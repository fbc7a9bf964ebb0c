package org.multilevel.inference.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;

class ParallelTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 50})
    void answersComeInTheOrderOfTheirNumbers(int threads) {
        List<Integer> answers = Parallel.map(20, threads, "squares", Progress.NONE, i -> i * i);
        assertEquals(IntStream.range(0, 20).mapToObj(i -> i * i).toList(), answers);
        assertEquals(List.of(), Parallel.map(0, threads, "nothing", Progress.NONE, i -> i));
    }

    @Test
    void asManyQuestionsAreAnsweredAtATimeAsThereAreThreads() {
        CountDownLatch both = new CountDownLatch(2);
        List<Boolean> met = Parallel.map(2, 2, "meeting", Progress.NONE, i -> {
            both.countDown();
            try {
                return both.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        });
        assertEquals(List.of(true, true), met);
    }

    /** A program that ends must not wait for them. */
    @Test
    void threadsDoNotKeepAProgramAlive() {
        assertEquals(
                List.of(true),
                Parallel.map(
                        1,
                        1,
                        "asking",
                        Progress.NONE,
                        i -> Thread.currentThread().isDaemon()));
    }

    @Test
    void progressCountsWhatIsDone() {
        Set<String> said = ConcurrentHashMap.newKeySet();
        Progress progress = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                said.add(activity + " " + fraction);
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
        Parallel.map(4, 1, "draw", progress, i -> i);
        assertEquals(Set.of("draw: 1 of 4 0.25", "draw: 2 of 4 0.5", "draw: 3 of 4 0.75", "draw: 4 of 4 1.0"), said);
    }

    @Test
    void whatAQuestionThrowsIsThrown() {
        IllegalArgumentException refused = new IllegalArgumentException("no");
        AssertionError failed = new AssertionError("never");
        assertSame(refused, assertThrows(IllegalArgumentException.class, () -> ask(refused)));
        assertSame(failed, assertThrows(AssertionError.class, () -> ask(failed)));
    }

    private static void ask(Throwable thrown) {
        Parallel.map(3, 2, "asking", Progress.NONE, i -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        });
    }

    @Test
    void theUserMayStopIt() {
        Progress stopped = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                throw new AssertionError("nothing is done");
            }

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        assertThrows(CancellationException.class, () -> Parallel.map(3, 2, "asking", stopped, i -> i));
    }

    @Test
    void anInterruptedCallerIsToldSo() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> Parallel.map(1, 1, "asking", Progress.NONE, i -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return i;
                }));
        assertTrue(Thread.interrupted());
    }
}
