package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/** How soon it ends in seconds is measured by the benchmark of that name, on a quiet machine. */
class CancellationTest {
    private static final int THREADS = 3;

    /** Asks to stop from look number {@code last} on. */
    private static final class StopAtLook implements Progress {
        private final long last;
        private final AtomicLong looks = new AtomicLong();

        StopAtLook(long last) {
            this.last = last;
        }

        @Override
        public void report(String activity, double fraction) {}

        @Override
        public boolean isCancelled() {
            return looks.incrementAndGet() >= last;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x + (1 + x | g) + (1 + x | h)",
                "y ~ x + (1 + x | g) + (1 | h)",
                "y ~ x + (1 + x | g)",
                "y ~ x + (1 | g / k)"
            })
    void aFitOnSeveralThreadsEndsWhereverItIsAskedToStop(String formula) {
        LinearMixedModel model = LinearMixedModel.of(formula).withThreads(THREADS);
        StopAtLook never = new StopAtLook(Long.MAX_VALUE);
        model.withProgress(never).fit(TABLE);
        long all = never.looks.get();
        for (int k = 1; k <= 40; k++) {
            StopAtLook stop = new StopAtLook(Math.max(1, all * k / 50));
            assertThrows(
                    CancellationException.class, () -> model.withProgress(stop).fit(TABLE));
            long after = stop.looks.get() - stop.last;
            assertTrue(after < THREADS, () -> "looked " + after + " more times after it was asked to stop");
        }
    }

    @Test
    void aCancelledFitLeavesNoThread() {
        LinearMixedModel model =
                LinearMixedModel.of("y ~ x + (1 + x | g) + (1 + x | h)").withThreads(THREADS);
        assertThrows(
                CancellationException.class,
                () -> model.withProgress(new StopAtLook(500)).fit(TABLE));
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("multilevel-fit"))
                .allMatch(CancellationTest::ends));
    }

    private static boolean ends(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return !thread.isAlive();
    }

    private static final Table TABLE = table();

    private static Table table() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 1200;
        double[] y = new double[n];
        double[] x = new double[n];
        String[] g = new String[n];
        String[] h = new String[n];
        String[] k = new String[n];
        double[] a = random.doubles(60).toArray();
        double[] b = random.doubles(40).toArray();
        for (int i = 0; i < n; i++) {
            int first = random.nextInt(60);
            int second = random.nextInt(40);
            x[i] = random.nextDouble();
            y[i] = 2 * a[first] + 2 * b[second] + x[i] * (1 + a[59 - first] + b[39 - second]) + random.nextDouble();
            g[i] = "g" + first;
            h[i] = "h" + second;
            k[i] = "k" + random.nextInt(5);
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", g)
                .categorical("h", h)
                .categorical("k", k)
                .build();
    }
}
