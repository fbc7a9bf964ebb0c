package org.multilevel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.multilevel.inference.PValues;
import org.multilevel.inference.comparison.LadderStep;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.MixedModel;

/** The readable summary of a ladder of models, for a terminal or a text window. */
public final class LadderSummary {
    private static final int INDENT = 10;

    private final ModelLadder ladder;

    private LadderSummary(ModelLadder ladder) {
        this.ladder = ladder;
    }

    /** Returns the summary. */
    public static LadderSummary of(ModelLadder ladder) {
        return new LadderSummary(ladder);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        MixedModel first = ladder.steps().get(0).model();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d steps to a model of %s, fit to %,d rows by maximum likelihood (ML)",
                ladder.steps().size(),
                first.response(),
                first.rows().used()));
        lines.add("");
        List<String> header = List.of(
                "Step",
                "Adds",
                "log-likelihood",
                "AIC",
                "BIC",
                "ICC",
                "R2 marg.",
                "R2 cond.",
                "chi-squared",
                "df",
                "p");
        List<Boolean> leftAligned = new ArrayList<>(Collections.nCopies(header.size(), false));
        leftAligned.set(1, true);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ladder.steps().size(); i++) {
            rows.add(row(i, ladder.steps().get(i)));
        }
        lines.addAll(TextLayout.table(header, leftAligned, rows));
        lines.add("");
        lines.addAll(TextLayout.paragraph("Advice", INDENT, ladder.reason()));
        MixedModel last = ladder.steps().get(ladder.steps().size() - 1).model();
        Stream.concat(ladder.notes().stream(), last.provenance().reading().notes().stream())
                .forEach(note -> lines.addAll(TextLayout.paragraph("Note", INDENT, note)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> row(int i, LadderStep step) {
        Decimals two = Decimals.places(2);
        Decimals four = Decimals.places(4);
        boolean mixed = !step.model().groupingFactors().isEmpty();
        return List.of(
                Integer.toString(i + 1),
                step.name(),
                two.text(step.model().statistics().logLikelihood()),
                two.text(step.model().statistics().aic()),
                two.text(step.model().statistics().bic()),
                four.text(mixed ? step.shares().map(VarianceShares::iccAdjusted).orElse(Double.NaN) : Double.NaN),
                four.text(step.shares().map(VarianceShares::r2Marginal).orElse(Double.NaN)),
                four.text(step.shares().map(VarianceShares::r2Conditional).orElse(Double.NaN)),
                two.text(step.compared().chiSquared()),
                Decimals.places(0).text(step.compared().df()),
                PValues.text(step.p()));
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
