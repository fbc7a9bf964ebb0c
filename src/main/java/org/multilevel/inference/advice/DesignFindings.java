package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.Structure;
import org.multilevel.inference.Counts;

/** Finds in the columns of a model, before its fit, whether they are too many for the groups and how long the fit will take. */
final class DesignFindings {
    private DesignFindings() {}

    /**
     * Returns what was found.
     *
     * @param ofResiduals how many parameters the residuals have beside their variance; nothing where the rows do not tell them
     */
    static List<Finding> of(Design design, Structure structure, OptionalInt ofResiduals) {
        int p = design.fixed().size();
        return of(
                design,
                structure,
                ofResiduals,
                "nothing is left to tell the residual variance from.",
                new ExpectedTime(design.factors(), structure, p).guess());
    }

    /**
     * Returns what was found for a generalised model.
     *
     * @param points nodes of its quadrature
     */
    static List<Finding> ofOutcomes(Design design, Structure structure, int points) {
        int p = design.fixed().size();
        return of(
                design,
                structure,
                OptionalInt.of(0),
                "the fixed effects alone repeat every response.",
                new ExpectedTime(design.factors(), structure, p).ofRows(points));
    }

    private static List<Finding> of(
            Design design, Structure structure, OptionalInt ofResiduals, String left, ExpectedTime.Guess guess) {
        List<Finding> findings = new ArrayList<>();
        List<RandomFactor> factors = design.factors();
        int p = design.fixed().size();
        int parameters = 0;
        if (structure.rows() <= p) {
            findings.add(fewRows(p, structure, left));
        }
        for (int f = 0; f < factors.size(); f++) {
            GroupRules rules = rules(factors.get(f));
            Structure.Group group = structure.groups().get(f);
            parameters += rules.parameters();
            rules.manyParameters().ifPresent(findings::add);
            rules.fewGroups().ifPresent(findings::add);
            rules.fewRowsBefore(structure.rows(), group.smallest(), group.largest())
                    .ifPresent(findings::add);
        }
        if (ofResiduals.isPresent() && (!factors.isEmpty() || design.options().hasResidualStructure())) {
            findings.add(size(parameters + ofResiduals.getAsInt(), p, structure));
        }
        // what residuals that go together cost depends on their occasions and patterns, of which the guess knows
        // nothing
        if (design.options().residual().isEmpty()) {
            findings.add(time(guess));
        }
        return findings;
    }

    /** Columns that repeat others would be left out, so that a fit may yet exist. */
    private static Finding fewRows(int p, Structure structure, String left) {
        return new Finding(
                FindingKind.FEW_ROWS,
                "",
                "There are not more rows than fixed coefficients, so " + left,
                Counts.of(p, "fixed coefficient") + " are to be estimated from " + Counts.of(structure.rows(), "row")
                        + ".",
                "Use more rows or a smaller formula.");
    }

    private static GroupRules rules(RandomFactor factor) {
        return new GroupRules(factor.name(), factor.levels().size(), factor.blocks());
    }

    private static Finding size(int parameters, int p, Structure structure) {
        List<String> groups = structure.groups().stream()
                .map(group -> Counts.of(group.levels(), "level") + " of " + group.name() + " ("
                        + Words.range(group.smallest(), group.largest()) + ")")
                .toList();
        return Finding.note(
                FindingKind.SIZE,
                "",
                Counts.of(parameters, "covariance parameter") + " and " + Counts.of(p, "fixed coefficient")
                        + " are to be estimated from " + Counts.of(structure.rows(), "row")
                        + (groups.isEmpty() ? "" : " in " + Words.list(groups)) + ".");
    }

    private static Finding time(ExpectedTime.Guess guess) {
        double seconds = guess.seconds();
        String about = seconds < 1 ? "less than a second" : said(seconds);
        return seconds > Thresholds.LONG_SECONDS
                ? new Finding(
                        FindingKind.LONG_TIME,
                        "",
                        "The fit will take long.",
                        "It is expected to take about " + about + ".",
                        remedy(guess))
                : Finding.note(FindingKind.TIME, "", "The fit is expected to take " + about + ".");
    }

    private static String remedy(ExpectedTime.Guess guess) {
        if (guess.ofParameters()) {
            return "Fewer columns that vary by group, or no correlations between them (|| in the formula), would shorten it most.";
        }
        return "Fewer levels of the factors that are crossed would shorten it most"
                + (guess.byIteration()
                        ? "; the iterative solver, which is approximate, takes a small part of that, and is chosen by itself where the exact"
                                + " one would take more than about ten minutes or more memory than there is."
                        : ".");
    }

    private static String said(double seconds) {
        return seconds < 120
                ? Counts.of(Math.round(seconds), "second")
                : seconds < 7200
                        ? Counts.of(Math.round(seconds / 60), "minute")
                        : Counts.of(Math.round(seconds / 3600), "hour");
    }
}
