package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
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
    /** Fewer sizes of groups tell nothing along an axis. */
    private static final int SIZES = 5;
    /** Of fewer groups none is left out. */
    private static final int ENOUGH = 8;
    /** So many quartile ranges outside the quartiles is so far that the other groups shrink to a blot. */
    private static final double RANGES = 10;

    private static final int NAMED = 5;

    private ShrinkagePicture() {}

    static Gathering<ChartDescription> of(Scene scene) {
        Emphasis emphasis = Emphasis.of(scene);
        return Shrinkage.gather(scene.model(), scene.factor(), emphasis.levels())
                .then(data -> describe(scene, emphasis, data));
    }

    private static ChartDescription describe(Scene scene, Emphasis emphasis, Shrinkage data) {
        boolean hasSlope = !data.slope().isEmpty();
        boolean bySize = !hasSlope && hasSizes(data);
        List<Shrinkage.Group> far = hasSlope ? far(data.groups(), emphasis) : List.of();
        List<Shrinkage.Group> shown =
                data.groups().stream().filter(group -> !far.contains(group)).toList();
        List<Datum.Arrow> arrows = new ArrayList<>();
        if (hasSlope) {
            shown.forEach(group -> arrows.add(new Datum.Arrow(
                    group.ownSlope(), group.ownIntercept(), group.slope(), group.intercept(), group.level())));
        } else {
            List<Shrinkage.Group> inOrder = shown.stream()
                    .sorted(Comparator.comparingDouble(Shrinkage.Group::intercept))
                    .toList();
            for (int k = 0; k < inOrder.size(); k++) {
                Shrinkage.Group group = inOrder.get(k);
                double x = bySize ? group.rows() : k + 1;
                arrows.add(new Datum.Arrow(x, group.ownIntercept(), x, group.intercept(), group.level()));
            }
        }
        boolean many = arrows.size() > MANY;
        List<Mark> marks = new ArrayList<>(emphasis.marks(
                "Each level of " + Words.shortName(scene.groups().name()) + ": own to model",
                Ink.MAIN.withOpacity(many ? 0.5 : 0.8),
                arrows,
                (name, ink, strong, some) -> new Mark.Arrows(
                        name, ink, hint(scene, hasSlope, bySize), strong ? 2.2 : many ? 0.9 : 1.4, some)));
        marks.add(population(data, arrows, hasSlope));
        return new ChartDescription(
                "Shrinkage of " + scene.groups().name() + " towards the population",
                sentences(data, scene, far),
                new Axis.Numbers(
                        hasSlope
                                ? "Slope of " + data.slope()
                                : bySize ? "Rows of the group" : "Place in the order of the intercepts of the model"),
                new Axis.Numbers("Intercept (" + Words.shortName(scene.model().response()) + ")"),
                marks,
                scene.named());
    }

    /** Groups of few sizes would stand upon one another. */
    private static boolean hasSizes(Shrinkage data) {
        return data.groups().stream()
                        .mapToLong(Shrinkage.Group::rows)
                        .distinct()
                        .count()
                >= SIZES;
    }

    /** Returns groups, but for highlighted ones, whose own coefficients would set the scale for all others. */
    private static List<Shrinkage.Group> far(List<Shrinkage.Group> groups, Emphasis emphasis) {
        if (groups.size() < ENOUGH) {
            return List.of();
        }
        Predicate<Shrinkage.Group> slopes = isFar(groups, Shrinkage.Group::ownSlope, Shrinkage.Group::slope);
        Predicate<Shrinkage.Group> intercepts =
                isFar(groups, Shrinkage.Group::ownIntercept, Shrinkage.Group::intercept);
        return groups.stream()
                .filter(group -> !emphasis.levels().contains(group.level()))
                .filter(slopes.or(intercepts))
                .toList();
    }

    /** Far off are coefficients beyond many quartile ranges around the quartiles, unless the model has such coefficients, too. */
    private static Predicate<Shrinkage.Group> isFar(
            List<Shrinkage.Group> groups,
            ToDoubleFunction<Shrinkage.Group> own,
            ToDoubleFunction<Shrinkage.Group> ofModel) {
        double[] sorted = groups.stream().mapToDouble(own).sorted().toArray();
        double lower = sorted[sorted.length / 4];
        double upper = sorted[sorted.length - 1 - sorted.length / 4];
        double margin = RANGES * (upper - lower);
        double least = Math.min(
                lower - margin, groups.stream().mapToDouble(ofModel).min().orElse(lower));
        double greatest = Math.max(
                upper + margin, groups.stream().mapToDouble(ofModel).max().orElse(upper));
        return group -> margin > 0 && (own.applyAsDouble(group) < least || own.applyAsDouble(group) > greatest);
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

    private static Hint hint(Scene scene, boolean hasSlope, boolean bySize) {
        Hint level = Rows.level(Hint.of("Level "), scene).then(": ");
        Hint slope = hasSlope
                ? level.then("slope ")
                        .then(Value.FROM_X)
                        .then(" to ")
                        .then(Value.X)
                        .then(", ")
                : bySize ? level.then(Value.X).then(" rows, ") : level;
        return slope.then("intercept ").then(Value.FROM_Y).then(" to ").then(Value.Y);
    }

    private static List<String> sentences(Shrinkage data, Scene scene, List<Shrinkage.Group> far) {
        List<String> sentences = new ArrayList<>();
        sentences.add("An arrow leads from what the rows of a group say alone to what the model says of it.");
        if (data.without() > 0) {
            sentences.add("Without an arrow are " + Words.count(data.without()) + " groups in which " + data.slope()
                    + " does not vary.");
        }
        if (!far.isEmpty()) {
            sentences.add("Left out, since by itself it lies so far off that no other could be told apart: "
                    + far.stream()
                            .limit(NAMED)
                            .map(group -> Words.shortName(scene.groups().level(group.level())) + " (slope "
                                    + Words.number(group.ownSlope()) + ", intercept "
                                    + Words.number(group.ownIntercept())
                                    + ")")
                            .collect(Collectors.joining(", "))
                    + (far.size() > NAMED ? " and " + Words.count(far.size() - NAMED) + " more" : "")
                    + ". Highlighted, it is shown.");
        }
        if (data.groups().size() + data.without() < data.all()) {
            sentences.add("Shown are " + Words.count(data.groups().size()) + " of " + Words.count(data.all())
                    + " groups, from the lowest effects to the highest.");
        }
        scene.weighed().ifPresent(sentences::add);
        return sentences;
    }
}
