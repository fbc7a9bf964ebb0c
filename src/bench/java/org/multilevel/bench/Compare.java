package org.multilevel.bench;

import java.util.function.Supplier;
import org.multilevel.data.Table;

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
        Timing.of(() -> chosen.model().fit(table.get())).print(csv ? "multilevel-csv" : "multilevel", chosen.title());
    }

    private static Supplier<Table> once(Table table) {
        return () -> table;
    }
}
