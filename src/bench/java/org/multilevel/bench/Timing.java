package org.multilevel.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.multilevel.model.MixedModel;

/**
 * How long a fit takes when the machine is warm.
 *
 * @param median seconds
 * @param repeats how many fits that is the median of
 * @param last what the last of them gave
 */
record Timing(double median, int repeats, MixedModel last) {
    private static final int MIN_REPEATS = 5;
    private static final int MAX_REPEATS = 2001;
    /** How long to warm up, and then to repeat. */
    private static final double SECONDS = Double.parseDouble(System.getenv().getOrDefault("BENCH_SECONDS", "5"));

    /** Fits again and again. */
    static Timing of(Supplier<MixedModel> fit) {
        long warm = System.nanoTime();
        MixedModel model;
        do {
            model = fit.get();
        } while (secondsSince(warm) < SECONDS);
        double[] seconds = new double[MAX_REPEATS];
        long start = System.nanoTime();
        int repeats = 0;
        do {
            long before = System.nanoTime();
            model = fit.get();
            seconds[repeats++] = secondsSince(before);
        } while (repeats < MAX_REPEATS && (repeats < MIN_REPEATS || secondsSince(start) < SECONDS));
        Arrays.sort(seconds, 0, repeats);
        return new Timing(seconds[repeats / 2], repeats, model);
    }

    /** Prints one line, as the scripts for the other programs do: program, case, seconds, log-likelihood, repeats, verdict, evaluations. */
    void print(String program, String title) {
        System.out.printf(
                Locale.ROOT,
                "%s %s %.6f %.6f %d %s %d%n",
                program,
                title,
                median,
                last.statistics().logLikelihood(),
                repeats,
                last.verdict().status(),
                last.verdict().evaluations());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
