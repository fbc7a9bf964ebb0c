package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.chart.data.GroupLines;
import org.multilevel.chart.data.GroupLinesPass;
import org.multilevel.chart.data.LinesAsked;
import org.multilevel.chart.data.ModelVariables;
import org.multilevel.chart.data.RowPoint;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Words;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ChartException;

/** Describes {@link GroupLines}: points of the rows, the lines of groups that the kind of picture has, and the population's. */
final class LinesPicture {
    private static final int MANY_LINES = 60;
    private static final int MANY_POINTS = 2000;

    private final Scene scene;
    private final GroupLines data;
    private final List<NamedModel> models;
    private final List<GroupLines.Line> ofModels;
    private final Emphasis emphasis;
    private final String response;
    private final PictureKind kind;

    private LinesPicture(Scene scene, GroupLines data, List<GroupLines.Line> ofModels) {
        this.scene = scene;
        this.data = data;
        this.models = scene.models();
        this.ofModels = ofModels;
        this.emphasis = Emphasis.of(scene);
        this.response = scene.words().observed();
        this.kind = scene.request().kind();
    }

    /** Says what is wrong before the rows are read. */
    static LinesAsked asked(Scene scene) {
        if (scene.models().size() > 1 && scene.by().isPresent()) {
            throw new ChartException("The colours tell models apart, so that they cannot tell "
                    + scene.by().get() + " as well: leave one of them out.");
        }
        return new LinesAsked(
                scene.factorIfAny(), scene.over(), scene.by(), scene.highlighted(), GroupLinesPass.MOST_LINES);
    }

    /** Describes the lines of the model; those of other models take a pass for each. */
    static ChartDescription describe(Scene scene, GroupLines data, Table table, Progress progress) {
        List<GroupLines.Line> ofModels = new ArrayList<>();
        if (scene.models().size() > 1) {
            ofModels.add(data.population());
            for (NamedModel other : scene.request().others()) {
                LinesAsked asked = new LinesAsked(-1, overOf(scene, other), Optional.empty(), List.of(), 0);
                ofModels.add(GroupLinesPass.run(other.model(), table, asked, progress)
                        .population());
            }
        }
        return new LinesPicture(scene, data, ofModels).describe();
    }

    private static String overOf(Scene scene, NamedModel other) {
        if (!ModelVariables.of(other.model()).numbers().contains(scene.over())) {
            throw new ChartException("The model " + other.name() + " has no numeric predictor \"" + scene.over()
                    + "\", so that it has no line over it: leave it out, or choose another predictor.");
        }
        return scene.over();
    }

    private ChartDescription describe() {
        boolean isYesOrNo = scene.words().isYesOrNo();
        List<Mark> marks =
                new ArrayList<>(isYesOrNo ? points(OutcomePoints.apart(data.points())) : points(data.points()));
        marks.addAll(groupLines());
        marks.addAll(overall());
        if (isYesOrNo) {
            marks.addAll(OutcomePoints.shares(data.points(), data.predictor()));
        }
        boolean byGroup = scene.factorIfAny() >= 0 && kind != PictureKind.POINTS;
        return new ChartDescription(
                response + " over " + data.predictor()
                        + (byGroup ? ", by " + scene.groups().name() : "") + whichLines(),
                sentences(byGroup),
                new Axis.Numbers(data.predictor()),
                new Axis.Numbers(response),
                marks,
                scene.named());
    }

    /** Pictures of the same rows are told apart by their lines. */
    private String whichLines() {
        return switch (kind) {
            case NO_POOLING -> ": own lines";
            case POOLING -> ": own lines and those of the model";
            default -> "";
        };
    }

    /** Every group has a colour of its own where there are few, unless colours say something else. */
    private boolean isColoured() {
        return kind != PictureKind.POINTS
                && kind != PictureKind.POOLING
                && emphasis.isEmpty()
                && data.by().levels().isEmpty()
                && !data.lines().isEmpty()
                && data.groups() <= Ink.COLOURS;
    }

