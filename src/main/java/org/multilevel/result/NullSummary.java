package org.multilevel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.multilevel.inference.Counts;
import org.multilevel.inference.PValues;
import org.multilevel.inference.comparison.ComparedModel;
import org.multilevel.inference.comparison.NullComparison;

/** The readable comparison of a model with its null model. */
public final class NullSummary {
    private static final int INDENT = 10;

    private final NullComparison comparison;

    private NullSummary(NullComparison comparison) {
        this.comparison = comparison;
    }

    /** Returns the summary. */
    public static NullSummary of(NullComparison comparison) {
        return new NullSummary(comparison);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        List<ComparedModel> models = comparison.comparison().models();
        List<String> lines = new ArrayList<>();
        String without = models.stream()
                .filter(compared -> compared.name().equals("null"))
                .map(compared -> compared.model().formula())
                .findFirst()
                .orElse("");
        lines.add("Against the null model " + without);
        Decimals decimals = Decimals.places(4);
        List<String> header = List.of("Quantity", "null", "model", "change", "reduced by");
        List<Boolean> leftAligned = new ArrayList<>(Collections.nCopies(header.size(), false));
        leftAligned.set(0, true);
        lines.addAll(TextLayout.table(
                header,
                leftAligned,
                comparison.rows().stream()
                        .map(row -> List.of(
                                row.quantity(),
                                decimals.text(row.without()),
                                decimals.text(row.with()),
                                decimals.text(row.change()),
                                Double.isNaN(row.reduction())
                                        ? ""
                                        : String.format(Locale.ROOT, "%.1f%%", 100 * row.reduction())))
                        .toList()));
        lines.add("");
        ComparedModel tested = models.get(models.size() - 1);
        if (tested.df() > 0) {
            lines.addAll(TextLayout.paragraph(
                    "Test",
                    INDENT,
                    "chi-squared " + Decimals.places(2).text(tested.chiSquared()) + " on "
                            + Decimals.places(0).text(tested.df()) + " df, " + PValues.said(tested.pValue())
                            + (Double.isNaN(tested.pBoundary())
                                    ? ""
                                    : "; with the variance at the edge of what is possible "
                                            + PValues.said(tested.pBoundary()))
                            + comparison
                                    .exact()
                                    .map(exact -> "; by the exact distribution "
                                            + PValues.drawn(exact.pValue(), exact.replicates()) + " ("
                                            + Counts.of(exact.replicates(), "draw") + ")")
                                    .orElse("")));
        }
        comparison.notes().forEach(note -> lines.addAll(TextLayout.paragraph("Note", INDENT, note)));
        return String.join("\n", lines) + "\n";
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
