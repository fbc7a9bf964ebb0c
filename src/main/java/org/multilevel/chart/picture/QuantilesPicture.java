package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.data.NormalQuantiles;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;
import org.multilevel.error.ChartException;

/** Describes {@link NormalQuantiles} of residuals or of group effects. */
final class QuantilesPicture {
    private static final String HOW_TO_READ = "Close to the line where the values are normal.";
    private static final int MANY = 500;

    private QuantilesPicture() {}

    static ChartDescription ofEffects(Scene scene) {
        int column = scene.column();
        NormalQuantiles data = NormalQuantiles.ofEffects(scene.groups(), column);
        List<String> notes = new ArrayList<>();
        notes.add(scene.groups().standardDeviation(column) == 0 ? Words.ALL_ZERO : HOW_TO_READ);
        if (data.points().size() < data.size()) {
            notes.add("Shown are " + Words.count(data.points().size()) + " of " + Words.count(data.size())
                    + " levels: the lowest and highest, and an even choice between.");
        }
        return describe(
                scene,
                data,
                "Normal quantiles of the effects of " + scene.groups().name() + ": "
                        + scene.groups().column(column),
                scene.effectName(column),
                notes,
                Rows.level(Hint.of("The level "), scene));
    }

    static Gathering<ChartDescription> ofResiduals(Scene scene) {
        if (!scene.model().hasOneResidualVariance()) {
            throw new ChartException(
                    "The residuals have several variances (" + scene.model().structureWords()
                            + "), so that together they are not normal though each may be: choose another picture.");
        }
        return NormalQuantiles.gatherResiduals(scene.model(), scene.factorIfAny())
                .then(data -> ofResiduals(scene, data));
    }

    private static ChartDescription ofResiduals(Scene scene, NormalQuantiles data) {
        List<String> notes = new ArrayList<>(List.of(HOW_TO_READ));
        if (!data.isComplete()) {
            notes.add("Shown are both tails and an even sample between, "
                    + Words.count(data.points().size()) + " of " + Words.count(data.size()) + " rows.");
        }
        return describe(
                scene,
                data,
                "Normal quantiles of the residuals of " + scene.model().response(),
                scene.residualName(),
                notes,
                Rows.named(scene));
    }

    private static ChartDescription describe(
            Scene scene, NormalQuantiles data, String title, String values, List<String> sentences, Hint named) {
        double from = data.points().get(0).x();
        double to = data.points().get(data.points().size() - 1).x();
        Path line = new Path(
                Datum.NONE,
                List.of(
                        Datum.Point.of(from, data.intercept() + data.slope() * from, Datum.NONE),
                        Datum.Point.of(to, data.intercept() + data.slope() * to, Datum.NONE)));
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Lines("Line through the quartiles", Ink.ACCENT, Hint.NONE, 1.8, false, List.of(line)));
        boolean many = data.points().size() > MANY;
        Hint hint = named.then(": ").then(Value.Y).then(", normal quantile ").then(Value.X);
        marks.addAll(Emphasis.of(scene)
                .marks(
                        "Value",
                        Ink.MAIN.withOpacity(many ? 0.55 : 0.8),
                        Rows.points(data.points()),
                        (name, ink, strong, points) ->
                                new Mark.Points(name, ink, hint, strong ? 8 : many ? 3 : 6, points)));
        return new ChartDescription(
                title,
                sentences,
                new Axis.Numbers("Standard normal quantile"),
                new Axis.Numbers(values),
                marks,
                scene.named());
    }
}