    private List<Mark> points(List<RowPoint> shown) {
        List<Datum.Point> points = Rows.points(shown);
        Hint hint = scene.words().isYesOrNo()
                ? OutcomePoints.hint(scene, data.predictor())
                : Rows.coordinates(Rows.named(scene), data.predictor(), response);
        double size = points.size() > MANY_POINTS ? 3 : 5;
        List<Mark> marks = new ArrayList<>();
        if (isColoured()) {
            for (int k = 0; k < data.lines().size(); k++) {
                int level = data.lines().get(k).level();
                marks.add(new Mark.Points(
                        "",
                        Ink.series(k).withOpacity(0.43),
                        hint,
                        size,
                        points.stream().filter(point -> point.group() == level).toList()));
            }
            return marks;
        }
        if (!data.by().levels().isEmpty() && emphasis.isEmpty()) {
            for (int k = 0; k < data.by().levels().size(); k++) {
                int number = k;
                List<RowPoint> rows =
                        shown.stream().filter(point -> point.by() == number).toList();
                marks.add(new Mark.Points("", Ink.series(k).withOpacity(0.3), hint, size, Rows.points(rows)));
            }
            return marks;
        }
        return emphasis.marks(
                "Row",
                Ink.MUTED.withOpacity(0.43),
                points,
                (name, ink, strong, some) -> new Mark.Points(
                        // Where groups have lines, these have their names.
                        strong && kind != PictureKind.POINTS ? "" : name, ink, hint, strong ? size + 2 : size, some));
    }

    private List<Mark> groupLines() {
        return switch (kind) {
            case LINES -> lines(data.lines(), "Line", "", false);
            case NO_POOLING -> lines(data.own(), "Own line", "", false);
            case POOLING -> {
                List<Mark> both = new ArrayList<>(lines(data.own(), "Own line", "own line (no pooling)", true));
                both.addAll(lines(data.lines(), "Line", "line of the model (partial pooling)", false));
                yield both;
            }
            default -> List.of();
        };
    }

    /**
     * Returns the lines of groups.
     *
     * @param what a hint calls one
     * @param suffix tells lines of one group apart in the legend
     */
    private List<Mark> lines(List<GroupLines.Line> lines, String what, String suffix, boolean dashed) {
        if (lines.isEmpty()) {
            return List.of();
        }
        Hint hint = Rows.coordinates(Rows.level(Hint.of(what + " of level "), scene), data.predictor(), response);
        String factor = Words.shortName(scene.groups().name());
        String name = suffix.isEmpty() ? "Each level of " + factor : "Each level of " + factor + ", " + suffix;
        double width = lines.size() > MANY_LINES ? 1 : 1.4;
        List<Mark> marks = new ArrayList<>();
        if (isColoured()) {
            for (int k = 0; k < lines.size(); k++) {
                String label = Words.shortName(scene.groups().level(lines.get(k).level()));
                marks.add(new Mark.Lines(label, Ink.series(k), hint, 2.2, dashed, List.of(path(lines.get(k)))));
            }
            return marks;
        }
        if (!data.by().levels().isEmpty() && emphasis.isEmpty()) {
            for (int k = -1; k < data.by().levels().size(); k++) {
                int number = k;
                Ink ink = (k < 0 ? Ink.MUTED : Ink.series(k)).withOpacity(opacity(lines.size()));
                List<Path> paths = lines.stream()
                        .filter(line -> line.by() == number)
                        .map(LinesPicture::path)
                        .toList();
                if (!paths.isEmpty()) {
                    marks.add(new Mark.Lines("", ink, hint, width, dashed, paths));
                }
            }
            return marks;
        }
        Ink usual = dashed ? Ink.series(1) : Ink.MAIN;
        marks.addAll(emphasis.lines(
                name,
                usual.withOpacity(opacity(lines.size())),
                lines.stream().map(LinesPicture::path).toList(),
                (label, ink, strong, paths) ->
                        new Mark.Lines(strong && dashed ? "" : label, ink, hint, strong ? 2.4 : width, dashed, paths)));
        return marks;
    }

