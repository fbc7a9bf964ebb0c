package org.multilevel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.inference.Counts;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.influence.LevelInfluence;

/** The readable summary of the most influential levels of a grouping factor. */
public final class InfluenceSummary {
    private static final int INDENT = 10;
    private static final int SHOWN = 5;

    private final Influence influence;
    private final int shown;

    private InfluenceSummary(Influence influence, int shown) {
        this.influence = influence;
        this.shown = shown;
    }

    /** Returns the summary of the five most influential levels. */
    public static InfluenceSummary of(Influence influence) {
        return new InfluenceSummary(influence, SHOWN);
    }

    /** Returns this summary with another number of levels. */
    public InfluenceSummary withLevels(int shown) {
        return new InfluenceSummary(influence, shown);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        List<LevelInfluence> most = influence.mostInfluential(shown);
        List<String> lines = new ArrayList<>();
        lines.add("The most influential of " + Counts.of(influence.levels().size(), "level") + " of "
                + influence.group() + ", each left out");
        List<String> header = List.of("Level", "rows", "Cook's distance", "moves most", "by (std. errors)");
        List<Boolean> leftAligned = new ArrayList<>(Collections.nCopies(header.size(), false));
        leftAligned.set(0, true);
        leftAligned.set(3, true);
        if (most.isEmpty()) {
            lines.add("  None of them can be ranked, for the reasons in the notes.");
        } else {
            lines.addAll(TextLayout.table(
                    header, leftAligned, most.stream().map(this::row).toList()));
        }
        if (!influence.notes().isEmpty()) {
            lines.add("");
        }
        influence.notes().forEach(note -> lines.addAll(TextLayout.paragraph("Note", INDENT, note)));
        return String.join("\n", lines) + "\n";
    }

    private List<String> row(LevelInfluence level) {
        double[] dfbetas = level.dfbetas();
        int moved = IntStream.range(0, dfbetas.length)
                .reduce((a, b) -> Math.abs(dfbetas[b]) > Math.abs(dfbetas[a]) ? b : a)
                .orElse(0);
        return List.of(
                level.level(),
                Counts.of(level.rows()),
                Decimals.places(4).text(level.cooksDistance()),
                dfbetas.length == 0 ? "" : influence.terms().get(moved),
                dfbetas.length == 0 ? "" : Decimals.places(3).text(dfbetas[moved]));
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
