package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.multilevel.chart.data.FittedParts;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Groups;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Value;
import org.multilevel.glm.Family;

/**
 * Describes what was observed against what is predicted, in tenths of the rows.
 *
 * <p>The interval of a share of successes is Wilson's (1927), J. Am. Stat. Assoc. 22, 209-212; that of a mean is normal, with the variance that
 * the model gives it. A mean of residuals that go together, or have several variances, has none here: what rows of a part have to do with each
 * other is not gathered.
 */
final class CalibrationPicture {
    private static final int TENTHS = 10;
    /** With fewer rows in a part its share says nothing. */
    private static final int FEWEST = 5;

    private final Scene scene;
    private final FittedParts data;
    private final boolean ofShares;
    private final boolean hasIntervals;

    private CalibrationPicture(Scene scene, FittedParts data) {
        this.scene = scene;
        this.data = data;
        this.ofShares = scene.model()
                .generalised()
                .filter(g -> g.distribution().family() == Family.BINOMIAL)
                .isPresent();
        this.hasIntervals = !scene.model().hasResidualStructure();
    }

    static Gathering<ChartDescription> of(Scene scene) {
        return FittedParts.gather(rows -> (int) Math.min(TENTHS, rows / FEWEST))
                .then(data -> new CalibrationPicture(scene, data).describe());
    }

    private ChartDescription describe() {
        List<Datum.Span> spans = data.parts().stream().map(this::span).toList();
        double low = ends(spans).min().orElse(0);
        double high = ends(spans).max().orElse(1);
        Hint hint = Hint.of("predicted ").then(Value.X).then(", observed ").then(Value.Y);
        if (hasIntervals) {
            hint = hint.then(", " + scene.inference().percent() + " interval ")
                    .then(Value.LOW)
                    .then(" to ")
                    .then(Value.HIGH);
        }
        Path diagonal = new Path(
                Datum.NONE, List.of(Datum.Point.of(low, low, Datum.NONE), Datum.Point.of(high, high, Datum.NONE)));
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Lines("Observed as predicted", Ink.MUTED, Hint.NONE, 1.8, true, List.of(diagonal)));
        marks.add(new Mark.Intervals("Rows with similar predictions", Ink.MAIN, hint, false, 2, 8, spans));
        return new ChartDescription(
                "Calibration: " + scene.words().mean() + ", observed and predicted",
                sentences(),
                new Axis.Numbers("Predicted: " + scene.words().expected()),
                new Axis.Numbers("Observed: " + scene.words().mean()),
                marks,
                Groups.NONE);
    }

    private List<String> sentences() {
        String points = "Each point is one of " + data.parts().size()
                + " equal parts of the rows, in the order of what the model predicts"
                + (scene.model().groupingFactors().isEmpty() ? "" : " in their own groups");
        return hasIntervals
                ? List.of(
                        points + ", with its " + scene.inference().percent() + " interval.",
                        "The model is well calibrated where intervals meet the line.")
                : List.of(
                        points
                                + ", without intervals, since rows do not tell the mean of a part equally and independently ("
                                + scene.model().structureWords() + ").",
                        "The model is well calibrated where points are near the line.");
    }

    private static DoubleStream ends(List<Datum.Span> spans) {
        return spans.stream().flatMapToDouble(span -> DoubleStream.of(span.at(), span.middle()));
    }

    private Datum.Span span(FittedParts.Part part) {
        double z = scene.inference().normalQuantile();
        double observed = part.observed();
        if (!ofShares) {
            double half = hasIntervals ? z * Math.sqrt(part.variance()) : Double.NaN;
            boolean isPositive = scene.model().generalised().isPresent();
            double low = isPositive ? Math.max(0, observed - half) : observed - half;
            return new Datum.Span(part.fitted(), observed, low, observed + half, Datum.NONE);
        }
        double n = part.weight();
        double scale = 1 + z * z / n;
        double centre = (observed + z * z / (2 * n)) / scale;
        double half = z / scale * Math.sqrt(observed * (1 - observed) / n + z * z / (4 * n * n));
        return new Datum.Span(
                part.fitted(), observed, Math.max(0, centre - half), Math.min(1, centre + half), Datum.NONE);
    }
}
