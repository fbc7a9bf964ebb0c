package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.design.Structure;
import org.multilevel.design.Structure.Group;
import org.multilevel.design.Structure.Slope;
import org.multilevel.design.Structure.Variable;
import org.multilevel.inference.Counts;

/** Finds in how a table is arranged what does not go with a formula. */
final class TableFindings {
    private final Structure structure;
    /** Whether a row has a residual, from which an effect of its own cannot be told. */
    private final boolean residual;

    private final List<Finding> findings = new ArrayList<>();

    private TableFindings(Structure structure, boolean residual) {
        this.structure = structure;
        this.residual = residual;
    }

    static List<Finding> of(Structure structure) {
        return of(structure, true);
    }

    /** Returns what was found for a generalised model, in which an effect for every row is overdispersion, or said by the fit. */
    static List<Finding> ofOutcomes(Structure structure) {
        return of(structure, false);
    }

    private static List<Finding> of(Structure structure, boolean residual) {
        TableFindings table = new TableFindings(structure, residual);
        for (int f = 0; f < structure.groups().size(); f++) {
            table.addGroup(f);
            for (int g = 0; g < structure.groups().size(); g++) {
                table.addPair(f, g);
            }
        }
        structure.slopes().forEach(table::addSlope);
        structure.variables().forEach(table::addVariable);
        return table.findings;
    }

    private void addGroup(int f) {
        Group group = structure.groups().get(f);
        if (group.levels() < 2) {
            return; // the fit refuses it, and everything tells the level that all rows share
        }
        if (group.levels() == structure.rows() && !residual) {
            return;
        }
        if (group.levels() == structure.rows()) {
            findings.add(new Finding(
                    FindingKind.GROUP_IS_ROW,
                    group.name(),
                    "Every row is a group of its own by " + group.name()
                            + ", so how groups differ cannot be told from the residual.",
                    "There are " + Counts.of(group.levels(), "level") + " for " + Counts.of(structure.rows(), "row")
                            + ".",
                    "Choose a column whose values repeat."));
            return;
        }
        structure.variables().stream()
                .filter(variable -> variable.category() && variable.telling().contains(f) && !namesRows(variable))
                .findFirst()
                .ifPresentOrElse(variable -> findings.add(repeatsFixed(group, variable)), () -> addCrossing(group));
    }

    private static Finding repeatsFixed(Group group, Variable variable) {
        return new Finding(
                FindingKind.GROUP_REPEATS_FIXED,
                group.name(),
                "The fixed effects of " + variable.name() + " already give every level of " + group.name()
                        + " a value of its own.",
                variable.name() + " has " + Counts.of(variable.levels(), "value") + ", " + group.name() + " "
                        + Counts.of(group.levels(), "level")
                        + ", and each of the former occurs in one of the latter only.",
                "Use " + (variable.name().equals(group.name()) ? "it" : "them")
                        + " either as a fixed effect or as a group.");
    }

    private void addCrossing(Group group) {
        structure.crossings().stream()
                .filter(columns -> columns.containsAll(group.columns()))
                .findFirst()
                .ifPresent(columns -> findings.add(new Finding(
                        FindingKind.GROUP_REPEATS_FIXED,
                        group.name(),
                        "The fixed effects already give every level of " + group.name() + " a value of its own.",
                        "They have a coefficient for each combination of "
                                + Words.list(columns.stream().sorted().toList()) + ", of which " + group.name()
                                + " has " + Counts.of(group.levels(), "level") + ".",
                        "Use the combinations either as fixed effects or as groups.")));
    }

    private void addPair(int f, int g) {
        Group group = structure.groups().get(f);
        Group other = structure.groups().get(g);
        boolean inside = group.within().contains(g);
        boolean around = other.within().contains(f);
        if (inside && around && f < g) {
            findings.add(new Finding(
                    FindingKind.SAME_GROUPS,
                    group.name() + ", " + other.name(),
                    group.name() + " and " + other.name()
                            + " divide the rows in the same way, so their variances cannot be told apart.",
                    "Both have " + Counts.of(group.levels(), "level") + ", each of which meets one of the other.",
                    "Leave one of them out."));
        } else if (inside && !around) {
            findings.add(Finding.note(
                    FindingKind.NESTED,
                    group.name() + ", " + other.name(),
                    group.name() + " lies within " + other.name() + ": each of its "
                            + Counts.of(group.levels(), "level") + " meets one of the "
                            + Counts.of(other.levels(), "level") + " of " + other.name() + "."));
        } else if (group.restarting().contains(g)) {
            findings.add(restarting(group, other));
        } else if (!inside && !around && f < g && !other.restarting().contains(f)) {
            findings.add(crossed(group, other));
        }
    }

