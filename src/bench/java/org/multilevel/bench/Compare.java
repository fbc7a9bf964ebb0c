package org.multilevel.bench;

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
    private Compare() {}

    /** Runs one case. */
    public static void main(String[] args) {
        Case chosen = Case.of(args[0]);
        boolean csv = args[1].equals("csv");
        Supplier<Table> table = csv ? chosen::csv : once(chosen.inMemory());
        Timing timing = Timing.of(() -> chosen.model().fit(table.get()));
        MixedModel model = timing.last();
        System.out.printf(
                Locale.ROOT,
                "%s %s %.6f %.6f %d %s %d%n",
                csv ? "multilevel-csv" : "multilevel",
                chosen.title(),
                timing.median(),
                model.statistics().logLikelihood(),
                timing.repeats(),
                model.verdict().status(),
                model.verdict().evaluations());
    }

    private static Supplier<Table> once(Table table) {
        return () -> table;
    }
}
