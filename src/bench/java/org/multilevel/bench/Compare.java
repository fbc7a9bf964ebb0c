package org.multilevel.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;

/**
 * Times one case as the scripts for the other programs do, and prints one line:
 * {@code program case median_seconds logLik repeats converged evaluations}.
 *
 * <p>Arguments: the title of the case, and {@code memory} to time the fit alone, from data in memory, or {@code csv} to time
 * opening and reading the file too.
 */
public final class Compare {
    private static final int MIN_REPEATS = 5;
    private static final int MAX_REPEATS = 2001;
    /** How long to warm up, and then to repeat. */
    private static final double SECONDS = Double.parseDouble(System.getenv().getOrDefault("BENCH_SECONDS", "5"));

    private Compare() {}

    /** Runs one case. */
    public static void main(String[] args) {
        Case chosen = Case.of(args[0]);
        boolean csv = args[1].equals("csv");
        Supplier<Table> table = csv ? chosen::csv : once(chosen.inMemory());
        warmUp(chosen, table);
        Timing timing = measure(chosen, table);
        MixedModel model = timing.last;
        System.out.printf(
                Locale.ROOT,
                "%s %s %.6f %.6f %d %s %d%n",
                csv ? "multilevel-csv" : "multilevel",
                chosen.title(),
                timing.median,
                model.statistics().logLikelihood(),
                timing.repeats,
                model.verdict().status(),
                model.verdict().evaluations());
    }

    private record Timing(double median, int repeats, MixedModel last) {}

    private static Supplier<Table> once(Table table) {
        return () -> table;
    }

    private static void warmUp(Case chosen, Supplier<Table> table) {
        long start = System.nanoTime();
        do {
            chosen.model().fit(table.get());
        } while (secondsSince(start) < SECONDS);
    }

    private static Timing measure(Case chosen, Supplier<Table> table) {
        double[] seconds = new double[MAX_REPEATS];
        long start = System.nanoTime();
        MixedModel model;
        int repeats = 0;
        do {
            long before = System.nanoTime();
            model = chosen.model().fit(table.get());
            seconds[repeats++] = secondsSince(before);
        } while (repeats < MAX_REPEATS && (repeats < MIN_REPEATS || secondsSince(start) < SECONDS));
        Arrays.sort(seconds, 0, repeats);
        return new Timing(seconds[repeats / 2], repeats, model);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