    private static Finding restarting(Group group, Group other) {
        String nested = other.name() + "/" + group.name();
        return new Finding(
                FindingKind.REPEATED_IDS,
                group.name() + ", " + other.name(),
                "The labels of " + group.name() + " start anew in every level of " + other.name()
                        + ", so the same label probably means another one there.",
                "It has " + Counts.of(group.levels(), "label")
                        + ", numbered from the lowest without a gap in each of the "
                        + Counts.of(other.levels(), "level") + " of " + other.name() + ".",
                "If so, write (1 | " + nested + ") for (1 | " + other.name() + ") + (1 | " + group.name() + ").");
    }

    private static Finding crossed(Group group, Group other) {
        return Finding.note(
                FindingKind.CROSSED,
                group.name() + ", " + other.name(),
                group.name() + " and " + other.name()
                        + " are crossed: levels of both meet several of the other. If the labels of "
                        + group.name() + " only start anew in every " + other.name() + ", write (1 | " + other.name()
                        + "/" + group.name() + "); if those of " + other.name() + " do in every " + group.name()
                        + ", (1 | " + group.name() + "/" + other.name() + ").");
    }

    private void addSlope(Slope slope) {
        Group group = structure.groups().get(slope.group());
        boolean constant = structure.variables().stream()
                .filter(variable -> slope.columns().contains(variable.name()))
                .allMatch(variable -> variable.constantWithin().contains(slope.group()));
        if (!constant || slope.columns().isEmpty() || (slope.category() && !slope.intercept())) {
            return;
        }
        if (group.columns().containsAll(slope.columns()) && !slope.category()) {
            findings.add(new Finding(
                    FindingKind.NUMERIC_GROUP,
                    slope.name(),
                    slope.name() + " is a group and is used as a number whose effect varies over groups.",
                    "It is constant within each of its " + Counts.of(group.levels(), "level") + ".",
                    "Write (1 | " + group.name() + ")."));
            return;
        }
        findings.add(GroupRules.slopeConstant(group.name(), slope.name(), group.levels(), structure.rows()));
    }

    /** What names rows tells everything, and has a finding of its own. */
    private boolean namesRows(Variable variable) {
        return variable.category() && !variable.numeric() && 2L * variable.levels() > structure.rows();
    }

    private void addVariable(Variable variable) {
        if (namesRows(variable)) {
            findings.add(new Finding(
                    FindingKind.UNIQUE_ID,
                    variable.name(),
                    variable.name() + " names nearly every row, and is used as a predictor.",
                    "It has " + Counts.of(variable.levels(), "value") + " in " + Counts.of(structure.rows(), "row")
                            + ".",
                    "Leave it out."));
        }
        if (!variable.quantity() || variable.levels() < 0) {
            return;
        }
        double span = variable.maximum() - variable.minimum() + 1;
        boolean numbered = span == variable.levels();
        if (numbered
                && variable.levels() == structure.rows()
                && structure.rows() >= Thresholds.ROWS_NUMBERED
                && !structure.groups().isEmpty()) {
            findings.add(new Finding(
                    FindingKind.UNIQUE_ID,
                    variable.name(),
                    variable.name() + " numbers the rows, and is used as a predictor.",
                    "It has each whole number from " + Counts.of((long) variable.minimum()) + " to "
                            + Counts.of((long) variable.maximum()) + " once.",
                    "Leave it out, unless it is the time."));
        } else if (NumericLabels.looksLikeLabels(variable, structure, numbered)) {
            findings.add(numericGroup(variable));
        }
    }

    private Finding numericGroup(Variable variable) {
        String where = IntStream.range(0, structure.groups().size())
                .filter(f -> variable.constantWithin().contains(f)
                        && variable.telling().contains(f))
                .mapToObj(f -> structure.groups().get(f).name())
                .filter(name -> !name.equals(variable.name()))
                .findFirst()
                .map(name -> ", one in each level of " + name)
                .orElse("");
        return new Finding(
                FindingKind.NUMERIC_GROUP,
                variable.name(),
                variable.name() + " looks like the label of a group, and is used as a number.",
                "It has " + Counts.of(variable.levels(), "whole number") + " from "
                        + Counts.of((long) variable.minimum()) + " to " + Counts.of((long) variable.maximum()) + " in "
                        + Counts.of(structure.rows(), "row") + where + ".",
                "If it is a label, use it as a group, (1 | " + variable.name()
                        + "), or as a category; if it is a quantity, all is well.");
    }
}
