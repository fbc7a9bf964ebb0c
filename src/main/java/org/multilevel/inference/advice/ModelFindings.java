package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.fit.facts.GroupPattern;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.glm.Family;
import org.multilevel.inference.Counts;
import org.multilevel.inference.shares.Overdispersion;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Finds in a fitted model what a user should know of it, from the estimates and what is kept of the rows. */
final class ModelFindings {
    private final MixedModel model;
    private final List<GroupingFactor> factors;
    private final Optional<RowFacts> facts;
    private final FixedColumns columns;
    private final List<Finding> findings = new ArrayList<>();

    private ModelFindings(MixedModel model) {
        this.model = model;
        this.factors = model.groupingFactors();
        this.facts = model.rowFacts();
        this.columns = FixedColumns.of(model);
    }

    static List<Finding> of(MixedModel model) {
        ModelFindings findings = new ModelFindings(model);
        findings.addOptimum();
        findings.addDispersion();
        findings.addGroups();
        findings.addColumns();
        findings.addRows();
        model.statistics().aiccAbsence().ifPresent(findings::addNote);
        model.notes().forEach(findings::addNote);
        return findings.findings;
    }

    private void addOptimum() {
        Verdict verdict = model.verdict();
        if (verdict.status() == Verdict.Status.NOT_CONVERGED) {
            findings.add(Finding.note(
                    FindingKind.NOT_CONVERGED,
                    "",
                    verdict.explanation().isBlank()
                            ? "No optimum was reached: the numbers are the best found, and a simpler random part may help."
                            : verdict.explanation()));
        }
        if (verdict.status() != Verdict.Status.SINGULAR) {
            return;
        }
        int before = findings.size();
        double sigma = model.hasOneResidualVariance() ? model.sigma() : Double.NaN;
        factors.forEach(factor -> findings.addAll(
                SingularTerms.of(factor, sigma, model.generalised().isEmpty())));
        // what is not identified has a note of its own
        if (findings.size() == before && model.isIdentified()) {
            findings.add(Finding.note(FindingKind.SINGULAR, "", verdict.explanation()));
        }
    }

    private void addDispersion() {
        Overdispersion.of(model)
                .filter(of -> of.ratio() > Thresholds.OVERDISPERSION && of.pValue() < Thresholds.SURELY_DISPERSED)
                .ifPresent(of -> {
                    boolean counts = model.generalised().get().distribution().family() == Family.POISSON;
                    findings.add(
                            new Finding(
                                    FindingKind.OVERDISPERSION,
                                    "",
                                    (counts ? "The counts vary" : "The numbers of successes vary")
                                            + " more than the family lets them, so standard errors are too small.",
                                    "Pearson's chi-squared is " + Words.number(of.chiSquared()) + " with "
                                            + Words.number(of.df()) + " degrees of freedom, "
                                            + Words.number(of.ratio()) + " for each where 1 is expected.",
                                    counts
                                            ? "Fit the family negative-binomial, or give every row an effect of its own."
                                            : "Give every row an effect of its own, (1 | row) with a column that numbers the rows."));
                });
    }

    private void addGroups() {
        for (int f = 0; f < factors.size(); f++) {
            int at = f;
            GroupingFactor factor = factors.get(f);
            GroupRules rules = new GroupRules(factor.name(), factor.fittedLevels(), factor.blocks());
            rules.manyParameters().ifPresent(findings::add);
            rules.fewGroups().ifPresent(findings::add);
            facts.ifPresent(known -> {
                GroupSizes sizes = known.sizes().get(at);
                rules.fewRows(sizes.rows(), sizes.min(), sizes.max()).ifPresent(findings::add);
                if (!known.patterns().isEmpty()) {
                    addPattern(factor, known.patterns().get(at));
                }
            });
        }
    }

