package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.multilevel.chart.data.RowPoint;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;

/** Draws rows that are yes or no beside curves of probabilities: apart from one another, and as shares of rows with similar predictors. */
final class OutcomePoints {
    static final String SENTENCE =
            "Rows lie a little above 1 where the event happened and below 0 where not; large dots are shares of rows.";

    /** Of the height between no and yes. */
    private static final double GAP = 0.015;

    private static final double SPREAD = 0.06;
    /** Multiples of it are spread as evenly as any. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private static final int PARTS = 12;
    private static final int FEWEST = 10;

    private OutcomePoints() {}

    /** Returns the rows apart from one another, the same every time. */
    static List<RowPoint> apart(List<RowPoint> rows) {
        return rows.stream()
                .map(row -> {
                    double along = row.row() * GOLDEN % 1;
                    double away = GAP + SPREAD * along;
                    return new RowPoint(row.row(), row.level(), row.by(), row.x(), row.y() > 0.5 ? 1 + away : -away);
                })
                .toList();
    }

    /** Returns what is told of a row, whose height is told by where it lies. */
    static Hint hint(Scene scene, String predictor) {
        return Rows.named(scene).then(": " + Words.name(predictor) + " ").then(Value.X);
    }

    /** Returns the shares of the event in parts of the rows with similar values of the predictor; equal values stay together. */
    static List<Mark> shares(List<RowPoint> rows, String predictor) {
        List<RowPoint> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble(RowPoint::x));
        int least = Math.max(FEWEST, sorted.size() / PARTS);
        List<Datum.Point> shares = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < sorted.size(); i++) {
            boolean last = i == sorted.size() - 1;
            boolean next = i + 1 - from >= least
                    && sorted.size() - i > least / 2
                    && !last
                    && sorted.get(i + 1).x() > sorted.get(i).x();
            if (next || last) {
                List<RowPoint> part = sorted.subList(from, i + 1);
                shares.add(Datum.Point.of(
                        part.stream().mapToDouble(RowPoint::x).average().orElseThrow(),
                        part.stream().mapToDouble(RowPoint::y).average().orElseThrow(),
                        Datum.NONE));
                from = i + 1;
            }
        }
        Hint hint = Hint.of("Rows around " + Words.name(predictor) + " ")
                .then(Value.X)
                .then(": share ")
                .then(Value.Y);
        return List.of(new Mark.Points(
                "Share of rows with similar " + Words.shortName(predictor), Ink.ACCENT, hint, 9, shares));
    }
}
