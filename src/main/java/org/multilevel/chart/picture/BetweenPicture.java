package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.chart.data.BetweenWithin;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.data.RowPoint;
import org.multilevel.chart.description.Axis;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.description.Datum;
import org.multilevel.chart.description.Hint;
import org.multilevel.chart.description.Ink;
import org.multilevel.chart.description.Mark;
import org.multilevel.chart.description.Path;
import org.multilevel.chart.description.Words;

/** Describes the lines of {@link BetweenWithin}. */
final class BetweenPicture {
    private final Scene scene;
    private final BetweenWithin data;
    private final String response;
    private final String predictor;

    private BetweenPicture(Scene scene, BetweenWithin data) {
        this.scene = scene;
        this.data = data;
        this.response = scene.model().response();
        this.predictor = scene.over();
    }

    static Gathering<ChartDescription> of(Scene scene) {
        return BetweenWithin.gather(scene.model(), scene.factor(), scene.over())
                .then(data -> new BetweenPicture(scene, data).describe());
    }

    private ChartDescription describe() {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Points(
                "Row",
                Ink.MUTED.withOpacity(0.35),
                Rows.coordinates(Rows.named(scene), predictor, response),
                data.points().size() > 2000 ? 3 : 5,
                Rows.points(data.points())));
        marks.add(new Mark.Points(
                "Mean of a level of " + Words.shortName(scene.groups().name()),
                Ink.series(2).withOpacity(0.7),
                Rows.coordinates(Rows.level(Hint.of("Mean of level "), scene), predictor, response),
                data.means().size() > 300 ? 4 : 6,
                Rows.points(data.means())));
        double least = data.means().stream().mapToDouble(RowPoint::x).min().orElse(data.from());
        double greatest = data.means().stream().mapToDouble(RowPoint::x).max().orElse(data.to());
        add(marks, "Total", Ink.ACCENT, data.totalSlope(), data.total(), data.from(), data.to());
        add(marks, "Between", Ink.series(2), data.betweenSlope(), data.between(), least, greatest);
        add(marks, "Within", Ink.MAIN, data.withinSlope(), data.between(), data.from(), data.to());
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "Total: through all rows. Between: through the means of groups, which count equally. Within: the slope that"
                        + " groups share around their means.");
        scene.weighed().ifPresent(sentences::add);
        if (Double.isNaN(data.betweenSlope())) {
            sentences.add("The means of " + predictor + " do not vary between levels of "
                    + scene.groups().name() + ", so there is no slope between.");
        }
        if (Double.isNaN(data.withinSlope())) {
            sentences.add(predictor + " does not vary within levels of "
                    + scene.groups().name() + ", so there is no slope within.");
        }
        if (data.means().size() < data.groups()) {
            sentences.add("Shown are the means of " + Words.count(data.means().size()) + " of "
                    + Words.count(data.groups()) + " groups; all count.");
        }
        if (data.points().size() < data.rows()) {
            sentences.add(Words.sampled(data.points().size(), data.rows()));
        }
        return new ChartDescription(
                response + " over " + predictor + ": total, between and within "
                        + scene.groups().name(),
                sentences,
                new Axis.Numbers(predictor),
                new Axis.Numbers(response),
                marks,
                scene.named());
    }

    private void add(List<Mark> marks, String name, Ink ink, double slope, RowPoint through, double from, double to) {
        if (!Double.isNaN(slope)) {
            List<Datum.Point> ends = List.of(
                    Datum.Point.of(from, through.y() + slope * (from - through.x()), Datum.NONE),
                    Datum.Point.of(to, through.y() + slope * (to - through.x()), Datum.NONE));
            Hint hint = Rows.coordinates(Hint.of(name + ", slope " + Words.number(slope)), predictor, response);
            marks.add(new Mark.Lines(
                    name + ": " + Words.number(slope), ink, hint, 3, false, List.of(new Path(Datum.NONE, ends))));
        }
    }
}
