package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.multilevel.chart.data.GroupLines;
import org.multilevel.chart.data.LinesAsked;
import org.multilevel.chart.data.RowPoint;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Words;

/** Describes the means of groups over a predictor of groups, in the colours of a factor, with the model's lines. */
final class MeansPicture {
    private static final int MOST_GROUPS = 2000;
    private static final int MANY = 300;

    private MeansPicture() {}

    static LinesAsked asked(Scene scene) {
        return new LinesAsked(scene.factor(), scene.over(), scene.by(), scene.highlighted(), MOST_GROUPS);
    }

    static ChartDescription describe(Scene scene, GroupLines data) {
        List<Mark> marks = new ArrayList<>(means(scene, data));
        marks.addAll(lines(scene, data));
        List<String> sentences = new ArrayList<>();
        String mean = lowerCase(scene.words().mean());
        sentences.add("A point is the " + mean + " in a level of "
                + scene.groups().name() + ", at its mean of " + data.predictor() + ".");
        scene.weighed().ifPresent(sentences::add);
        if (!data.held().isEmpty()) {
            sentences.add(LinesPicture.held(data));
        }
        if (data.means().size() < data.groups()) {
            sentences.add("Shown are " + Words.count(data.means().size()) + " of " + Words.count(data.groups())
                    + " groups, from the lowest effects to the highest.");
        }
        return new ChartDescription(
                (scene.model().generalised().isEmpty()
                                ? "Means of " + scene.model().response()
                                : scene.words().mean())
                        + " over " + data.predictor() + ", by "
                        + scene.groups().name(),
                sentences,
                new Axis.Numbers(data.predictor()),
                new Axis.Numbers(scene.words().mean()),
                marks,
                scene.named());
    }

    private static String lowerCase(String words) {
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private static List<Mark> means(Scene scene, GroupLines data) {
        Emphasis emphasis = Emphasis.of(scene);
        Hint hint = Rows.coordinates(
                Rows.level(Hint.of("Level "), scene),
                data.predictor(),
                lowerCase(scene.words().mean()));
        double size = data.means().size() > MANY ? 4 : 7;
        if (data.by().levels().isEmpty() || !emphasis.isEmpty()) {
            return emphasis.marks(
                    "Each level of " + Words.shortName(scene.groups().name()),
                    Ink.MAIN.withOpacity(0.7),
                    Rows.points(data.means()),
                    (name, ink, strong, points) -> new Mark.Points(name, ink, hint, strong ? 9 : size, points));
        }
        List<Mark> marks = new ArrayList<>();
        for (int k = -1; k < data.by().levels().size(); k++) {
            int number = k;
            List<RowPoint> means =
                    data.means().stream().filter(mean -> mean.by() == number).toList();
            if (!means.isEmpty()) {
                String name =
                        k < 0 ? "Several values of " + Words.shortName(data.by().column()) : "";
                Ink ink = (k < 0 ? Ink.MUTED : Ink.series(k)).withOpacity(0.7);
                marks.add(new Mark.Points(name, ink, hint, size, Rows.points(means)));
            }
        }
        return marks;
    }

    private static List<Mark> lines(Scene scene, GroupLines data) {
        Hint hint = Rows.coordinates(
                Hint.of("Line of the population"),
                data.predictor(),
                scene.model().response());
        List<Mark> marks = new ArrayList<>();
        // After the colours of the groups that are highlighted, so that each line says whose it is.
        Emphasis emphasis = Emphasis.of(scene);
        List<GroupLines.Line> lines = data.by().lines();
        for (int k = 0; k < lines.size(); k++) {
            String name =
                    Words.name(data.by().column() + " " + data.by().levels().get(k));
            marks.add(new Mark.Lines(
                    name,
                    emphasis.ink(emphasis.levels().size() + k),
                    hint,
                    2.6,
                    false,
                    List.of(LinesPicture.path(lines.get(k)))));
        }
        if (lines.isEmpty()) {
            marks.add(new Mark.Lines(
                    "Population", Ink.ACCENT, hint, 2.6, false, List.of(LinesPicture.path(data.population()))));
        }
        return marks;
    }
}
