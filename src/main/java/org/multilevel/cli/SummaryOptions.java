package org.multilevel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.fit.DfMethod;
import org.multilevel.inference.Anova;
import org.multilevel.inference.Inference;
import org.multilevel.inference.IntervalEstimates;
import org.multilevel.inference.LinearHypothesis;
import org.multilevel.inference.MarginalMeans;
import org.multilevel.inference.advice.Finding;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportDocument;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.MeansSummary;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how results are shown. */
final class SummaryOptions {
    static final String SYNOPSIS =
            DigitsOption.SYNOPSIS + " [--level P] [--df METHOD]\n    [--anova TYPE] [--test HYPOTHESIS]...";

    @Mixin
    private final DigitsOption digits = new DigitsOption();

    @Option(
            names = "--level",
            paramLabel = "P",
            converter = Converters.Level.class,
            description = "Level of the confidence intervals: by default 0.95.")
    private double level = 0.95;

    @Option(
            names = "--df",
            paramLabel = "METHOD",
            converter = Converters.Df.class,
            description =
                    "Degrees of freedom of tests and intervals: satterthwaite, kenward-roger or asymptotic (none); by default"
                            + " the first where they are quick to find, else the last.")
    private Inference.Method df = Inference.Method.STANDARD;

    @Option(
            names = "--anova",
            paramLabel = "TYPE",
            converter = Converters.AnovaType.class,
            description = "Also test every term, by type I, II or III; with --out also write anova.")
    private Optional<Anova.Type> anova = Optional.empty();

    @Option(
            names = "--test",
            paramLabel = "HYPOTHESIS",
            arity = "1",
            description =
                    "Also test a hypothesis in words of the coefficients, such as 'x + f[B] = 0'; several equations between"
                            + " semicolons are tested together; with --out also write hypotheses. May be repeated.")
    private List<String> tests = List.of();

    /** Returns the names of the tables that were asked for beside those of an analysis. */
    List<String> moreNames() {
        List<String> names = new ArrayList<>();
        anova.ifPresent(type -> names.add(ResultTables.ANOVA.name()));
        if (!tests.isEmpty()) {
            names.add(ResultTables.HYPOTHESES.name());
        }
        return names;
    }

    /** Returns those tables. */
    List<ResultTable> more(MixedModel model) {
        List<ResultTable> more = new ArrayList<>();
        anova.ifPresent(type -> more.add(tables(model).anova(type)));
        if (!tests.isEmpty()) {
            more.add(tables(model).hypotheses(hypotheses()));
        }
        return more;
    }

    private List<LinearHypothesis> hypotheses() {
        return tests.stream().map(LinearHypothesis::of).toList();
    }

    /** Returns what a fit must keep for the tests that are asked for. */
    DfMethod needed() {
        return df.needed();
    }

    String summary(MixedModel model, List<Finding> before) {
        Summary summary = Summary.of(model)
                .withFindings(before)
                .withDigits(digits.count())
                .withInference(inference())
                .withHypotheses(hypotheses());
        return anova.map(summary::withAnova).orElse(summary).text();
    }

    /** Returns how many digits are printed. */
    int digits() {
        return digits.count();
    }

    ResultTables tables(MixedModel model) {
        return ResultTables.of(model, inference());
    }

    ReportDocument report(MixedModel model, List<Finding> before) {
        return ReportDocument.of(model, inference()).withFindings(before);
    }

    /** Returns intervals as text. */
    String text(IntervalEstimates intervals) {
        return IntervalTables.text(intervals, inference().percent(), digits.count());
    }

    /** Returns the means and slopes as text, one after the other. */
    String text(List<MarginalMeans> answers) {
        return answers.stream()
                .map(answer ->
                        MeansSummary.of(answer).withDigits(digits.count()).text())
                .collect(Collectors.joining("\n"));
    }

    Inference inference() {
        return Inference.standard().withMethod(df).withLevel(level);
    }
}
