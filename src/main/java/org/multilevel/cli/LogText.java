package org.multilevel.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.ReadingCost;

/** Lays the optimiser's log out for a terminal. */
final class LogText {
    private LogText() {}

    /** Returns the lines, each ended by a line feed. */
    static String of(List<Evaluation> log) {
        StringBuilder text =
                new StringBuilder("Optimiser log (theta as it is inside, for centred and scaled columns)\n");
        text.append(String.format(
                Locale.ROOT, "  %10s  %-8s  %20s  %9s  %s\n", "Evaluation", "Phase", "Criterion", "Gradient", "Theta"));
        for (Evaluation step : log) {
            text.append(String.format(
                            Locale.ROOT,
                            "  %10d  %-8s  %20.8f  %9s  %s",
                            step.number(),
                            step.phase(),
                            step.criterion(),
                            Double.isNaN(step.gradientNorm())
                                    ? ""
                                    : String.format(Locale.ROOT, "%.1e", step.gradientNorm()),
                            theta(step.theta()))
                    .stripTrailing());
            text.append('\n');
        }
        for (Evaluation step : log) {
            if (step.phase().equals("other")) {
                text.append(String.format(
                        Locale.ROOT,
                        "Another optimum was found near criterion %.2f (evaluation %d); the better one is reported.\n",
                        step.criterion(),
                        step.number()));
            }
        }
        return text.toString();
    }

    /** Returns how often the table was read for covariance structures, and what an evaluation takes; nothing without. */
    static String of(Optional<FittedStructures> structures, long rows) {
        return structures
                .map(FittedStructures::cost)
                .map(cost -> "The table was read " + cost.passes() + " times. " + evaluation(cost, rows) + "\n")
                .orElse("");
    }

    private static String evaluation(ReadingCost cost, long rows) {
        if (cost.readsRows()) {
            return "Each evaluation goes through the " + rows + " rows, which are kept, since it would take "
                    + cost.sets() + " sets of cross-products not to.";
        }
        return "An evaluation reads none of the " + rows + " rows: it adds up " + cost.sets()
                + (cost.sets() == 1 ? " set" : " sets") + " of cross-products.";
    }

    private static String theta(double[] theta) {
        return Arrays.stream(theta)
                .mapToObj(value -> String.format(Locale.ROOT, "%.6g", value))
                .collect(Collectors.joining(" "));
    }
}
