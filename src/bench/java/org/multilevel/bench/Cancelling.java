package org.multilevel.bench;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.LinearMixedModel;

/**
 * Measures how long a fit goes on after it was asked to stop, at random moments, and prints a Markdown table.
 *
 * <p>Two crossed factors with slopes leave a dense block of 2,256 columns, which is where the longest loops are. Arguments: how often
 * each model is stopped (20 by default) and the number of threads (2).
 */
public final class Cancelling {
    private static final long SEED = 7;
    private static final double NANOS = 1e9;

    private Cancelling() {}

    /** Asks to stop from a moment on. */
    private static final class Stop implements Progress {
        private final long at;

        Stop(long at) {
            this.at = at;
        }

        @Override
        public void report(String activity, double fraction) {}

        @Override
        public boolean isCancelled() {
            return System.nanoTime() >= at;
        }
    }

    /** Measures both models. */
    public static void main(String[] args) {
        int times = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        System.out.println("| model | seconds of a fit | stopped | most seconds until it ended |");
        System.out.println("|---|---|---|---|");
        Table insteval = Case.INSTEVAL_THREE.inMemory();
        measure("y ~ service + (1 | s) + (1 | d) + (1 | dept:service)", insteval, times, threads);
        measure("y ~ service + (1 + studage | s) + (1 + service | d)", insteval, times, threads);
        measure(SyntheticTable.FORMULA, new SyntheticTable(SyntheticTable.ROWS).table(), times, threads);
    }

    private static void measure(String formula, Table table, int times, int threads) {
        LinearMixedModel model = LinearMixedModel.of(formula).withThreads(threads);
        long start = System.nanoTime();
        model.fit(table);
        long whole = System.nanoTime() - start;
        SplittableRandom random = new SplittableRandom(SEED);
        long longest = 0;
        int stopped = 0;
        for (int k = 0; k < times; k++) {
            long at = System.nanoTime() + (long) (random.nextDouble() * whole);
            try {
                model.withProgress(new Stop(at)).fit(table);
            } catch (CancellationException e) {
                longest = Math.max(longest, System.nanoTime() - at);
                stopped++;
            }
        }
        System.out.printf(
                Locale.ROOT, "| `%s` | %.2f | %d | %.3f |%n", formula, whole / NANOS, stopped, longest / NANOS);
    }
}
