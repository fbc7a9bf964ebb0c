package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.data.Shrinkage;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Value;
import org.multilevel.chart.description.Words;

/** Describes {@link Shrinkage}: an arrow from what the rows of a group say to what the model says of it. */
final class ShrinkagePicture {
    private static final int MANY = 60;

    private ShrinkagePicture() {}

    static Gathering<ChartDescription> of(Scene scene) {
        Emphasis emphasis = Emphasis.of(scene);
        return Shrinkage.gather(scene.model(), scene.factor(), emphasis.levels())
                .then(data -> describe(scene, emphasis, data));
    }

    private static ChartDescription describe(Scene scene, Emphasis emphasis, Shrinkage data) {
        boolean hasSlope = !data.slope().isEmpty();
        List<Datum.Arrow> arrows = data.groups().stream()
                .map(group -> hasSlope
                        ? new Datum.Arrow(
                                group.ownSlope(), group.ownIntercept(), group.slope(), group.intercept(), group.level())
                        : new Datum.Arrow(
                                group.rows(), group.ownIntercept(), group.rows(), group.intercept(), group.level()))
                .toList();
        boolean many = arrows.size() > MANY;
        List<Mark> marks = new ArrayList<>(emphasis.marks(
                "Each level of " + Words.shortName(scene.groups().name()) + ": own to model",
                Ink.MAIN.withOpacity(many ? 0.5 : 0.8),
                arrows,
                (name, ink, strong, some) ->
                        new Mark.Arrows(name, ink, hint(scene, hasSlope), strong ? 2.2 : many ? 0.9 : 1.4, some)));
        marks.add(population(data, arrows, hasSlope));
        return new ChartDescription(
                "Shrinkage of " + scene.groups().name() + " towards the population",
                sentences(data, scene),
                new Axis.Numbers(hasSlope ? "Slope of " + data.slope() : "Rows of the group"),
                new Axis.Numbers("Intercept (" + Words.shortName(scene.model().response()) + ")"),
                marks,
                scene.named());
    }

    private static Mark population(Shrinkage data, List<Datum.Arrow> arrows, boolean hasSlope) {
        if (hasSlope) {
            return new Mark.Points(
                    "Population",
                    Ink.ACCENT,
                    Hint.of("Population: slope ")
                            .then(Value.X)
                            .then(", intercept ")
                            .then(Value.Y),
                    10,
                    List.of(Datum.Point.of(data.populationSlope(), data.populationIntercept(), Datum.NONE)));
        }
        double from = arrows.stream().mapToDouble(Datum.Arrow::x).min().orElse(0);
        double to = arrows.stream().mapToDouble(Datum.Arrow::x).max().orElse(0);
        return new Mark.Lines(
                "Population",
                Ink.ACCENT,
                Hint.of("Population: intercept ").then(Value.Y),
                2,
                false,
                List.of(new Path(
                        Datum.NONE,
                        List.of(
                                Datum.Point.of(from, data.populationIntercept(), Datum.NONE),
                                Datum.Point.of(to, data.populationIntercept(), Datum.NONE)))));
    }

    private static Hint hint(Scene scene, boolean hasSlope) {
        Hint level = Rows.level(Hint.of("Level "), scene).then(": ");
        Hint slope = hasSlope
                ? level.then("slope ")
                        .then(Value.FROM_X)
                        .then(" to ")
                        .then(Value.X)
                        .then(", ")
                : level.then(Value.X).then(" rows, ");
        return slope.then("intercept ").then(Value.FROM_Y).then(" to ").then(Value.Y);
    }

    private static List<String> sentences(Shrinkage data, Scene scene) {
        List<String> sentences = new ArrayList<>();
        sentences.add("An arrow leads from what the rows of a group say alone to what the model says of it.");
        if (data.without() > 0) {
            sentences.add("Without an arrow are " + Words.count(data.without()) + " groups in which " + data.slope()
                    + " does not vary.");
        }
        if (data.groups().size() + data.without() < data.all()) {
            sentences.add("Shown are " + Words.count(data.groups().size()) + " of " + Words.count(data.all())
                    + " groups, from the lowest effects to the highest.");
        }
        scene.weighed().ifPresent(sentences::add);
        return sentences;
    }
}
