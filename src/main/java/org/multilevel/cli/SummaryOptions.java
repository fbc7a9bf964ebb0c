package org.multilevel.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.DfMethod;
import org.multilevel.inference.Inference;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportDocument;
import org.multilevel.report.ReportPictures;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.MeansSummary;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how results are shown. */
final class SummaryOptions {
    static final String SYNOPSIS = DigitsOption.SYNOPSIS + " [--level P] [--df METHOD]";

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

    /** Returns what a fit must keep for the tests that are asked for. */
    DfMethod needed() {
        return df.needed();
    }

    /** Returns the summary. */
    Summary summary(MixedModel model) {
        return Summary.of(model).withDigits(digits.count()).withInference(inference());
    }

    /** Returns how many digits are printed. */
    int digits() {
        return digits.count();
    }

    ResultTables tables(MixedModel model) {
        return ResultTables.of(model, inference());
    }

    ReportDocument report(MixedModel model) {
        return ReportDocument.of(model, inference());
    }

    /** Returns the report of a generalised model with pictures of the rows that it was fitted to, and the profile. */
    ReportDocument report(LiveGeneralisedModel live, Table table, Progress progress) {
        return report(live.model()).withPictures(ReportPictures.ofRows(live, inference(), () -> table, progress));
    }

    /** Returns the report with pictures of the rows that the model was fitted to, and the profile; without them where groups stayed elsewhere. */
    ReportDocument report(LiveModel live, Table table, Progress progress) {
        if (live.problem().isSpread()) {
            return report(live.model());
        }
        return report(live.model()).withPictures(ReportPictures.ofRows(live, inference(), () -> table, progress));
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