    private void addPattern(GroupingFactor factor, GroupPattern pattern) {
        if (pattern.constant().size() >= factor.fittedLevels()) {
            findings.add(new Finding(
                    FindingKind.GROUP_REPEATS_FIXED,
                    factor.name(),
                    "The fixed effects already give every level of " + factor.name() + " a value of its own.",
                    Counts.of(pattern.constant().size(), "fixed coefficient")
                            + " of columns that are constant within levels stand" + " for "
                            + Counts.of(factor.fittedLevels(), "level") + ".",
                    "Leave either these fixed effects or the random effects of " + factor.name() + " out."));
        }
        for (RandomBlock block : factor.blocks()) {
            boolean intercept = block.columns().get(0).isIntercept();
            block.columns().stream()
                    .filter(column -> !column.isIntercept())
                    .map(column -> model.fixedEffects().indexOf(column.name()))
                    .filter(j -> j >= 0 && pattern.constant().contains(j) && (intercept || !columns.isCategory(j)))
                    .forEach(j -> findings.add(GroupRules.slopeConstant(
                            factor.name(),
                            columns.name(j),
                            factor.fittedLevels(),
                            model.rows().used())));
        }
    }

    private void addColumns() {
        facts.ifPresent(known -> {
            double[][] covariance = known.fixedCovariance();
            findings.addAll(new Collinearity(columns, covariance).findings());
            addScales(covariance);
        });
    }

    private void addScales(double[][] covariance) {
        List<Integer> quantities = IntStream.range(0, columns.size())
                .filter(j -> columns.isQuantity(j) && covariance[j][j] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(covariance[a][a], covariance[b][b]))
                .toList();
        if (quantities.size() < 2) {
            return;
        }
        int small = quantities.get(0);
        int large = quantities.get(quantities.size() - 1);
        double ratio = Math.sqrt(covariance[large][large] / covariance[small][small]);
        if (ratio >= Thresholds.SCALES) {
            findings.add(new Finding(
                    FindingKind.UNIT_SCALES,
                    columns.name(large) + ", " + columns.name(small),
                    "The units of " + columns.name(large) + " and " + columns.name(small)
                            + " differ by orders of magnitude, so their coefficients do, too.",
                    "Their standard deviations are " + Words.number(Math.sqrt(covariance[large][large])) + " and "
                            + Words.number(Math.sqrt(covariance[small][small])) + ".",
                    "Nothing is lost by it here; thousands or standard deviations as units are easier to read."));
        }
    }

    private void addRows() {
        RowCounts rows = model.rows();
        if (rows.droppedTotal() > 0) {
            findings.add(Finding.note(FindingKind.ROWS_LEFT_OUT, "", droppedRows(rows)));
        }
        List<String> dropped = model.fixedEffects().dropped();
        if (!dropped.isEmpty()) {
            String names = String.join(", ", dropped);
            findings.add(Finding.note(
                    FindingKind.COLUMNS_LEFT_OUT,
                    names,
                    names
                            + (dropped.size() == 1
                                    ? " was left out, because it is a linear combination of other columns."
                                    : " were left out, because they are linear combinations of other columns.")));
        }
    }

    private void addNote(String sentence) {
        Optional<GroupingFactor> small = factors.stream()
                .filter(factor -> sentence.startsWith(GroupRules.asManyEffects(
                        factor.name(),
                        factor.width() * factor.fittedLevels(),
                        model.rows().used())))
                .findFirst();
        findings.add(small.map(factor -> Finding.note(FindingKind.FEW_ROWS, factor.name(), sentence))
                .orElseGet(() -> Finding.note(FindingKind.NOTE, "", sentence)));
    }

    private static String droppedRows(RowCounts rows) {
        String reasons = rows.dropped().entrySet().stream()
                .map(e -> e.getKey() + " (" + Counts.of(e.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return Counts.of(rows.droppedTotal()) + " of " + Counts.of(rows.read())
                + (rows.read() == 1 ? " row" : " rows") + (rows.droppedTotal() == 1 ? " was" : " were")
                + " left out: " + reasons + ".";
    }
}