    private static double opacity(int lines) {
        return Math.max(40, Math.min(160, 16_000 / Math.max(1, lines))) / 255.0;
    }

    /** Returns the lines of all groups together. */
    private List<Mark> overall() {
        List<Mark> marks = new ArrayList<>();
        if (!ofModels.isEmpty()) {
            for (int k = 0; k < ofModels.size(); k++) {
                marks.add(overall(models.get(k).name(), Ink.series(k), ofModels.get(k), "Line of the population"));
            }
            return marks;
        }
        boolean leastSquares = isOfLeastSquares();
        String hint = leastSquares ? "Least-squares line" : "Line of the population";
        List<GroupLines.Line> lines =
                leastSquares ? data.by().totals() : data.by().lines();
        for (int k = 0; k < lines.size(); k++) {
            String name = (leastSquares ? "All rows" : "Population") + " at "
                    + data.by().column() + " " + data.by().levels().get(k);
            // After the colours of the groups that are highlighted, so that each line says whose it is.
            Ink ink = emphasis.ink(emphasis.levels().size() + k);
            marks.add(overall(Words.name(name), ink, lines.get(k), hint));
        }
        if (lines.isEmpty()) {
            marks.add(overall(
                    leastSquares ? "All rows, one line" : "Population",
                    Ink.ACCENT,
                    leastSquares ? data.total() : data.population(),
                    hint));
        }
        return marks;
    }

    /** A generalised model's rows have no line of least squares; theirs is the population's. */
    private boolean isOfLeastSquares() {
        return scene.model().generalised().isEmpty() && (kind == PictureKind.POINTS || kind == PictureKind.NO_POOLING);
    }

    private Mark overall(String name, Ink ink, GroupLines.Line line, String hint) {
        return new Mark.Lines(
                name, ink, Rows.coordinates(Hint.of(hint), data.predictor(), response), 3, false, List.of(path(line)));
    }

    static Path path(GroupLines.Line line) {
        List<Datum.Point> points = new ArrayList<>();
        for (int i = 0; i < line.x().length; i++) {
            points.add(Datum.Point.of(line.x()[i], line.y()[i], line.level()));
        }
        return new Path(line.level(), points);
    }

    private List<String> sentences(boolean byGroup) {
        List<String> sentences = new ArrayList<>();
        if (byGroup && data.lines().stream().allMatch(line -> line.x().length == 1)) {
            sentences.add("Each level of " + scene.groups().name() + " has one value of " + data.predictor()
                    + ", so that its line is a dot.");
        }
        boolean ofModel = !isOfLeastSquares() || !ofModels.isEmpty();
        if (ofModel && !data.held().isEmpty()) {
            sentences.add("Along a line, the other predictors stay at their means or most frequent labels"
                    + (byGroup ? " in its group." : "."));
            sentences.add(held(data));
        }
        if (kind == PictureKind.NO_POOLING || kind == PictureKind.POOLING) {
            sentences.add("An own line is that of least squares through the rows of its group alone.");
        }
        if (scene.words().isYesOrNo()) {
            sentences.add(OutcomePoints.SENTENCE);
        }
        if (kind != PictureKind.LINES && scene.model().generalised().isEmpty() && (ofModels.isEmpty() || byGroup)) {
            scene.weighed().ifPresent(sentences::add);
        }
        if (byGroup && data.lines().size() < data.groups()) {
            sentences.add("Shown are " + Words.count(data.lines().size()) + " of " + Words.count(data.groups())
                    + " groups, from the lowest effects to the highest.");
        }
        if (data.points().size() < data.rows()) {
            sentences.add(Words.sampled(data.points().size(), data.rows()));
        }
        return sentences;
    }

    /** Says at which level of every factor the population's line stands, and at which mean of every number. */
    static String held(GroupLines data) {
        return data.held().stream()
                .map(held -> held.predictor() + " " + held.value() + (held.isLabel() ? " (the most frequent)" : ""))
                .collect(Collectors.joining(
                        ", ",
                        data.by().levels().isEmpty()
                                ? "The population's line stands at "
                                : "The population's lines stand at ",
                        "."));
    }
}
