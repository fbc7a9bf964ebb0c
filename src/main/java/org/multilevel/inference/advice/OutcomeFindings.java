package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.glm.Family;
import org.multilevel.glm.Outcomes;
import org.multilevel.inference.Counts;
import org.multilevel.inference.numeric.Distributions;

/** Finds in the outcomes of a generalised model what its fit will suffer from. */
final class OutcomeFindings {
    private OutcomeFindings() {}

    /** Returns what is known before the fit. */
    static List<Finding> of(Outcomes outcomes, Family family) {
        List<Finding> findings = new ArrayList<>();
        outcomes.within().filter(OutcomeFindings::isDispersed).ifPresent(within -> findings.add(dispersed(within)));
        few(outcomes.events(), family).ifPresent(findings::add);
        outcomes.notes().forEach(note -> findings.add(Finding.note(FindingKind.NOTE, "", note)));
        return findings;
    }

    private static boolean isDispersed(Outcomes.Within within) {
        return within.ratio() > Thresholds.OVERDISPERSION
                && Distributions.chiSquaredTail(within.chiSquared(), (double) within.df())
                        < Thresholds.SURELY_DISPERSED;
    }

    private static Finding dispersed(Outcomes.Within within) {
        return new Finding(
                FindingKind.OVERDISPERSION,
                "",
                "The counts vary more than the family lets them"
                        + (within.group().isEmpty() ? "" : ", also within the groups of " + within.group())
                        + ", so standard errors will be too small.",
                "Pearson's chi-squared" + (within.group().isEmpty() ? "" : " at the sums of the groups") + " is "
                        + Words.number(within.chiSquared()) + " with " + Words.number((double) within.df())
                        + " degrees of freedom, " + Words.number(within.ratio()) + " for each where 1 is expected.",
                "Fit the family negative-binomial, or give every row an effect of its own.");
    }

    /** Returns the finding that coefficients are too many for the rarer outcome. */
    static Optional<Finding> few(Outcomes.Events events, Family family) {
        if (!(events.each() < Thresholds.EVENTS_PER_COEFFICIENT)) {
            return Optional.empty();
        }
        boolean binomial = family == Family.BINOMIAL;
        return Optional.of(new Finding(
                FindingKind.FEW_EVENTS,
                "",
                (binomial ? "The rarer outcome is too rare" : "What is counted is too little")
                        + " for so many coefficients: they tend to come out too far from zero, and intervals miss too often.",
                (binomial
                                ? "It occurs " + times(events.fewer())
                                : "The counts add up to " + Words.number(events.fewer()))
                        + ", and " + Counts.of(events.slopes(), "coefficient")
                        + (events.slopes() == 1 ? " is" : " are") + " to be told beside the intercept: "
                        + Words.number(events.each()) + " for each, where at least "
                        + Words.number(Thresholds.EVENTS_PER_COEFFICIENT) + " are wanted.",
                "Use fewer predictors or put levels together, and read profile intervals instead of standard errors."));
    }

    private static String times(double count) {
        return count == 1 ? "once" : Words.number(count) + " times";
    }
}
