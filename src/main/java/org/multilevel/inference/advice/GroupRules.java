package org.multilevel.inference.advice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.design.RandomBlock;
import org.multilevel.inference.Counts;

/**
 * What the numbers of levels, rows and effects of one grouping factor come to, before a fit and after it.
 *
 * @param group the factor's name
 * @param levels how many levels it has
 * @param blocks its terms
 */
record GroupRules(String group, long levels, List<RandomBlock> blocks) {

    /** Copies the list. */
    GroupRules {
        blocks = List.copyOf(blocks);
    }

    int effects() {
        return blocks.stream().mapToInt(block -> block.columns().size()).sum();
    }

    int parameters() {
        return blocks.stream()
                .mapToInt(block -> block.structure().parameters(block.columns().size()))
                .sum();
    }

    /** A covariance of q effects from fewer levels than it has parameters is more assumption than data. */
    Optional<Finding> manyParameters() {
        if (parameters() <= levels) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                FindingKind.MANY_PARAMETERS,
                group,
                "The random part of " + group + " has more covariance parameters than its levels support.",
                Counts.of(parameters(), "variance") + (parameters() == 1 ? " is" : " and covariances are")
                        + " estimated from the effects of " + Counts.of(levels, "level") + ".",
                effects() > 1
                        ? "Let fewer columns vary by " + group + ", or take out the correlations (|| in the formula)."
                        : ""));
    }

    Optional<Finding> fewGroups() {
        if (levels >= Thresholds.FEW_LEVELS) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                FindingKind.FEW_GROUPS,
                group,
                group + " has so few levels that how much they differ is hardly known.",
                "Its variance comes from " + Counts.of(levels, "level") + ", and below " + Thresholds.FEW_LEVELS
                        + " its estimate is little more than a guess.",
                "Use " + group + " as a fixed effect, or read its variance only with an interval."));
    }

    /** Returns nothing where effects are as many as the rows: of that the fit speaks itself. */
    Optional<Finding> fewRows(long rows, long smallest, long largest) {
        double mean = (double) rows / levels;
        if (mean >= effects() + Thresholds.ROWS_BESIDE_EFFECTS || rows <= effects() * levels) {
            return Optional.empty();
        }
        return Optional.of(fewRows(mean, smallest, largest));
    }

    private Finding fewRows(double mean, long smallest, long largest) {
        return new Finding(
                FindingKind.FEW_ROWS,
                group,
                "The levels of " + group
                        + " have too few rows to tell well what differs between them from what differs within.",
                String.format(
                        Locale.ROOT,
                        "For %s a level there are %s rows on average (%s).",
                        Counts.of(effects(), "effect"),
                        Words.number(mean),
                        Words.range(smallest, largest)),
                effects() > 1
                        ? "Let fewer columns vary by " + group + ", or collect more rows in each level."
                        : "Collect more rows in each level, or choose a coarser grouping.");
    }

    /** Returns the same for a table that no fit has seen, where effects may be as many as the rows. */
    Optional<Finding> fewRowsBefore(long rows, long smallest, long largest) {
        double mean = (double) rows / levels;
        boolean few = mean < effects() + Thresholds.ROWS_BESIDE_EFFECTS;
        return few && levels < rows ? Optional.of(fewRows(mean, smallest, largest)) : Optional.empty();
    }

    /** Returns how the note of a fit begins whose effects are as many as the rows. */
    static String asManyEffects(String group, long effects, long rows) {
        return String.format(Locale.ROOT, "By %s there are %d random effects for %d rows", group, effects, rows);
    }

    static Finding slopeConstant(String group, String column, long levels, long rows) {
        return new Finding(
                FindingKind.SLOPE_CONSTANT,
                group,
                "The effect of " + column + " is to vary over " + group + ", but " + column
                        + " is constant within every level of " + group + ", so no level shows an effect of its own.",
                "It has one value in each of " + Counts.of(levels, "level") + " (" + Counts.of(rows, "row") + ").",
                "Keep " + column + " as a fixed effect only.");
    }
}
