package org.multilevel.chart.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
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
import org.multilevel.chart.description.Words;

/**
 * Describes mean residuals of rows with similar probabilities, with what chance makes of them: of single rows that are yes or no, residuals
 * are two curves whatever the model. Source: Gelman and Hill (2007), Data Analysis Using Regression and Multilevel Models, section 5.6.
 */
final class BinnedResidualsPicture {
    private static final int FEWEST = 10;
    private static final int MOST = 60;

    private BinnedResidualsPicture() {}

    static Gathering<ChartDescription> of(Scene scene) {
        return FittedParts.gather(BinnedResidualsPicture::number).then(data -> describe(scene, data));
    }

    /** As many parts as rows in each, but no more than can be looked at. */
    private static int number(long rows) {
        double each = Math.sqrt((double) rows);
        return (int) Math.max(Math.min(FEWEST, rows / 2), Math.min(MOST, (long) each));
    }

    private static ChartDescription describe(Scene scene, FittedParts data) {
        Hint hint = Hint.of("predicted ").then(Value.X).then(", mean residual ").then(Value.Y);
        List<Datum.Point> points = data.parts().stream()
                .map(part -> Datum.Point.of(part.fitted(), part.observed() - part.fitted(), Datum.NONE))
                .toList();
        List<Mark> marks = new ArrayList<>(List.of(new Mark.Rule(false, 0)));
        marks.add(new Mark.Lines(
                "Where 95% of them lie if the model is right",
                Ink.MUTED,
                Hint.NONE,
                1.6,
                true,
                List.of(
                        path(data, part -> -2 * Math.sqrt(part.variance())),
                        path(data, part -> 2 * Math.sqrt(part.variance())))));
        marks.add(new Mark.Points("Rows with similar probabilities", Ink.MAIN, hint, 7, points));
        return new ChartDescription(
                "Mean residuals of " + scene.model().response() + " and probabilities",
                List.of("Each point is the mean of observed less predicted in one of "
                        + Words.count(data.parts().size())
                        + " equal parts of the rows; without pattern where the model fits."),
                new Axis.Numbers(scene.words().expected()),
                new Axis.Numbers("Mean residual (observed less predicted)"),
                marks,
                Groups.NONE);
    }

    private static Path path(FittedParts data, ToDoubleFunction<FittedParts.Part> height) {
        return new Path(
                Datum.NONE,
                data.parts().stream()
                        .map(part -> Datum.Point.of(part.fitted(), height.applyAsDouble(part), Datum.NONE))
                        .toList());
    }
}
