package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;
import org.multilevel.design.Structure;
import org.multilevel.inference.Counts;

/** Finds in the columns of a model, before its fit, whether they are too many for the groups and how long the fit will take. */
final class DesignFindings {
    /** Seconds to read a value and add it to the cross-products. */
    private static final double PER_VALUE = 2e-7;

    /** Seconds of an evaluation with its derivative, for one number of one level. */
    private static final double PER_LEVEL_NUMBER = 5e-9;

    /** Seconds of an evaluation of a dense block, divided by the cube of its order; measured at order 1,128. */
    private static final double PER_CUBE = 4.6e-11;

    private static final int EVALUATIONS = 20;

    private DesignFindings() {}

    static List<Finding> of(Design design, Structure structure) {
        List<Finding> findings = new ArrayList<>();
        List<RandomFactor> factors = design.factors();
        int p = design.fixed().size();
        int parameters = 0;
        if (structure.rows() <= p) {
            findings.add(fewRows(p, structure));
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
        if (!factors.isEmpty()) {
            findings.add(size(parameters, p, structure));
        }
        findings.add(time(seconds(factors, structure, p)));
        return findings;
    }

    /** Columns that repeat others would be left out, so that a fit may yet exist. */
    private static Finding fewRows(int p, Structure structure) {
        return new Finding(
                FindingKind.FEW_ROWS,
                "",
                "There are not more rows than fixed coefficients, so nothing is left to tell the residual variance from.",
                Counts.of(p, "fixed coefficient") + " are to be estimated from " + Counts.of(structure.rows(), "row")
                        + ".",
                "Use more rows or a smaller formula.");
    }

    private static GroupRules rules(RandomFactor factor) {
        return new GroupRules(
                factor.name(),
                factor.levels().size(),
                factor.blocks().stream().map(block -> block.columns().size()).toList());
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
                        + " are to be estimated from " + Counts.of(structure.rows(), "row") + " in "
                        + Words.list(groups) + ".");
    }

    private static Finding time(double seconds) {
        String about = seconds < 1 ? "less than a second" : said(seconds);
        return seconds > Thresholds.LONG_SECONDS
                ? new Finding(
                        FindingKind.LONG_TIME,
                        "",
                        "The fit will take long.",
                        "It is expected to take about " + about + ".",
                        "Fewer levels of the factors that are crossed would shorten it most.")
                : Finding.note(FindingKind.TIME, "", "The fit is expected to take " + about + ".");
    }

    private static String said(double seconds) {
        return seconds < 120
                ? Counts.of(Math.round(seconds), "second")
                : seconds < 7200
                        ? Counts.of(Math.round(seconds / 60), "minute")
                        : Counts.of(Math.round(seconds / 3600), "hour");
    }

    /** A rough guess: reading, and so many evaluations of blocks of single levels and of the dense block that crossed factors leave. */
    static double seconds(List<RandomFactor> factors, Structure structure, int p) {
        double columns = p + 1;
        double levels = 0;
        for (RandomFactor factor : factors) {
            columns += factor.width();
            double q = factor.width();
            levels += factor.levels().size() * q * (q + p + 1) * (q + p + 1);
        }
        double order = denseOrder(factors, structure);
        double reading = PER_VALUE * structure.rows() * columns * (1 + columns / 16);
        return reading + EVALUATIONS * (PER_LEVEL_NUMBER * levels + PER_CUBE * order * order * order);
    }

    /** Returns the order of what is left when the largest factor is eliminated; nothing where all others lie around it. */
    private static double denseOrder(List<RandomFactor> factors, Structure structure) {
        int largest = IntStream.range(0, factors.size())
                .boxed()
                .max((a, b) -> Integer.compare(size(factors.get(a)), size(factors.get(b))))
                .orElse(-1);
        boolean crossed = IntStream.range(0, factors.size())
                .anyMatch(f -> f != largest
                        && !structure.groups().get(largest).within().contains(f));
        return crossed
                ? IntStream.range(0, factors.size())
                        .filter(f -> f != largest)
                        .mapToDouble(f -> size(factors.get(f)))
                        .sum()
                : 0;
    }

    private static int size(RandomFactor factor) {
        return factor.levels().size() * factor.width();
    }
}
